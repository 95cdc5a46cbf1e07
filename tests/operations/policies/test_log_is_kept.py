"""The log of refusals outlives the process, though the calls that were refused left nothing."""

import orjson
from cs_simulator.cluster_types.ack.creation import example
from cs_simulator.operations import ClusterCaller, Incoming

from tests.support.simulators import call, opened

ADDONS = [{"name": each} for each in ("flannel", "gatekeeper", "policy-template-controller")]
PODS = "/api/v1/namespaces/default/pods"
POD = {
    "metadata": {"name": "web"},
    "spec": {"hostPID": True, "containers": [{"name": "web", "image": "nginx"}]},
}


async def create_pod(simulator, cluster_id):
    incoming = Incoming(
        "POST",
        PODS,
        PODS,
        {},
        orjson.dumps(POD),
        "application/json",
        "",
        headers={"Content-Type": "application/json"},
        cluster_caller=ClusterCaller(cluster_id, "kubernetes-admin"),
    )
    answer = await simulator.dispatcher.answer("default", incoming)
    return answer.status


async def a_cluster(simulator):
    body = example({"addons": ADDONS}, 1)
    cluster_id = (await call(simulator, "POST", "/clusters", body)).ok()["cluster_id"]
    for _ in range(50):
        if (await call(simulator, "GET", f"/clusters/{cluster_id}")).ok()["state"] == "running":
            return cluster_id
    raise AssertionError("the cluster does not come up")


async def test_a_refusal_is_in_the_log_after_a_restart(tmp_path):
    file = tmp_path / "simulator.db"
    async with opened(file, clock="polling") as simulator:
        cluster_id = await a_cluster(simulator)
        path = f"/clusters/{cluster_id}/policies/ACKPSPHostNamespace"
        (await call(simulator, "POST", path, {})).ok()
        assert await create_pod(simulator, cluster_id) == 403

    async with opened(file, clock="polling") as simulator:
        found = (await call(simulator, "GET", f"/clusters/{cluster_id}/policygovernance")).ok()

    assert [each["resource_name"] for each in found["admit_log"]["logs"]] == ["web"]
