"""From replies and refusals to the JSON that leaves: the one place where an error gets its body.

Two dialects live on the same host: the gateway's errors have capitalised keys, the service's own
have lower-case ones (reference: swarm-api §5.1). Clients of the Swarm era read the capitalised
spelling only, and no client minds both, so service errors carry both unless told otherwise.
"""

from enum import StrEnum
from typing import NamedTuple

import orjson

from cs_simulator.domain.errors import ApiError
from cs_simulator.scenarios.rules.effects import TransportFault

HOST_ID = "cs.aliyuncs.com"


class ErrorKeys(StrEnum):
    """Which spelling of the keys a service error has."""

    BOTH = "both"
    SERVICE = "service"


class Answer(NamedTuple):
    """What leaves for the caller: a status, a JSON body and the request id for the header."""

    status: int
    body: bytes
    request_id: str
    code: str = ""
    """The error code, empty for a good answer."""
    content_type: str = "application/json;charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    conduct: TransportFault | None = None
    """How it is given, if not as a good server would."""


def error_body(error: ApiError, request_id: str, keys: ErrorKeys) -> bytes:
    """The body of a refusal, in the dialect of its row."""
    capitalised = {
        "RequestId": request_id,
        "HostId": HOST_ID,
        "Code": error.code,
        "Message": error.message,
    }
    if error.spec.dialect == "gateway":
        return orjson.dumps(capitalised)
    service = {
        "code": error.code,
        "message": error.message,
        "requestId": request_id,
        "status": error.status,
    }
    return orjson.dumps(service if keys is ErrorKeys.SERVICE else {**service, **capitalised})


def refusal(error: ApiError, request_id: str, keys: ErrorKeys) -> Answer:
    """The answer that a raised error becomes."""
    return Answer(
        status=error.status,
        body=error_body(error, request_id, keys),
        request_id=request_id,
        code=error.code,
        headers=error.headers,
    )
