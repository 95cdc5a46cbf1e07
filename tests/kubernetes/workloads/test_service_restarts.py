"""Load balancers and disks that are being made, over a restart of the simulator."""

from typing import Any

import orjson
from cs_simulator.cluster_types import load_balancers
from cs_simulator.operations import ClusterCaller, Incoming
from cs_simulator.runtime.simulator import Simulator

from tests.kubernetes.nodes.test_restarts import SETTINGS, a_cluster
from tests.support.simulators import advance, opened

SERVICE = {
    "metadata": {"name": "web"},
    "spec": {"type": "LoadBalancer", "selector": {"app": "web"}, "ports": [{"port": 80}]},
}
CLAIM = {
    "metadata": {"name": "data"},
    "spec": {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "alicloud-disk-essd",
        "resources": {"requests": {"storage": "20Gi"}},
    },
}
DEFAULT = "/api/v1/namespaces/default"


async def ask(
    simulator: Simulator, cluster_id: str, method: str, path: str, body: object = None
) -> dict[str, Any]:
    """What a call of the cluster's API is answered with."""
    raw = orjson.dumps(body) if body is not None else b""
    caller = ClusterCaller(cluster_id, "admin")
    json = "application/json"
    incoming = Incoming(method, path, path, {}, raw, json, "", cluster_caller=caller)
    answer = await simulator.dispatcher.answer("default", incoming)
    assert answer.status < 300, answer
    found: dict[str, Any] = orjson.loads(answer.body)
    return found


async def test_what_was_begun_before_a_restart_is_done_after_it_and_counts_once(tmp_path):
    file = tmp_path / "state.db"
    async with opened(file, **SETTINGS) as simulator:
        cluster_id = await a_cluster(simulator)
        await ask(simulator, cluster_id, "POST", f"{DEFAULT}/services", SERVICE)
        await ask(simulator, cluster_id, "POST", f"{DEFAULT}/persistentvolumeclaims", CLAIM)

    async with opened(file, **SETTINGS) as simulator:
        await advance(simulator, 20)
        service = await ask(simulator, cluster_id, "GET", f"{DEFAULT}/services/web")
        claim = await ask(simulator, cluster_id, "GET", f"{DEFAULT}/persistentvolumeclaims/data")
        assert len(service["status"]["loadBalancer"]["ingress"]) == 1
        assert claim["status"]["phase"] == "Bound"

    async with opened(file, **SETTINGS) as simulator:
        world = (await simulator.tenants.get("default")).world
        assert load_balancers.in_use(world) == 2
