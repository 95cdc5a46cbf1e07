"""From a control-plane request to its handler and back to JSON."""

import hmac

import orjson
from aiohttp import web

from simulator.domain.errors import Misuse
from simulator.runtime.logs import log
from simulator.runtime.simulator import Simulator
from simulator.server.control import (
    authority,
    clock,
    credentials,
    fixtures,
    health,
    nodes,
    reset,
    validate,
)
from simulator.server.control._request import ControlCall, Refused, Routes

ROUTES: Routes = {
    **health.ROUTES,
    **authority.ROUTES,
    **clock.ROUTES,
    **credentials.ROUTES,
    **fixtures.ROUTES,
    **nodes.ROUTES,
    **reset.ROUTES,
    **validate.ROUTES,
}
# What a container's health check may ask without a token: it says nothing about any tenant.
_OPEN = {"livez", "readyz"}
_PREFIX = len("/_simulator/")


async def answer(simulator: Simulator, request: web.Request) -> web.Response:
    """Answer one call of the control plane; every answer is JSON, every refusal says why."""
    try:
        return _json(200, await _handle(simulator, request))
    except Refused as refused:
        body = {"code": refused.code, "message": str(refused), **refused.details}
        return _json(refused.status, body)
    except Misuse as misuse:
        return _json(500, {"code": "StorageFailed", "message": str(misuse)})
    except web.HTTPRequestEntityTooLarge:
        limit = simulator.settings.body_limit
        message = f"the body is larger than {limit} bytes; see --body-limit"
        return _json(413, {"code": "BodyTooLarge", "message": message})
    except Exception:  # noqa: BLE001 - the one place that answers for the unexpected
        log.exception("control.broke", path=request.path)
        return _json(500, {"code": "InternalError", "message": "see the simulator's log"})


async def _handle(simulator: Simulator, request: web.Request) -> object:
    path = request.path[_PREFIX:].strip("/")
    known, subject = _known(path)
    handler = ROUTES.get((request.method, known))
    if handler is None:
        methods = sorted(method for method, each in ROUTES if each == known)
        if methods:
            raise Refused(
                f"{path} answers to {', '.join(methods)}", status=405, code="MethodNotAllowed"
            )
        names = ", ".join(sorted({each for _, each in ROUTES}))
        raise Refused(f"no {path!r} here; there are {names}", status=404, code="NotFound")
    if path not in _OPEN:
        _check_token(simulator.settings.control_token, request)
    if request.method != "GET":
        _check_origin(request)
    return await handler(ControlCall(simulator, request, await _body(request, path), subject))


def _known(path: str) -> tuple[str, str]:
    """The path as the routes have it, and what stands for its placeholder."""
    folder, slash, last = path.rpartition("/")
    pattern = f"{folder}/{{id}}"
    if slash and any(each == pattern for _, each in ROUTES):
        return pattern, last
    return path, ""


def _check_token(token: str, request: web.Request) -> None:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and not hmac.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        raise Refused(
            "the control plane wants its token: send Authorization: Bearer … (see --control-token)",
            status=401,
            code="Unauthorized",
        )


def _check_origin(request: web.Request) -> None:
    """Refuse what a foreign web page makes a browser send."""
    origin = request.headers.get("Origin")
    if origin and origin.partition("://")[2] != request.host:
        raise Refused("a page of another origin may not do this", status=403, code="ForeignOrigin")


async def _body(request: web.Request, path: str) -> dict[str, object]:
    raw = await request.read() if request.can_read_body else b""
    if path == "validate" or not raw.strip():
        return {}  # validate reads the body itself: what is wrong with it is its answer
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as problem:
        raise Refused(f"the body is not JSON: {problem}") from None
    if not isinstance(body, dict):
        raise Refused("the body must be a JSON object")
    return body


def _json(status: int, body: object) -> web.Response:
    return web.Response(
        status=status,
        body=orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE),
        content_type="application/json",
    )
