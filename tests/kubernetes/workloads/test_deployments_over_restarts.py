"""A rollout goes on over a restart of the simulator as it would have without it."""

import json
from typing import Any

from cs_simulator.operations import ClusterCaller, Incoming
from cs_simulator.runtime.simulator import Simulator

from tests.kubernetes.nodes.test_restarts import SETTINGS, a_cluster, objects
from tests.support.replicas import a_deployment
from tests.support.simulators import advance, opened

DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments"
PODS = "/api/v1/namespaces/default/pods"


async def write(
    simulator: Simulator, cluster_id: str, method: str, path: str, body: Any, kind: str
) -> None:
    """Write an object of the cluster."""
    caller = ClusterCaller(cluster_id, "admin")
    raw = json.dumps(body).encode()
    headers = {"Content-Type": kind}
    incoming = Incoming(
        method, path, path, {}, raw, kind, "", headers=headers, cluster_caller=caller
    )
    answer = await simulator.dispatcher.answer("default", incoming)
    assert answer.status < 300, answer


async def rolled_out(file, *, restarts: bool) -> list[Any]:
    """The pods and the status at the end of an update of which some pods are ready already."""
    async with opened(file, **SETTINGS) as simulator:
        cluster_id = await a_cluster(simulator)
        body = a_deployment(4)
        del body["spec"]["template"]["spec"]["schedulerName"]
        await write(simulator, cluster_id, "POST", DEPLOYMENTS, body, "application/json")
        await advance(simulator, 60)
        image = [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "x"}]
        path = f"{DEPLOYMENTS}/web"
        await write(simulator, cluster_id, "PATCH", path, image, "application/json-patch+json")
        await advance(simulator, 6)
        (under_way,) = await objects(simulator, cluster_id, DEPLOYMENTS)
        assert under_way["status"]["updatedReplicas"] < 4
        if not restarts:
            return await _ended(simulator, cluster_id)
    async with opened(file, **SETTINGS) as simulator:
        return await _ended(simulator, cluster_id)


async def _ended(simulator: Simulator, cluster_id: str) -> list[Any]:
    await advance(simulator, 300)
    (deployment,) = await objects(simulator, cluster_id, DEPLOYMENTS)
    pods = await objects(simulator, cluster_id, PODS)
    status = deployment["status"]
    assert status["updatedReplicas"] == status["availableReplicas"] == len(pods) == 4
    return [status, [(pod["metadata"]["name"], pod["status"]["startTime"]) for pod in pods]]


async def test_an_update_under_way_ends_as_without_a_restart(tmp_path):
    with_restart = await rolled_out(tmp_path / "one.db", restarts=True)
    assert with_restart == await rolled_out(tmp_path / "other.db", restarts=False)
