"""Kubernetes clusters through the official SDK, as the clients of this folder use them.

The SDK has many exceptions; what a client has to tell apart are two. What every careful client does
is here, too: each bug of this folder is in a client that does one thing otherwise.
"""

import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from alibabacloud_cs20151215 import models
from darabonba.exceptions import ResponseException
from Tea.exceptions import UnretryableException

T = TypeVar("T")

MINUTE = 60


class UnclearError(Exception):
    """No answer, or one that says little: the call may have been done, and may be made again."""

    def __init__(self, problem: Exception) -> None:
        super().__init__(str(problem))
        self.retry_after = getattr(problem, "retry_after", None) or 0


class RefusedError(Exception):
    """The service does not do this, and says why in its code."""

    def __init__(self, problem: ResponseException) -> None:
        super().__init__(str(problem))
        self.code = problem.code or ""
        self.is_missing = problem.status_code == 404
        self.is_busy = self.code in ("InvalidStatus.Forbidden", "InvalidNodePoolStatus.Forbidden")


class GaveUpError(Exception):
    """The client could not do what it was asked, and has left nothing behind."""


class Ack:
    """The calls that the clients make, once each."""

    def __init__(self, tenant: Any) -> None:
        self._sdk = tenant.tea_client()
        self._tenant = tenant

    def new_cluster(self, **given: Any) -> dict[str, Any]:
        """What to create: each has addresses of its own, and a name unless one is given."""
        body: dict[str, Any] = self._tenant.creation(type="ManagedKubernetes", **given)
        return body

    def new_pool(self, nodes: int) -> dict[str, Any]:
        """A node pool to create."""
        body: dict[str, Any] = self._tenant.node_pool(name="workers", desired_size=nodes)
        return body

    def create(self, body: dict[str, Any]) -> str:
        """Create a cluster; returns its id."""
        request = models.CreateClusterRequest().from_map(body)
        return str(_answer(self._sdk.create_cluster, request).cluster_id)

    def state(self, cluster_id: str) -> str | None:
        """The state of a cluster; ``None`` if there is none."""
        described = _found(self._sdk.describe_cluster_detail, cluster_id)
        return described and str(described.state)

    def clusters(self) -> dict[str, str]:
        """The names of all clusters, by their ids."""
        listed = _answer(self._sdk.describe_clusters_v1, models.DescribeClustersV1Request())
        return {cluster.cluster_id: cluster.name for cluster in listed.clusters}

    def delete(self, cluster_id: str) -> None:
        """Have a cluster deleted."""
        _answer(self._sdk.delete_cluster, cluster_id, models.DeleteClusterRequest())

    def create_pool(self, cluster_id: str, body: dict[str, Any]) -> str:
        """Create a node pool; returns its id."""
        request = models.CreateClusterNodePoolRequest().from_map(body)
        return str(_answer(self._sdk.create_cluster_node_pool, cluster_id, request).nodepool_id)

    def pools(self, cluster_id: str) -> dict[str, str]:
        """The ids of the node pools of a cluster, by their names."""
        request = models.DescribeClusterNodePoolsRequest()
        listed = _answer(self._sdk.describe_cluster_node_pools, cluster_id, request)
        found = [pool.nodepool_info for pool in listed.nodepools]
        return {pool.name: pool.nodepool_id for pool in found}

    def pool(self, cluster_id: str, pool_id: str) -> tuple[str, int]:
        """The state of a node pool, and how many of its nodes are healthy."""
        described = _found(self._sdk.describe_cluster_node_pool_detail, cluster_id, pool_id)
        return (described.status.state, described.status.healthy_nodes) if described else ("", 0)


def _answer(call: Callable[..., Any], *given: Any) -> Any:
    """The body of an answer; raises one of two exceptions for the many of the SDK."""
    try:
        return call(*given).body
    except UnretryableException as problem:
        raise UnclearError(problem) from problem
    except ResponseException as problem:
        passes = problem.status_code in (409, 429) or str(problem.code).startswith("Throttling")
        if passes or problem.status_code >= 500:
            raise UnclearError(problem) from problem
        raise RefusedError(problem) from problem


def _found(call: Callable[..., Any], *given: Any) -> Any:
    """The body of an answer, or ``None`` if there is no such thing."""
    try:
        return _answer(call, *given)
    except RefusedError as refused:
        if refused.is_missing:
            return None
        raise


# ---- what careful clients do


def patiently(call: Callable[..., T], *given: Any, tries: int = 8) -> T:
    """What a call returns that may be made again; the waits grow, and are as long as asked for."""
    pause = 1
    for _ in range(tries - 1):
        try:
            return call(*given)
        except UnclearError as unclear:
            time.sleep(max(pause, unclear.retry_after))
            pause = min(2 * pause, MINUTE)
    return call(*given)


def create(ack: Ack, body: dict[str, Any]) -> str:
    """Create a cluster, once however often the call is made; returns its id."""
    try:
        return patiently(ack.create, {**body, "client_token": str(uuid.uuid4())})
    except (RefusedError, UnclearError):
        for cluster_id, name in patiently(ack.clusters).items():
            if name == body["name"]:  # an earlier try, which was not answered, has made it
                delete(ack, cluster_id)
        raise


def wait_until(
    look: Callable[[], T | None], is_over: Callable[[T], bool], patience: int = 45 * MINUTE
) -> T:
    """Look every twenty seconds; returns what was seen when it was over.

    What is not there yet may be shown late. Raises :class:`GaveUpError` after a time.
    """
    for _ in range(0, patience, 20):
        seen = patiently(look)
        if seen is not None and is_over(seen):
            return seen
        time.sleep(20)
    raise GaveUpError(f"waited for {patience // MINUTE} minutes")


def wait_until_running(ack: Ack, cluster_id: str) -> None:
    """Wait for a cluster; raises :class:`GaveUpError` if it does not run in the end."""
    state = wait_until(lambda: ack.state(cluster_id), lambda state: state in ("running", "failed"))
    if state != "running":
        raise GaveUpError(f"the cluster is {state}")


def delete(ack: Ack, cluster_id: str) -> None:
    """Delete a cluster and wait until it is gone; what failed is tried again."""
    for _ in range(3):
        if not _begins_deletion(ack, cluster_id):
            return
        if wait_until(lambda: ack.state(cluster_id) or "gone", _END_OF_A_DELETION) == "gone":
            return
    raise GaveUpError("the cluster cannot be deleted")


_END_OF_A_DELETION = ("gone", "delete_failed").__contains__


def _begins_deletion(ack: Ack, cluster_id: str) -> bool:
    """Have a cluster deleted; returns whether there is one."""
    for _ in range(0, 45 * MINUTE, 30):
        try:
            patiently(ack.delete, cluster_id)
        except RefusedError as refused:
            if refused.is_missing:
                return False
            if not refused.is_busy:
                raise
            time.sleep(30)
        else:
            return True
    raise GaveUpError("the cluster is busy")
