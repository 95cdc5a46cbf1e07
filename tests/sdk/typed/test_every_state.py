"""Answers have their shape in every state: at each step of the lives of clusters of every kind."""

import pytest
from cs_simulator.testing import Simulator

from tests.sdk.conftest import KEYS
from tests.sdk.schemas.walker import problems
from tests.sdk.typed import bodies
from tests.sdk.typed.there import There
from tests.sdk.typed.typed_clients import lost

# What a kind has that others have not, or lacks; None takes a field out.
KINDS = {
    "managed": {},
    "basic": {"cluster_spec": "ack.standard", "operation_policy": None, "maintenance_window": None},
    "terway": {
        "container_cidr": None,
        "node_cidr_mask": None,
        "addons": [{"name": "terway-eniip"}],
    },
    "serverless": {
        "profile": "Serverless",
        "container_cidr": None,
        "node_cidr_mask": None,
        "addons": None,
        "service_discovery_types": ["CoreDNS"],
    },
    "edge": {"profile": "Edge", "is_enterprise_security_group": None},
    "registered": {
        "cluster_type": "ExternalKubernetes",
        "profile": None,
        "cluster_spec": None,
        "container_cidr": None,
        "service_cidr": None,
        "addons": None,
        "maintenance_window": None,
        "operation_policy": None,
        "controlplane_log_components": None,
        "controlplane_log_ttl": None,
        "node_cidr_mask": None,
        "audit_log_config": None,
        "rrsa_config": None,
    },
    "dedicated": {
        "cluster_type": "Kubernetes",
        "profile": None,
        "cluster_spec": None,
        "maintenance_window": None,
        "operation_policy": None,
        "controlplane_log_components": None,
        "controlplane_log_ttl": None,
        "master_count": 3,
        "master_instance_types": [bodies.INSTANCE_TYPE] * 3,
        "master_system_disk_category": "cloud_essd",
        "master_system_disk_size": 120,
        "login_password": bodies.PASSWORD,
    },
}
OF_A_CLUSTER = {
    "DescribeClusterDetail": None,
    "DescribeClusterLogs": None,
    "DescribeClusterResources": {},
    "DescribeClusterTasks": {},
    "DescribeClusterNodes": {},
    "DescribeClusterNodePools": {},
    "DescribeClusterEvents": {},
    "ListClusterAddonInstances": None,
}
OF_THE_ACCOUNT = ("DescribeClusters", "DescribeClustersV1", "DescribeEvents")


@pytest.fixture(scope="module")
def simulator():
    with Simulator(auth="enforce", credentials=KEYS, clock="frozen") as running:
        yield running


def body_of(kind, tenant):
    body = bodies.a_cluster(tenant, **KINDS[kind])
    if kind == "terway":
        body["pod_vswitch_ids"] = body["vswitch_ids"]
    if kind == "dedicated":
        body["master_vswitch_ids"] = body["vswitch_ids"] * 3
    return {name: value for name, value in body.items() if value is not None}


def look_around(there):
    """Make every read; returns what is wrong with the answers."""
    asked = [(operation, (), {}) for operation in OF_THE_ACCOUNT]
    asked += [
        ("DescribeClustersForRegion", ("region_id",), {}),
        ("DescribeTaskInfo", ("task_id",), None),
    ]
    asked += [(name, ("cluster_id",), request) for name, request in OF_A_CLUSTER.items()]
    found = []
    for operation, path, request in asked:
        answer = there.ask(operation, *path, request=request)
        found += [
            f"{operation}: {problem}"
            for problem in (
                *problems(operation, answer.raw),
                *lost(answer.raw, answer.mapped),
            )
        ]
    return found


def live_to_the_end(there):
    """Run what is due, step by step, and look around after each; returns the states seen."""
    states = [there.cluster()["state"]]
    while (due := there.tenant.clock.get()["next"]) is not None:
        assert look_around(there) == []
        there.tenant.clock.advance_to(due)
        states.append(there.cluster()["state"])
    assert look_around(there) == []
    return list(dict.fromkeys(states))


@pytest.mark.parametrize("kind", KINDS)
def test_every_read_is_in_shape_from_the_first_moment_to_the_last(simulator, kind):
    there = There(simulator.tenant())
    body = body_of(kind, there.tenant)
    there.ids |= there.ask("CreateCluster", request=body).raw
    final = "waiting" if kind == "registered" else "running"
    assert live_to_the_end(there) == ["initial", final]

    if kind in ("managed", "basic", "terway", "edge"):
        pool = bodies.a_pool(there.tenant)
        there.ids |= there.ask("CreateClusterNodePool", "cluster_id", request=pool).raw
        assert live_to_the_end(there) == ["running"]
        assert there.pool()["status"]["state"] == "active"

    there.ids |= there.ask("DeleteCluster", "cluster_id", request={}).raw
    assert there.cluster()["state"] == "deleting"
    assert look_around(there) == []
