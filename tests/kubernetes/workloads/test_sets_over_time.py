"""Pods of sets in virtual time, with the scheduler and the agents of nodes, and over restarts."""

import orjson
import pytest
from cs_simulator.cluster_types.ack.pools import nodes
from cs_simulator.domain.instants import from_text
from cs_simulator.operations import ClusterCaller, Incoming

from tests.kubernetes.nodes.test_restarts import SETTINGS, a_cluster, objects
from tests.support.cluster_nodes import lose, nodes_of, recover, run_until_settled
from tests.support.hand_run_pods import PODS, a_hand_run_cluster
from tests.support.simulators import advance, opened

APPS = "/apis/apps/v1/namespaces"


def a_set(kind, name, **more):
    """A set whose pods are scheduled and come up."""
    labels = {"app": name}
    template = {
        "metadata": {"labels": labels},
        "spec": {"containers": [{"name": "main", "image": "nginx:1"}]},
    }
    spec = {"selector": {"matchLabels": labels}, "template": template, **more}
    return {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": name}, "spec": spec}


WEB = a_set("StatefulSet", "web", replicas=3, serviceName="web")


@pytest.fixture
def api():
    """A cluster with three nodes, and the namespace ``shop``."""
    return a_hand_run_cluster(3)


def ready_at(pod):
    (ready,) = [each for each in pod["status"]["conditions"] if each["type"] == "Ready"]
    assert ready["status"] == "True"
    return from_text(ready["lastTransitionTime"])


def test_the_pods_of_a_daemon_set_come_up_on_their_nodes(api):
    api.create(f"{APPS}/shop/daemonsets", a_set("DaemonSet", "agent"))
    run_until_settled(api.tenant)
    assert len({each["spec"]["nodeName"] for each in api.get(PODS)["items"]}) == 3
    status = api.get(f"{APPS}/shop/daemonsets/agent")["status"]
    assert (status["numberReady"], status["numberAvailable"]) == (3, 3)


def test_a_stateful_set_makes_each_pod_when_the_one_before_it_has_come_up(api):
    api.create(f"{APPS}/shop/statefulsets", WEB)
    run_until_settled(api.tenant)
    pods = api.get(PODS)["items"]
    assert [each["metadata"]["name"] for each in pods] == ["web-0", "web-1", "web-2"]
    made = [from_text(each["metadata"]["creationTimestamp"]) for each in pods]
    assert made[1:] == [ready_at(each) for each in pods[:-1]]


def test_a_pod_of_a_stateful_set_on_a_lost_node_is_made_again_when_the_node_is_back(api):
    api.create(f"{APPS}/shop/statefulsets", WEB)
    run_until_settled(api.tenant)
    cluster = api.tenant.world.clusters[api.cluster_id]
    names = [nodes.name_of(cluster, each) for each in nodes_of(api)]
    number = names.index(api.get(f"{PODS}/web-2")["spec"]["nodeName"])
    lose(api, number)
    api.wait(600)
    going = api.get(f"{PODS}/web-2")["metadata"]
    assert "deletionTimestamp" in going
    recover(api, number)
    run_until_settled(api.tenant)
    assert api.get(f"{PODS}/web-2")["metadata"]["uid"] != going["uid"]
    assert api.get(f"{APPS}/shop/statefulsets/web")["status"]["readyReplicas"] == 3


async def send(simulator, cluster_id, method, path, body, content_type="application/json"):
    """Make a call of the cluster's API that succeeds."""
    incoming = Incoming(
        method, path, path, {}, orjson.dumps(body), content_type, "",
        headers={"Content-Type": content_type},
        cluster_caller=ClusterCaller(cluster_id, "admin"),
    )  # fmt: skip
    answer = await simulator.dispatcher.answer("default", incoming)
    assert answer.status < 300, answer


async def test_a_restart_in_the_middle_of_updates_changes_nothing(tmp_path):
    found = []
    for number, restarts in enumerate((False, True)):
        file = tmp_path / f"state-{number}.db"
        async with opened(file, **SETTINGS) as simulator:
            cluster_id = await a_cluster(simulator)
            agent = a_set("DaemonSet", "agent", minReadySeconds=5)
            await send(simulator, cluster_id, "POST", f"{APPS}/default/daemonsets", agent)
            await send(simulator, cluster_id, "POST", f"{APPS}/default/statefulsets", WEB)
            await advance(simulator, 200)
            containers = {"containers": [{"name": "main", "image": "nginx:2"}]}
            change = {"spec": {"template": {"spec": containers}}}
            for path in ("daemonsets/agent", "statefulsets/web"):
                place = f"{APPS}/default/{path}"
                merge = "application/merge-patch+json"
                await send(simulator, cluster_id, "PATCH", place, change, merge)
            await advance(simulator, 9)
            if not restarts:
                found.append(await the_rest(simulator, cluster_id))
        if restarts:
            async with opened(file, **SETTINGS) as simulator:
                found.append(await the_rest(simulator, cluster_id))

    assert found[0] == found[1]
    pods, (agent,), (web,) = found[0][:3]
    assert {each["spec"]["containers"][0]["image"] for each in pods} == {"nginx:2"}
    assert (agent["status"]["numberAvailable"], web["status"]["updatedReplicas"]) == (2, 3)


async def the_rest(simulator, cluster_id):
    """What there is some time later."""
    await advance(simulator, 300)
    paths = (
        "/api/v1/namespaces/default/pods",
        f"{APPS}/default/daemonsets",
        f"{APPS}/default/statefulsets",
        f"{APPS}/default/controllerrevisions",
        "/api/v1/namespaces/default/events",
    )
    return [await objects(simulator, cluster_id, path) for path in paths]
