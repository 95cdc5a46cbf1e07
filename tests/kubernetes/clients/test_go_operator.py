"""An operator on controller-runtime, run as a process against a cluster whose clock stands still.

What it sees of pods happens in virtual time, which the test moves. It reacts in real time, for
which ``kubectl wait`` waits.
"""

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.kubernetes.clients import client_go
from tests.kubernetes.clients.kubectl import RELEASES, Kubectl
from tests.support.served_clusters import ServedCluster, cluster_served

PATIENCE = "--timeout=120s"
DEFINITION = str(client_go.OPERATOR / "website.yaml")
LONGER_THAN_ANY_TEST = 600
HEARD_OF = 51
"""After so many seconds a node of which nothing is heard is taken for lost."""
SITE = """
apiVersion: example.com/v1
kind: Website
metadata: {name: blog, namespace: shop}
spec: {image: "blog:1", replicas: 2}
"""


@dataclass(frozen=True, kw_only=True)
class Replica:
    """A process of the operator."""

    process: subprocess.Popen[str]
    log: Path

    def is_elected(self) -> None:
        """Wait until it leads."""
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "leads\n", self.log.read_text()

    def kill(self) -> None:
        """End it without a chance to give its lease back, as ``kill -9`` does."""
        self.process.kill()
        self.process.wait()


@dataclass(frozen=True, kw_only=True)
class Shop:
    """A cluster in which Websites are defined, a kubectl for it, and what starts operators."""

    cluster: ServedCluster
    kubectl: Kubectl
    start: Callable[[], Replica]

    def make(self, manifest: str) -> None:
        """Apply a manifest."""
        file = self.cluster.folder / "applied.yaml"
        file.write_text(manifest)
        self.say("apply", "-f", str(file))

    def say(self, *arguments: str) -> str:
        """What kubectl says in the namespace of the Websites."""
        return self.kubectl.say("-n", "shop", *arguments)

    def wait_for(self, path: str, value: str) -> None:
        """Wait until a field of the Website has a value."""
        self.say("wait", "website/blog", f"--for=jsonpath={{{path}}}={value}", PATIENCE)

    def wait_until(self, reason: str, *, generation: int) -> None:
        """Wait until the operator gives a reason for its condition, for a generation."""
        self.wait_for(".status.conditions[0].observedGeneration", str(generation))
        self.wait_for(".status.conditions[0].reason", reason)

    def get(self, *arguments: str) -> Any:
        """What ``kubectl get`` finds."""
        return json.loads(self.say("get", *arguments, "-o", "json"))

    def nodes(self) -> list[str]:
        """The nodes of the pods that are not being deleted."""
        pods = self.get("pods", "-l", "website=blog")["items"]
        return sorted(
            pod["spec"]["nodeName"]
            for pod in pods
            if "deletionTimestamp" not in pod["metadata"] and "nodeName" in pod["spec"]
        )

    def settle(self) -> None:
        """Let everything that is under way be done."""
        self.cluster.advance(until="settled")


@pytest.fixture
def shop_with(
    go_operator: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Shop]]:
    """What makes such a cluster, in which no operator runs, with a clock of a mode."""
    program = RELEASES[0].program(tmp_path_factory.getbasetemp().parent)
    with ExitStack() as running:

        def make(clock: str) -> Shop:
            cluster = running.enter_context(cluster_served(tmp_path, f"--clock={clock}"))
            kubectl = Kubectl(program=program, kubeconfig=cluster.kubeconfig, home=tmp_path)
            kubectl.say("create", "namespace", "shop")
            kubectl.say("apply", "-f", DEFINITION)
            kubectl.say("wait", "--for=condition=Established", "crd/websites.example.com")
            return Shop(cluster=cluster, kubectl=kubectl, start=lambda: start(cluster))

        def start(cluster: ServedCluster) -> Replica:
            log = tmp_path / f"operator-{len(list(tmp_path.glob('operator-*')))}.log"
            with log.open("w") as errors:
                process = subprocess.Popen(
                    [str(go_operator)],
                    env=client_go.environment(cluster.kubeconfig),
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    text=True,
                )
            watchdog = threading.Timer(LONGER_THAN_ANY_TEST, process.kill)
            watchdog.start()
            running.enter_context(process)
            running.callback(process.kill)
            running.callback(watchdog.cancel)
            return Replica(process=process, log=log)

        yield make


@pytest.fixture
def shop(shop_with: Callable[[str], Shop]) -> Shop:
    """Such a cluster whose clock stands still, in which no operator runs."""
    return shop_with("frozen")


@pytest.fixture
def site(shop: Shop) -> Shop:
    """The same with an operator that leads, and a Website that is ready."""
    shop.start().is_elected()
    shop.make(SITE)
    shop.wait_until("Unavailable", generation=1)
    shop.settle()
    shop.wait_until("Available", generation=1)
    return shop


