"""Node objects, and what is due for them, over a restart of the simulator."""

from typing import Any

import orjson
from cs_simulator.cluster_types.ack.creation import example
from cs_simulator.engine import node_loss
from cs_simulator.operations import ClusterCaller, Incoming
from cs_simulator.runtime.simulator import Simulator

from tests.support.simulators import advance, call, opened

SETTINGS = {"kubernetes_version": ("1.34.1-aliyun.1",), "seed": 7}


async def objects(simulator: Simulator, cluster_id: str, path: str) -> list[dict[str, Any]]:
    """The objects at a path of the cluster's API."""
    incoming = Incoming(
        "GET", path, path, {}, b"", "", "", cluster_caller=ClusterCaller(cluster_id, "admin")
    )
    answer = await simulator.dispatcher.answer("default", incoming)
    found: list[dict[str, Any]] = orjson.loads(answer.body)["items"]
    return found


async def ready(simulator: Simulator, cluster_id: str) -> list[str]:
    """The conditions ``Ready`` of the nodes, by name."""
    nodes = await objects(simulator, cluster_id, "/api/v1/nodes")
    return [node["status"]["conditions"][-1]["status"] for node in nodes]


async def a_cluster(simulator: Simulator) -> str:
    """A cluster with two nodes, whose API was called."""
    pool = {
        "nodepool_info": {"name": "workers"},
        "scaling_group": {
            "desired_size": 2,
            "instance_types": ["ecs.g7.xlarge"],
            "vswitch_ids": ["vsw-2zedefaultb"],
        },
    }
    created = await call(simulator, "POST", "/clusters", example({"nodepools": [pool]}, 1))
    cluster_id: str = created.ok()["cluster_id"]
    await advance(simulator, 3600)
    assert await ready(simulator, cluster_id) == ["True", "True"]
    return cluster_id


async def set_lost(simulator: Simulator, cluster_id: str, *, is_lost: bool) -> None:
    """Lose the first node of the cluster, or have it come back."""
    tenant = await simulator.tenants.get("default")
    node = tenant.world.nodes_of(cluster_id)[0]
    change = node_loss.lose if is_lost else node_loss.recover
    tenant.change(simulator.system_clock.monotonic(), lambda unit: change(unit, node))
    await simulator.flush(tenant)


async def test_a_node_that_was_lost_before_a_restart_is_not_ready_after_it(tmp_path):
    file = tmp_path / "state.db"
    async with opened(file, **SETTINGS) as simulator:
        cluster_id = await a_cluster(simulator)
        await set_lost(simulator, cluster_id, is_lost=True)

    async with opened(file, **SETTINGS) as simulator:
        await advance(simulator, 49)
        assert await ready(simulator, cluster_id) == ["True", "True"]
        await advance(simulator, 1)
        assert sorted(await ready(simulator, cluster_id)) == ["True", "Unknown"]


async def test_a_node_that_comes_back_after_a_restart_is_ready(tmp_path):
    file = tmp_path / "state.db"
    async with opened(file, **SETTINGS) as simulator:
        cluster_id = await a_cluster(simulator)
        await set_lost(simulator, cluster_id, is_lost=True)
        await advance(simulator, 60)
        before = await objects(simulator, cluster_id, "/api/v1/nodes")

    async with opened(file, **SETTINGS) as simulator:
        assert await objects(simulator, cluster_id, "/api/v1/nodes") == before
        await set_lost(simulator, cluster_id, is_lost=False)
        assert await ready(simulator, cluster_id) == ["True", "True"]


async def test_a_restart_in_between_changes_no_object(tmp_path):
    found = []
    for number, restarts in enumerate((False, True)):
        file = tmp_path / f"state-{number}.db"
        async with opened(file, **SETTINGS) as simulator:
            cluster_id = await a_cluster(simulator)
            await set_lost(simulator, cluster_id, is_lost=True)
            if not restarts:
                found.append(await the_rest(simulator, cluster_id))
        if restarts:
            async with opened(file, **SETTINGS) as simulator:
                found.append(await the_rest(simulator, cluster_id))

    assert found[0] == found[1]


async def the_rest(simulator: Simulator, cluster_id: str) -> list[Any]:
    """What there is some time later."""
    await advance(simulator, 100)
    await set_lost(simulator, cluster_id, is_lost=False)
    await advance(simulator, 100)
    paths = ("/api/v1/nodes", "/api/v1/events", "/apis/coordination.k8s.io/v1/leases")
    return [await objects(simulator, cluster_id, path) for path in paths]
