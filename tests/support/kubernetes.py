"""Kubernetes clusters for tests: bodies, clusters that run, and what is answered about them."""

from typing import Any

from cs_simulator.cluster_types.ack.creation import example
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.support.answer import Answer
from tests.support.worlds import call, settle

ABSENT = object()
"""Stands for a field that the body does not have."""


def a_body(**changes: Any) -> dict[str, Any]:
    """A valid body of a managed cluster with Flannel, with some fields changed or left out."""
    body = {
        "name": "shop",
        "cluster_type": "ManagedKubernetes",
        "profile": "Default",
        "cluster_spec": "ack.pro.small",
        "region_id": "cn-beijing",
        "vpcid": "vpc-2zedefault",
        "vswitch_ids": ["vsw-2zedefaultb"],
        "container_cidr": "172.20.0.0/16",
        "service_cidr": "172.21.0.0/20",
        "node_cidr_mask": "25",
        "addons": [{"name": "flannel"}],
        **changes,
    }
    return {name: value for name, value in body.items() if value is not ABSENT}


def a_dedicated_body(**changes: Any) -> dict[str, Any]:
    """A valid body of a dedicated cluster in the old form, without workers."""
    masters = {
        "cluster_type": "Kubernetes",
        "profile": ABSENT,
        "cluster_spec": ABSENT,
        "vswitch_ids": ABSENT,
        "master_count": 3,
        "master_vswitch_ids": ["vsw-2zedefaulta", "vsw-2zedefaultb", "vsw-2zedefaultc"],
        "master_instance_types": ["ecs.g6.xlarge"] * 3,
        "master_system_disk_category": "cloud_essd",
        "master_system_disk_size": 120,
        "login_password": "TestPwd124",
    }
    return a_body(**{**masters, **changes})


def create(tenant: Any, body: dict[str, Any] | None = None, **changes: Any) -> str:
    """Create a cluster; returns its id."""
    created = call(tenant, "POST", "/clusters", body or a_body(**changes)).ok()
    return str(created["cluster_id"])


def a_running(tenant: Any, body: dict[str, Any] | None = None, **changes: Any) -> str:
    """Create a cluster and wait until its creation is over; returns its id."""
    cluster_id = create(tenant, body, **changes)
    settle(tenant)
    return cluster_id


def detail(tenant: Any, cluster_id: str) -> dict[str, Any]:
    """The cluster object of DescribeClusterDetail."""
    found: dict[str, Any] = call(tenant, "GET", f"/clusters/{cluster_id}").ok()
    return found


def record(tenant: Any, cluster_id: str) -> Cluster:
    """The record of a cluster."""
    found: Cluster = tenant.world.clusters[cluster_id]
    return found


def state(tenant: Any, cluster_id: str) -> ClusterState:
    """The state of a cluster."""
    return record(tenant, cluster_id).state


def findings(answer: Answer) -> list[tuple[str, str]]:
    """Code and message of everything that a refusal says is wrong."""
    return [(one["code"], one["message"]) for one in answer.body["data"]]


def a_kubernetes_cluster(tenant: Tenant, **changes: Any) -> str:
    """Create a cluster and wait until it is up; returns its id."""
    body = example(changes, len(tenant.world.clusters.records) + 1)
    created: dict[str, str] = call(tenant, "POST", "/clusters", body).ok()
    settle(tenant)
    cluster_id = created["cluster_id"]
    assert tenant.world.clusters[cluster_id].state is ClusterState.RUNNING
    return cluster_id


def task_record(tenant: Tenant, task_id: str) -> Any:
    """The record of a task."""
    return tenant.world.tasks[task_id]
