"""Kubeconfigs of Kubernetes clusters: whose certificate is good, and the text."""

from base64 import b64encode
from typing import Any

from cs_simulator.catalog import ack_errors, errors
from cs_simulator.cluster_types import type_of
from cs_simulator.cluster_types.ack import allowed, endpoints
from cs_simulator.cluster_types.ack.certificates import (
    Certificate,
    certificate_of,
    is_locked_out,
    users_of,
)
from cs_simulator.domain.instants import MINUTE, SECOND, as_text
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.account import account_number
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Deferred, Reply
from cs_simulator.operations._questions import KubeconfigQuery

_SHORTEST, _LONGEST = 15, 4320  # minutes
_TRUE = ("true", "1")
_OPERATION = "DescribeClusterUserKubeconfig"
_OTHERS_HAVE = "certificates instead, see DescribeClusterCerts"


def cluster_of(call: Call, unit: Unit) -> Cluster:
    """The Kubernetes cluster that the path names, if its state allows the operation."""
    return kubernetes_cluster(call, unit, _OTHERS_HAVE)


def caller(world: World) -> str:
    """The number of the user that calls: of the account itself."""
    return str(account_number(world))


def known_users(world: World, cluster: Cluster) -> list[str]:
    """The users of whom something is kept, after the account itself."""
    root = caller(world)
    return [root, *(user for user in users_of(cluster) if user != root)]


def answer(call: Call, unit: Unit, user: str, *, is_old: bool = False) -> Deferred:
    """The kubeconfig of a user, which needs what the cluster's authority signs."""
    cluster = cluster_of(call, unit)
    certificate = certificate_of(cluster, user)
    minutes = _minutes(call.query.get("TemporaryDurationMinutes", ""))
    if minutes:
        certificate = certificate._replace(begins=unit.now, ends=unit.now + minutes * MINUTE)
    is_private = call.query.get("PrivateIpAddress", "").lower() in _TRUE
    return _issued(unit, cluster, certificate, is_private=is_private, is_old=is_old)


def of_account(unit: Unit, cluster: Cluster) -> Deferred:
    """The kubeconfig of the account itself, without a call of the service.

    Raises the :class:`ApiError` for a cluster that has none, or none yet.
    """
    if cluster.cluster_type != "ack":
        reason = f"clusters of type {cluster.cluster_type} have {_OTHERS_HAVE}"
        raise errors.OPERATION_NOT_MODELLED(operation=_OPERATION, reason=reason)
    if cluster.state not in allowed.REACHABLE:
        raise type_of(unit.world, cluster).refusal_of_state(cluster, _OPERATION)
    return _issued(unit, cluster, certificate_of(cluster, caller(unit.world)))


def _issued(
    unit: Unit,
    cluster: Cluster,
    certificate: Certificate,
    *,
    is_private: bool = False,
    is_old: bool = False,
) -> Deferred:
    server = server_of(unit.world, cluster, is_private=is_private)

    def reply(pems: Any) -> Reply:
        body = {"config": text(cluster, certificate.user, server, pems, is_old=is_old)}
        if not is_old:
            body["expiration"] = as_text(certificate.ends)
        return Reply(body=body, cluster_id=cluster.cluster_id)

    return Deferred(_query(unit, cluster, certificate), reply)


def _minutes(text: str) -> int:
    """The life of a temporary certificate; 0 if none is asked for."""
    if text in ("", "0"):
        return 0
    if not (text.isascii() and text.isdigit() and _SHORTEST <= int(text[:9]) <= _LONGEST):
        raise ack_errors.INVALID_FIELD(
            "TemporaryDurationMinutes", f"from {_SHORTEST} to {_LONGEST} minutes"
        )
    return int(text)


def _query(unit: Unit, cluster: Cluster, certificate: Certificate) -> KubeconfigQuery:
    cluster_id = cluster.cluster_id
    begins, ends = (instant // SECOND * SECOND for instant in certificate[2:])
    key = unit.random_for("kubeconfig", cluster_id, *certificate[:2], begins, ends)
    return KubeconfigQuery(
        cluster_id=cluster_id,
        user=certificate.user,
        generation=certificate.generation,
        begins=begins,
        ends=ends,
        authority_key=unit.random_for("cluster authority", cluster_id).number(256),
        key=key.number(256),
        is_served=bool(unit.world.options.master_base),
    )


def problem_of(world: World, cluster_id: str, user: str, generation: int, *, is_over: bool) -> str:
    """Why a certificate is not good at the cluster's address; empty if it is."""
    cluster = world.clusters.get(cluster_id)
    if cluster is None:
        return f"there is no cluster {cluster_id}"
    if generation != certificate_of(cluster, user).generation:
        return "the kubeconfig was revoked"
    if is_locked_out(world, cluster, user):
        return f"the rights of user {user} in the cluster were taken away"
    return "the kubeconfig has expired on the clock of its tenant" if is_over else ""


def server_of(world: World, cluster: Cluster, *, is_private: bool) -> str:
    """The address of a cluster's API server, in public if it has one and that is asked for.

    Where this simulator serves the addresses of clusters, both lead to it.
    """
    addresses = endpoints.addresses_of(cluster)
    name = "private" if is_private or "public" not in addresses else "public"
    base = world.options.master_base
    if not base:
        return addresses.get(name, "")
    suffix = f"/{name}" if name == "private" else ""
    return f"{base}/{cluster.cluster_id}{suffix}"


def text(cluster: Cluster, user: str, server: str, pems: Any, *, is_old: bool) -> str:
    """The kubeconfig, which begins with an empty line, as the service writes it."""
    holder = "kubernetes-admin" if is_old else user
    name = f'"{holder}"' if holder.isdigit() else holder
    context = f"{holder}-{cluster.cluster_id}"
    return f"""
apiVersion: v1
clusters:
- cluster:
    server: {server}
    certificate-authority-data: {_encoded(pems.authority)}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: {name}
  name: {context}
current-context: {context}
kind: Config
preferences: {{}}
users:
- name: {name}
  user:
    client-certificate-data: {_encoded(pems.certificate)}
    client-key-data: {_encoded(pems.key)}
"""


def _encoded(pem: str) -> str:
    return b64encode(pem.encode()).decode()