def test_a_website_is_ready_when_the_pods_of_its_deployment_are(shop: Shop) -> None:
    shop.start().is_elected()
    shop.make(SITE)
    shop.wait_until("Unavailable", generation=1)
    assert shop.get("website", "blog")["status"]["readyReplicas"] == 0

    shop.settle()
    shop.say("wait", "website/blog", "--for=condition=Ready", PATIENCE)

    found = shop.get("website", "blog")
    assert found["metadata"]["finalizers"] == ["example.com/archive"]
    assert found["status"]["readyReplicas"] == 2
    assert shop.say("get", "website", "blog", "--no-headers").split() == ["blog", "blog:1", "True"]
    for kind in ("deployment", "service"):
        [owner] = shop.get(kind, "blog")["metadata"]["ownerReferences"]
        assert (owner["kind"], owner["uid"]) == ("Website", found["metadata"]["uid"])
    [slices] = shop.get("endpointslices", "-l", "kubernetes.io/service-name=blog")["items"]
    assert len(slices["endpoints"]) == 2


def test_with_a_polling_clock_nobody_has_to_move_time(shop_with: Callable[[str], Shop]) -> None:
    shop = shop_with("polling")
    shop.start().is_elected()
    shop.make(SITE)
    shop.say("wait", "website/blog", "--for=condition=Ready", PATIENCE)
    assert shop.get("deployment", "blog")["status"]["availableReplicas"] == 2


def test_what_the_operator_did_is_told_by_events(site: Shop) -> None:
    with site.kubectl.watching("get", "events", "-n", "shop") as next_line:
        while "2 of 2 replicas are available" not in (line := next_line()):
            assert line, "the events have ended"
    described = site.say("describe", "website", "blog")
    assert "website-operator" in described
    assert "*v1.Deployment blog: created" in described
    assert "2 of 2 replicas are available" in described


def test_a_website_follows_the_pods_of_a_node_that_is_lost(site: Shop) -> None:
    [lost, *_] = site.nodes()
    number = site.cluster.node_names.index(lost)
    site.cluster.lose(site.cluster.nodes[number])

    site.cluster.advance(by=f"{HEARD_OF}s")
    site.wait_until("Unavailable", generation=1)
    assert site.get("website", "blog")["status"]["readyReplicas"] == 1

    site.cluster.advance(by="300s")
    site.settle()
    site.wait_until("Available", generation=1)
    assert len(site.nodes()) == 2
    assert lost not in site.nodes()


def test_another_image_is_rolled_out(site: Shop) -> None:
    site.say("patch", "website", "blog", "--type=merge", "-p", '{"spec": {"image": "blog:2"}}')
    site.wait_until("RollingOut", generation=2)
    assert site.get("website", "blog")["status"]["image"] == "blog:1"

    site.settle()
    site.wait_for(".status.image", "blog:2")
    site.wait_until("Available", generation=2)
    images = {pod["spec"]["containers"][0]["image"] for pod in site.get("pods")["items"]}
    assert images == {"blog:2"}
    assert len(site.get("replicasets")["items"]) == 2


def test_a_deployment_that_somebody_changed_is_put_right(site: Shop) -> None:
    site.say("scale", "deployment/blog", "--replicas=5")
    site.say("wait", "deployment/blog", "--for=jsonpath={.spec.replicas}=2", PATIENCE)


def test_a_deployment_that_somebody_deleted_is_made_again(site: Shop) -> None:
    before = site.get("deployment", "blog")["metadata"]["uid"]
    site.say("delete", "deployment", "blog", "--wait=false")
    site.wait_until("Unavailable", generation=1)
    site.settle()
    site.wait_until("Available", generation=1)
    assert site.get("deployment", "blog")["metadata"]["uid"] != before


def test_a_website_that_is_deleted_is_archived_and_takes_what_it_owns_along(site: Shop) -> None:
    site.say("delete", "website", "blog", PATIENCE)
    assert site.get("configmap", "archive-blog")["data"] == {"image": "blog:1"}
    site.settle()
    assert site.get("deployments,replicasets,services,pods,endpointslices")["items"] == []


def test_a_website_waits_for_its_finalizer_while_no_operator_runs(shop: Shop) -> None:
    first = shop.start()
    first.is_elected()
    shop.make(SITE)
    shop.wait_until("Unavailable", generation=1)
    first.kill()

    shop.say("delete", "website", "blog", "--wait=false")
    shop.settle()
    assert shop.get("website", "blog")["metadata"]["deletionTimestamp"]
    assert shop.get("deployment", "blog")["status"]["readyReplicas"] == 2

    shop.start().is_elected()
    shop.say("wait", "website/blog", "--for=delete", PATIENCE)


def test_a_second_replica_leads_once_the_first_was_killed(shop: Shop) -> None:
    first = shop.start()
    first.is_elected()
    second = shop.start()
    shop.make(SITE)
    shop.wait_until("Unavailable", generation=1)
    lease = shop.get("lease", "website-operator")["spec"]

    first.kill()
    shop.settle()
    second.is_elected()

    shop.wait_until("Available", generation=1)
    taken = shop.get("lease", "website-operator")["spec"]
    assert taken["holderIdentity"] != lease["holderIdentity"]
    assert taken["leaseTransitions"] == lease["leaseTransitions"] + 1
