"""A scenario loses one of three nodes, and kubectl sees it: in one go, or step by step."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.kubernetes.clients.kubectl import Kubectl, Release
from tests.support.process import call, serving
from tests.support.served_clusters import ServedCluster, a_cluster

SCENARIO = "ack-node-lost"
UNDER_DEPLOYMENT = "ack-node-lost-under-deployment"
QUICK = 3
"""The real seconds within which five virtual minutes go by for kubectl: half of one, where the
machine has nothing else to do."""
GRACE = 50
"""The seconds for which nothing may be heard of a node, for versions from 1.32 on."""
VERSION = "--kubernetes-version=1.34.1-aliyun.1"
NOT_READY = "--for=condition=Ready=Unknown"


class Watched(NamedTuple):
    """A cluster of which the scenario has just lost a node, and a kubectl for it."""

    cluster: ServedCluster
    kubectl: Kubectl
    lost: str
    """The name of the node that was lost."""

    def statuses(self) -> dict[str, str]:
        """The statuses of the nodes, as ``kubectl get nodes`` shows them."""
        lines = self.kubectl.say("get", "nodes", "--no-headers").splitlines()
        return {name: status for name, status, *_ in map(str.split, lines)}

    def lost_shows(self, form: str) -> str:
        """Something of the Node object of the node that was lost."""
        return self.kubectl.say("get", "node", self.lost, "-o", f"jsonpath={{{form}}}")

    def now(self) -> datetime:
        """The virtual instant."""
        clock = call(self.cluster.served, "GET", "/_simulator/clock").ok()
        return datetime.fromisoformat(clock["now"])

    def recover(self) -> None:
        """Have the node come back."""
        (instance_id,) = (
            each["instance_id"] for each in nodes_of(self.cluster) if each["node_name"] == self.lost
        )
        self.cluster.lose(instance_id, is_lost=False)


Watch = Callable[..., Watched]


def nodes_of(cluster: ServedCluster) -> list[dict[str, str]]:
    """The nodes as the service lists them."""
    found: list[dict[str, str]] = call(
        cluster.served, "GET", f"/clusters/{cluster.cluster_id}/nodes"
    ).ok()["nodes"]
    return found


def lost_by_the_scenario(cluster: ServedCluster) -> str:
    """Go on, from one planned change to the next, until a node is lost; gives its name."""
    while True:
        for node in nodes_of(cluster):
            if node["node_status"] == "NotReady":
                return node["node_name"]
        planned = call(cluster.served, "GET", "/_simulator/clock").ok()["next"]
        assert planned is not None, "no node will be lost"
        cluster.advance(to=planned)


@pytest.fixture
def watched(
    release: Release, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Watch]:
    """What makes such a cluster, with a clock of a mode."""
    program = release.program(tmp_path_factory.getbasetemp().parent)
    with serving(tmp_path) as serve:

        def watch(clock: str, scenario: str = SCENARIO, deploys: str = "") -> Watched:
            served = serve(f"--clock={clock}", f"--scenario={scenario}", VERSION)
            cluster = a_cluster(served, tmp_path, until="settled")
            kubectl = Kubectl(program=program, kubeconfig=cluster.kubeconfig, home=tmp_path)
            watched = Watched(cluster, kubectl, "")
            assert set(watched.statuses().values()) == {"Ready"}
            if deploys:
                kubectl.say("create", "deployment", deploys, "--image=nginx:1", "--replicas=6")
                kubectl.say("rollout", "status", f"deployment/{deploys}")
            return watched._replace(lost=lost_by_the_scenario(cluster))

        yield watch


def test_waiting_for_the_loss_takes_the_grace_period_of_virtual_time(
    watched: Watch,
) -> None:
    found = watched("polling")
    lost = found.now()

    said = found.kubectl.say("wait", NOT_READY, f"node/{found.lost}", "--timeout=120s")

    assert said == f"node/{found.lost} condition met\n"
    assert found.now() - lost == timedelta(seconds=GRACE)
    described = found.kubectl.say("describe", "node", found.lost)
    assert "Kubelet stopped posting node status." in described
    assert "node.kubernetes.io/unreachable:NoExecute" in described
    listed = found.kubectl.say("get", "events", "--field-selector=reason=NodeNotReady")
    assert f"node/{found.lost}" in listed


def test_the_loss_is_seen_step_by_step(watched: Watch) -> None:
    found = watched("frozen")
    steps = [
        ("0s", "Ready"),
        (f"{GRACE - 1}s", "Ready"),
        ("1s", "NotReady"),
        ("10m", "NotReady"),
    ]
    for seconds, status in steps:
        found.cluster.advance(by=seconds)
        others = dict.fromkeys(found.statuses(), "Ready")
        assert found.statuses() == {**others, found.lost: status}, seconds
    assert found.lost_shows(".spec.taints[*].effect") == "NoSchedule NoExecute"

    found.recover()

    assert set(found.statuses().values()) == {"Ready"}
    assert found.lost_shows(".spec.taints") == ""


def pods(found: Watched) -> Counter[tuple[str, bool]]:
    """How many pods of the deployment have a status, on the node that was lost or on others."""
    rows = found.kubectl.say("get", "pods", "-o", "wide", "--no-headers").splitlines()
    return Counter((row.split()[2], found.lost in row.split()) for row in rows)


def test_a_rollout_is_green_again_once_pods_are_made_elsewhere(watched: Watch) -> None:
    found = watched("polling", UNDER_DEPLOYMENT, deploys="web")
    assert pods(found) == {("Running", False): 4, ("Running", True): 2}
    found.cluster.advance(by=f"{GRACE}s")
    noticed, began = found.now(), time.monotonic()  # noqa: TID251 - what a user waits for

    said = found.kubectl.say("rollout", "status", "deployment/web", "--timeout=20m")

    took = time.monotonic() - began  # noqa: TID251 - what a user waits for
    assert said.splitlines()[-1] == 'deployment "web" successfully rolled out'
    assert timedelta(minutes=5) <= found.now() - noticed < timedelta(minutes=6)
    assert took < QUICK
    assert pods(found) == {("Running", False): 6, ("Terminating", True): 2}
