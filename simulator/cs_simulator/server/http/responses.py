"""Answers as aiohttp's responses, and refusals in the dialect of the plane that is addressed.

What is refused before a plane has seen it looks as if the plane had refused it: the API's envelope
with a request id, the control plane's ``code`` and ``message``, plain text at a cluster's address.
"""

from collections.abc import Callable

import orjson
from aiohttp import web

from cs_simulator.domain.errors import ApiError
from cs_simulator.operations import Answer, ErrorKeys, refusal
from cs_simulator.runtime.calls.request_ids import random_request_id
from cs_simulator.server.http.rendering import OneWrite

CONTROL_PREFIX = "/_simulator/"
PAGE = f"{CONTROL_PREFIX}ui"
"""The console."""

Refuse = Callable[[ApiError, str], web.StreamResponse]
"""Makes the response that refuses a request, given its target or as much as is known of it."""


def render(answer: Answer) -> web.StreamResponse:
    """The answer as a response: always JSON, always labelled so, always with its request id."""
    return OneWrite(answer)


def json_response(status: int, body: object) -> web.Response:
    """An answer of the control plane."""
    return web.Response(
        status=status,
        body=orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE),
        content_type="application/json",
    )


def refuse_on_api_port(keys: ErrorKeys) -> Refuse:
    """What refuses requests of a port that has the API and the control plane."""

    def refuse(error: ApiError, target: str) -> web.StreamResponse:
        if target.startswith(CONTROL_PREFIX):
            return json_response(error.status, {"code": error.code, "message": error.message})
        return render(refusal(error, random_request_id(), keys))

    return refuse


def refuse_on_cluster_port(error: ApiError, target: str) -> web.Response:  # noqa: ARG001
    """Refuse a request at a cluster's own address."""
    return web.Response(status=error.status, text=f"{error.message}\n")
