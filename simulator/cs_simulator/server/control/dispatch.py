"""From a control-plane request to its handler and back to JSON."""

import hmac

import orjson
from aiohttp import web

from cs_simulator.domain.errors import DamagedTenantError, UsageError
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.control import routes
from cs_simulator.server.control._request import ControlCall, ControlError
from cs_simulator.server.control.contract.endpoint import Endpoint
from cs_simulator.storage.errors import StorageError

# The health checks of containers need no token: these answers say nothing about any tenant.
_OPEN = {"livez", "readyz"}
_PREFIX = len("/_simulator/")


async def answer(simulator: Simulator, request: web.Request) -> web.StreamResponse:
    """Answer one call of the control plane; every answer is JSON, every refusal says why."""
    try:
        answered = await _handle(simulator, request)
        return answered if isinstance(answered, web.StreamResponse) else _json(200, answered)
    except ControlError as refused:
        body = {"code": refused.code, "message": str(refused), **refused.details}
        return _json(refused.status, body)
    except DamagedTenantError as damaged:
        return _json(500, {"code": "TenantDamaged", "message": str(damaged)})
    except UsageError as error:
        return _json(500, {"code": "StorageFailed", "message": str(error)})
    except StorageError as error:
        log.error("control.failed", path=request.path, problem=str(error))
        return _json(500, {"code": "StorageFailed", "message": str(error)})
    except web.HTTPRequestEntityTooLarge:
        limit = simulator.settings.body_limit
        message = f"the body is larger than {limit} bytes; see --body-limit"
        return _json(413, {"code": "BodyTooLarge", "message": message})
    except Exception:  # noqa: BLE001 - the one place that answers for the unexpected
        log.exception("control.failed", path=request.path)
        return _json(500, {"code": "InternalError", "message": "see the simulator's log"})


async def _handle(simulator: Simulator, request: web.Request) -> object:
    path = request.raw_path.partition("?")[0][_PREFIX:].strip("/")
    route, subject = routes.find(request.method, path)
    if path not in _OPEN:
        _check_token(simulator.settings.control_token, request)
    if request.method != "GET":
        _check_origin(request)
        _check_content_type(request, route.endpoint)
    body = {} if route.endpoint.body is bytes else await _body(request)
    route.check_fields(body)
    return await route.handle(ControlCall(simulator, request, body, subject))


def _check_token(token: str, request: web.Request) -> None:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and not hmac.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        raise ControlError(
            "the control plane needs its token: send Authorization: Bearer … (see --control-token)",
            status=401,
            code="Unauthorized",
        )


def _check_origin(request: web.Request) -> None:
    """Refuse what a foreign web page makes a browser send."""
    origin = request.headers.get("Origin")
    if origin and origin.partition("://")[2] != request.host:
        raise ControlError(
            "pages of other origins may not change anything", status=403, code="ForeignOrigin"
        )


def _check_content_type(request: web.Request, endpoint: Endpoint[object]) -> None:
    """Refuse what a foreign page can send without a preflight request: a form, or text."""
    accepted = endpoint.accepts
    if not accepted or not request.can_read_body:
        return
    if "Content-Type" not in request.headers or request.content_type not in accepted:
        raise ControlError(
            f"send Content-Type: {accepted[0]}", status=415, code="UnsupportedMediaType"
        )


async def _body(request: web.Request) -> dict[str, object]:
    raw = await request.read() if request.can_read_body else b""
    if not raw.strip():
        return {}
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ControlError(f"the body is not JSON: {error}") from None
    if not isinstance(body, dict):
        raise ControlError("the body must be a JSON object")
    return body


def _json(status: int, body: object) -> web.Response:
    return web.Response(
        status=status,
        body=orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE),
        content_type="application/json",
    )
