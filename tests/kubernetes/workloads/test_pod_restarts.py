"""Pods whose lives go on after a restart of the simulator."""

from typing import Any

import orjson
from cs_simulator.operations import ClusterCaller, Incoming
from cs_simulator.runtime.simulator import Simulator

from tests.kubernetes.nodes.test_restarts import SETTINGS, a_cluster, objects
from tests.support.simulators import advance, opened

PODS = "/api/v1/namespaces/default/pods"


async def make(simulator: Simulator, cluster_id: str, name: str, **annotations: str) -> None:
    """Make a pod on the first node."""
    node = (await objects(simulator, cluster_id, "/api/v1/nodes"))[0]["metadata"]["name"]
    body = {
        "metadata": {"name": name, "annotations": annotations},
        "spec": {"nodeName": node, "containers": [{"name": "app", "image": "nginx"}]},
    }
    incoming = Incoming(
        "POST", PODS, PODS, {}, orjson.dumps(body), "application/json", "",
        headers={"Content-Type": "application/json"},
        cluster_caller=ClusterCaller(cluster_id, "admin"),
    )  # fmt: skip
    answer = await simulator.dispatcher.answer("default", incoming)
    assert answer.status == 201, answer


async def test_a_restart_in_between_changes_nothing(tmp_path):
    found: list[Any] = []
    crashes = {"cs-simulator/runs-for": "2s", "cs-simulator/exit-code": "1"}
    for number, restarts in enumerate((False, True)):
        file = tmp_path / f"state-{number}.db"
        async with opened(file, **SETTINGS) as simulator:
            cluster_id = await a_cluster(simulator)
            await make(simulator, cluster_id, "early", **crashes)
            await advance(simulator, 20)
            await make(simulator, cluster_id, "late")
            await advance(simulator, 1)
            if not restarts:
                await advance(simulator, 100)
                found.append(await objects(simulator, cluster_id, PODS))
        if restarts:
            async with opened(file, **SETTINGS) as simulator:
                await advance(simulator, 100)
                found.append(await objects(simulator, cluster_id, PODS))

    assert found[0] == found[1]
    early, late = found[0]
    assert early["status"]["containerStatuses"][0]["restartCount"] > 1
    assert late["status"]["phase"] == "Running"
