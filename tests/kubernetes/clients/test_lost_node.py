"""A scenario loses one of three nodes, and kubectl sees it: in one go, or step by step."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.kubernetes.clients.kubectl import Kubectl, Release
from tests.support.process import call, serving
from tests.support.served_clusters import ServedCluster, a_cluster

SCENARIO = "--scenario=ack-node-lost"
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
) -> Iterator[Callable[[str], Watched]]:
    """What makes such a cluster, with a clock of a mode."""
    program = release.program(tmp_path_factory.getbasetemp().parent)
    with serving(tmp_path) as serve:

        def watch(clock: str) -> Watched:
            served = serve(f"--clock={clock}", SCENARIO, VERSION)
            cluster = a_cluster(served, tmp_path, until="settled")
            kubectl = Kubectl(program=program, kubeconfig=cluster.kubeconfig, home=tmp_path)
            watched = Watched(cluster, kubectl, "")
            assert set(watched.statuses().values()) == {"Ready"}
            return watched._replace(lost=lost_by_the_scenario(cluster))

        yield watch


def test_waiting_for_the_loss_takes_the_grace_period_of_virtual_time(
    watched: Callable[[str], Watched],
) -> None:
    found = watched("polling")
    lost = found.now()

    said = found.kubectl.say("wait", NOT_READY, f"node/{found.lost}", "--timeout=120s")

    assert said == f"node/{found.lost} condition met\n"
    assert found.now() - lost == timedelta(seconds=GRACE)
    described = found.kubectl.say("describe", "node", found.lost)
    assert "Kubelet stopped posting node status." in described
    assert "node.kubernetes.io/unreachable:NoExecute" in described
    told = found.kubectl.say("get", "events", "--field-selector=reason=NodeNotReady")
    assert f"node/{found.lost}" in told


def test_the_loss_is_seen_step_by_step(watched: Callable[[str], Watched]) -> None:
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
