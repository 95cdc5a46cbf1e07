"""The API of a Kubernetes cluster at its own address: callers are known, the API is not there yet.

Answers are ``Status`` objects, whose words clients of Kubernetes print. Whether a certificate is
good is decided here, not in the handshake: on the tenant's virtual time, and by revocations.
"""

import ssl

from aiohttp import web

from cs_simulator.domain.instants import SECOND
from cs_simulator.operations import kubeconfig_problem
from cs_simulator.runtime.cluster_certificates import CertifiedUser
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.http.responses import json_response

# kubectl asks so for what there is, and shows of a failure only what is plain text.
_DISCOVERS = "apidiscovery.k8s.io"


async def answer(simulator: Simulator, request: web.Request, user: CertifiedUser) -> web.Response:
    """Answer a request at the address of a Kubernetes cluster."""
    try:
        problem = await _problem(simulator, request, user)
    except Exception:  # noqa: BLE001 - the one place that answers for the unexpected
        log.exception("master.broke", path=request.path)
        return _status(500, "InternalError", "see the simulator's log")
    if problem:
        return _status(401, "Unauthorized", problem)
    words = (
        f"the Kubernetes API of a cluster is not part of this simulator yet: nothing answers"
        f" {request.method} {request.path}; the nodes of the cluster are at"
        f" GET /clusters/{user.cluster_id}/nodes of the API"
    )
    if _DISCOVERS in request.headers.get("Accept", ""):
        return web.Response(status=501, text=f"{words}\n")
    return _status(501, "NotImplemented", words)


async def _problem(simulator: Simulator, request: web.Request, user: CertifiedUser) -> str:
    """Why the certificate is not good; empty if it is."""
    if user.tenant not in simulator.tenants:
        return f"there is no tenant {user.tenant}"
    transport = request.transport
    presented = (transport.get_extra_info("peercert") if transport else None) or {}
    ends = int(ssl.cert_time_to_seconds(presented["notAfter"])) * SECOND
    async with simulator.tenants.held(user.tenant) as tenant:
        now = tenant.now(simulator.system_clock.monotonic())
        return kubeconfig_problem(
            tenant.world, user.cluster_id, user.user, user.generation, is_over=now >= ends
        )


def _status(code: int, reason: str, message: str) -> web.Response:
    """A failure as the Kubernetes API answers it."""
    return json_response(
        code,
        {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
            "message": message,
            "reason": reason,
            "code": code,
        },
    )
