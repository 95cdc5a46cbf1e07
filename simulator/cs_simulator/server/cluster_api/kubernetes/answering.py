"""One request at the address of a Kubernetes cluster, from the socket and back to it."""

from aiohttp import web

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import (
    AWAY_FOR,
    ApiError,
    DamagedTenantError,
    LimitError,
    TenantAwayError,
)
from cs_simulator.kubernetes.request import is_true
from cs_simulator.operations import ErrorKeys, Incoming, refusal
from cs_simulator.runtime.calls.request_ids import random_request_id
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.cluster_api.kubernetes.identity import Identity, identify, path_below
from cs_simulator.server.http.body import ClientGoneError
from cs_simulator.server.http.connection import connection_of
from cs_simulator.server.http.rendering import Written, framing_of
from cs_simulator.server.http.responses import render
from cs_simulator.server.service_api.incoming import read_incoming


async def answer(simulator: Simulator, request: web.Request) -> web.StreamResponse:
    """Have a request answered as a call of the tenant of its cluster."""
    try:
        return await _answer(simulator, request)
    except ApiError as error:
        log.warning("cluster.refused", code=error.code, method=request.method)
        return _refuse(error)
    except (LimitError, DamagedTenantError) as problem:
        return _refuse(errors.UNAVAILABLE(message=str(problem)))
    except TenantAwayError as away:
        return _refuse(_unavailable(away))
    except (ClientGoneError, ConnectionError):
        log.debug("cluster.abandoned", method=request.method)
        return Written()  # to nobody
    except Exception:  # noqa: BLE001 - the one place that answers for the unexpected
        log.exception("cluster.broke")
        return _refuse(errors.INTERNAL(message="see the simulator's log"))


async def _answer(simulator: Simulator, request: web.Request) -> web.StreamResponse:
    identity = await identify(simulator, request)
    incoming = await _incoming(simulator, request, identity)
    answer = await simulator.dispatcher.answer(identity.tenant, incoming)
    if answer.transport_fault is not None:
        from cs_simulator.server.service_api import faulty_response  # for the servers that need it

        connection, is_over = connection_of(request), simulator.long_work.is_over
        await faulty_response.send(
            answer, answer.transport_fault, connection, framing_of(request), is_over
        )
        return Written()
    if answer.watch is None:
        return render(answer)
    from cs_simulator.server.cluster_api.kubernetes.streaming import stream  # for those who watch

    if error := _one_too_many(simulator, identity.tenant):  # others came at the same time
        return _refuse(error)
    return await stream(simulator, request, identity.tenant, answer)


async def _incoming(simulator: Simulator, request: web.Request, identity: Identity) -> Incoming:
    """The request as a call: by whom, and at which path below the cluster's address."""
    incoming = await read_incoming(simulator, request)
    path, refused = incoming.raw_path, identity.refused
    try:
        path = path_below(path, identity.caller.cluster_id)
    except ApiError as error:
        refused = refused or error
    if is_true(request.query, "watch"):
        refused = refused or _one_too_many(simulator, identity.tenant)
    return incoming._replace(
        raw_path=path, action="", refused=refused, cluster_caller=identity.caller
    )


def _unavailable(away: TenantAwayError) -> ApiError:
    """The error by which clients know that another try is worth while, and why it is."""
    error = errors.UNAVAILABLE(message=away.at_clusters)
    error.headers = away.headers
    error.details = {
        "causes": [{"reason": away.code, "message": away.at_clusters}],
        "retryAfterSeconds": AWAY_FOR,
    }
    return error


def _one_too_many(simulator: Simulator, tenant: str) -> ApiError | None:
    """Why the tenant may have no further watch; ``None`` if it may."""
    problem = simulator.watchers.problem(tenant)
    if not problem:
        return None
    error = errors.TOO_MANY_REQUESTS(message=problem)
    error.headers = (("Retry-After", "1"),)
    return error


def _refuse(error: ApiError) -> web.StreamResponse:
    """Refuse a request of which no call was made."""
    return render(refusal(error, random_request_id(), ErrorKeys.STATUS))
