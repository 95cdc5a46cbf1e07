"""Who calls the Kubernetes API of a cluster, and which cluster that is.

A client certificate names tenant, cluster and user; so does a bearer token. So the address may go
without the cluster's path, as programs have it that put host and certificate together themselves.
Whether a certificate is good is decided here, not in the handshake: on the tenant's virtual time,
and by revocations. Whether the cluster is up is decided with the call.
"""

import ssl
from typing import NamedTuple

from aiohttp import web

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes import tokens
from cs_simulator.operations import ClusterCaller, kubeconfig_problem
from cs_simulator.runtime.cluster_certificates import GROUP, CertifiedUser, user_of
from cs_simulator.runtime.simulator import Simulator

_EVERYBODY = "system:authenticated"
_NO_LONGER_GOOD = (
    "the token is not good, or not any more: it has ended on the clock of its tenant, or its"
    " service account or what it was bound to is gone"
)


class Identity(NamedTuple):
    """Who calls, in which tenant; and the error by which the call is refused, if it is."""

    tenant: str
    caller: ClusterCaller
    refused: ApiError | None = None


async def identify(simulator: Simulator, request: web.Request) -> Identity:
    """Whose request it is.

    Raises the :class:`ApiError` for one that belongs to no tenant, and so to no journal.
    """
    transport = request.transport
    presented = (transport.get_extra_info("peercert") if transport else None) or {}
    user = user_of(presented.get("subjectAltName", ()))
    if user is not None:
        ends = int(ssl.cert_time_to_seconds(presented["notAfter"])) * SECOND
        return _impersonated(await _of_certificate(simulator, user, ends), request)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise errors.UNAUTHORIZED(message="Unauthorized")
    return _impersonated(await _of_token(simulator, token.strip()), request)


def _impersonated(identity: Identity, request: web.Request) -> Identity:
    """As whom the caller wants to be taken: everybody may be everybody here."""
    user = request.headers.get("Impersonate-User", "")
    if not user:
        return identity
    groups = (*request.headers.getall("Impersonate-Group", ()), _EVERYBODY)
    return identity._replace(caller=identity.caller._replace(user=user, groups=groups))


async def _of_certificate(simulator: Simulator, user: CertifiedUser, ends: int) -> Identity:
    if user.tenant not in simulator.tenants:
        raise errors.UNAUTHORIZED(message=f"there is no tenant {user.tenant}")
    trusted = simulator.authority.certificate
    caller = ClusterCaller(user.cluster_id, user.user, (GROUP, _EVERYBODY), trusted)
    async with simulator.tenants.held(user.tenant) as tenant:
        is_over = tenant.now(simulator.system_clock.monotonic()) >= ends
        world = tenant.world
        problem = user.cluster_id in world.clusters.records and kubeconfig_problem(
            world, user.cluster_id, user.user, user.generation, is_over=is_over
        )
    refused = errors.UNAUTHORIZED(message=problem) if problem else None
    return Identity(user.tenant, caller, refused)


async def _of_token(simulator: Simulator, text: str) -> Identity:
    """Who calls by a token of a service account."""
    said = tokens.read(text)
    if said is None or said.tenant not in simulator.tenants:
        raise errors.UNAUTHORIZED(message="the token is none of this simulator")
    account = said.account
    trusted = simulator.authority.certificate
    caller = ClusterCaller(said.cluster_id, account.user, account.groups, trusted)
    async with simulator.tenants.held(said.tenant) as tenant:
        now = tenant.now(simulator.system_clock.monotonic())
        is_good = tokens.check(tenant.world, text, now) is not None
    refused = None if is_good else errors.UNAUTHORIZED(message=_NO_LONGER_GOOD)
    return Identity(said.tenant, caller, refused)


def path_below(target: str, cluster_id: str) -> str:
    """The path below the cluster's address, as on the wire; a request's query is left out.

    Raises the :class:`ApiError` for the address of another cluster.
    """
    path = target.partition("?")[0]
    first, slash, rest = path.lstrip("/").partition("/")
    if first.lower() == cluster_id:
        head, _, below = rest.partition("/")
        return "/" + (below if head == "private" else rest)
    if len(first) == len(cluster_id) and first[:1].lower() == "c":
        raise errors.UNAUTHORIZED(message="the credentials belong to another cluster")
    return f"/{first}{slash}{rest}"
