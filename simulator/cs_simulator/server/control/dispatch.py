"""From a control-plane request to its handler and back to JSON."""

import hmac
from contextlib import suppress

import orjson
from aiohttp import web

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import (
    ApiError,
    DamagedSnapshotError,
    DamagedTenantError,
    LimitError,
    TenantAwayError,
    UsageError,
)
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.slices import TenantBeingDrainedError, WorkEndedError
from cs_simulator.runtime.tenants.behind import BehindError
from cs_simulator.server.control import _replicas as replicas
from cs_simulator.server.control import routes
from cs_simulator.server.control._request import ControlCall, ControlError, Route
from cs_simulator.server.control.contract.endpoint import Endpoint
from cs_simulator.server.http.body import (
    ClientGoneError,
    RequestFailedError,
    is_of_leaving,
    read_body,
)
from cs_simulator.server.http.responses import CONTROL_PREFIX, json_response
from cs_simulator.server.service_api.incoming import has_left
from cs_simulator.storage.errors import SnapshotGoneError, StorageError
from cs_simulator.validation.body import MOST_NESTED, is_too_deep

# The health checks of containers need no token: these answers say nothing about any tenant.
_OPEN = {"livez", "readyz"}
_PREFIX = len(CONTROL_PREFIX)
# How often a handler is called whose tenant is behind its clock again each time.
_MOST_ATTEMPTS = 5

# What is said as it is: the kind of problem, the status, and the code.
_SAID: tuple[tuple[type[Exception], int, str], ...] = (
    (LimitError, 409, "LimitReached"),
    (DamagedTenantError, 500, "TenantDamaged"),
    (DamagedSnapshotError, 500, "SnapshotDamaged"),
    (SnapshotGoneError, 404, "NotFound"),
)


async def answer(simulator: Simulator, request: web.Request) -> web.StreamResponse:
    """Answer one call of the control plane; every answer is JSON, every refusal says why."""
    try:
        answered = await _handle(simulator, request)
        if isinstance(answered, web.StreamResponse):
            return answered
        return json_response(200, answered)
    except ControlError as refused:
        body = {"code": refused.code, "message": str(refused), **refused.details}
        return json_response(refused.status, body)
    except (ApiError, RequestFailedError) as problem:
        return _refuse_body(simulator, request, problem)
    except WorkEndedError as ended:
        return json_response(409, {"code": ended.code, "message": str(ended)})
    except TenantAwayError as away:
        answered = json_response(503, {"code": away.code, "message": str(away)})
        answered.headers.update(away.headers)
        return answered
    except ClientGoneError:
        return _abandoned(request)
    except Exception as problem:  # noqa: BLE001 - the one place that answers for the unexpected
        return _failed(request, problem)


def _abandoned(request: web.Request) -> web.Response:
    log.debug("control.abandoned", method=request.method)
    return web.Response()  # to nobody


def _failed(request: web.Request, problem: Exception) -> web.Response:
    """The answer to what the caller cannot help; what nobody expected is logged as it is."""
    if is_of_leaving(problem, request):
        return _abandoned(request)
    for kind, status, code in _SAID:
        if isinstance(problem, kind):
            return json_response(status, {"code": code, "message": str(problem)})
    match problem:
        case StorageError():
            log.error("control.failed", path=request.path, problem=str(problem))
            code, message = "StorageFailed", str(problem)
        case UsageError():
            code, message = "StorageFailed", str(problem)
        case OSError() if problem.strerror:  # of a file of its own: a snapshot under way, a key
            log.error("control.failed", path=request.path, problem=str(problem))
            code, message = "StorageFailed", problem.strerror
        case _:
            log.exception("control.failed", path=request.path)
            code, message = "InternalError", "see the simulator's log"
    return json_response(500, {"code": code, "message": message})


async def _handle(simulator: Simulator, request: web.Request) -> object:
    path = request.raw_path.partition("?")[0][_PREFIX:].strip("/")
    route, subject = routes.find(request.method, path)
    if path not in _OPEN:
        _check_token(simulator.settings.control_token, request)
    replicas.check(simulator.settings.replica, route.endpoint, request)
    route.check_query(request.query)
    if request.method != "GET":
        _check_content_type(request, route.endpoint)
    if route.endpoint.body is bytes:
        _check_no_encoding(request)
        body = {}
    else:
        body = _object_of(await read_body(request, simulator.settings.body_limit))
    route.check_fields(body)
    call = ControlCall(simulator, request, body, subject)
    try:
        answered = await _caught_up(route, call)
        await call.keep()
        return answered
    finally:
        call.let_go()


async def _caught_up(route: Route, call: ControlCall) -> object:
    """Have the call handled; again, once a tenant's timeline is where the handler needs it.

    A handler runs what is due before it changes anything, so that nothing is done twice.
    """
    simulator = call.simulator
    for _ in range(_MOST_ATTEMPTS):
        try:
            return await route.handle(call)
        except BehindError:
            with suppress(TenantBeingDrainedError):
                for tenant in call.in_hand:
                    await simulator.slices.catch_up(
                        tenant, simulator.system_clock, lambda: has_left(call.request)
                    )
            call.let_go()  # it may be another one by now
    raise ControlError(
        "the tenant's clock is faster than its timeline: make it slower",
        status=409,
        code="TooManySteps",
    )


def _check_token(token: str, request: web.Request) -> None:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and not hmac.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        raise ControlError(
            "the control plane needs its token: send Authorization: Bearer … (see --control-token)",
            status=401,
            code="Unauthorized",
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


def _check_no_encoding(request: web.Request) -> None:
    """Refuse an encoding of a body that is read piece by piece."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise ControlError(
            "send the file as it is, without Content-Encoding",
            status=415,
            code="UnsupportedContentEncoding",
        )


def _object_of(raw: bytes) -> dict[str, object]:
    """The JSON object of a body; an empty one for none."""
    if not raw.strip():
        return {}
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ControlError(f"the body is not JSON: {error}") from None
    if is_too_deep(raw, body):
        raise ControlError(f"the body is nested deeper than {MOST_NESTED} levels")
    if not isinstance(body, dict):
        raise ControlError("the body must be a JSON object")
    return body


def _refuse_body(
    simulator: Simulator, request: web.Request, problem: ApiError | RequestFailedError
) -> web.Response:
    error = problem.error if isinstance(problem, RequestFailedError) else problem
    log.warning("control.refused", code=error.code, method=request.method)
    code, message = error.code, error.message
    if error.spec is errors.BODY_TOO_LARGE:
        limit = simulator.settings.body_limit
        code, message = "BodyTooLarge", f"the body is larger than {limit} bytes; see --body-limit"
    return json_response(error.status, {"code": code, "message": message})
