"""Kubernetes clusters for tests."""

from typing import Any

from cs_simulator.cluster_types.ack.creation import example
from cs_simulator.domain.records import ClusterState
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.support.worlds import call, settle


def a_kubernetes_cluster(tenant: Tenant, **changes: Any) -> str:
    """Create a cluster and wait until it is up; returns its id."""
    body = example(changes, len(tenant.world.clusters.records) + 1)
    created: dict[str, str] = call(tenant, "POST", "/clusters", body).ok()
    settle(tenant)
    cluster_id = created["cluster_id"]
    assert tenant.world.clusters[cluster_id].state is ClusterState.RUNNING
    return cluster_id


def task_of(tenant: Tenant, task_id: str) -> Any:
    """The record of a task."""
    return tenant.world.tasks[task_id]
