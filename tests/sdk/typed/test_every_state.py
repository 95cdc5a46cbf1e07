"""Answers have their shape in every state: at each step of the lives of clusters of every kind."""

import pytest

from tests.sdk.schemas.walker import problems
from tests.sdk.typed import bodies
from tests.sdk.typed.there import There
from tests.sdk.typed.typed_clients import lost

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


@pytest.mark.parametrize("kind", bodies.KINDS)
def test_every_read_is_in_shape_from_the_first_moment_to_the_last(simulator, kind):
    there = There(simulator.tenant())
    body = bodies.of_kind(kind, there.tenant)
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
