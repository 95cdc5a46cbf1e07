"""kubectl waits for the updates of DaemonSets and StatefulSets, undoes them, and drains nodes."""

from collections.abc import Callable

import pytest

from tests.kubernetes.clients.kubectl import Kubectl, Release
from tests.support.served_clusters import ServedCluster

PATIENCE = "--timeout=600s"


@pytest.fixture
def say(kubectl: Kubectl, release: Release) -> Callable[..., str]:
    """What kubectl says in a namespace of the release's own."""
    namespace = f"sets-{release.name}"
    kubectl.run("create", "namespace", namespace)
    return lambda *arguments: kubectl.say(*arguments, "-n", namespace)


def images(say: Callable[..., str], app: str) -> list[str]:
    """The images of the pods of a set."""
    form = "jsonpath={.items[*].spec.containers[0].image}"
    return say("get", "pods", "-l", f"app={app}", "-o", form).split()


def test_a_rollout_of_a_daemon_set_is_waited_for_listed_and_undone(say: Callable[..., str]) -> None:
    say("apply", "-f", "agent.yaml")
    said = say("rollout", "status", "ds/agent", PATIENCE)
    assert said.endswith('daemon set "agent" successfully rolled out\n')
    assert images(say, "agent") == ["agent:1"] * 3

    say("set", "image", "ds/agent", "agent=agent:2")
    said = say("rollout", "status", "ds/agent", PATIENCE)
    assert "Waiting for daemon set" in said
    assert "1 out of 3 new pods have been updated" in said
    assert images(say, "agent") == ["agent:2"] * 3

    assert numbers(say("rollout", "history", "ds/agent")) == ["1", "2"]
    assert "agent:1" in say("rollout", "history", "ds/agent", "--revision=1")
    say("rollout", "undo", "ds/agent")
    say("rollout", "status", "ds/agent", PATIENCE)
    assert images(say, "agent") == ["agent:1"] * 3
    assert numbers(say("rollout", "history", "ds/agent")) == ["2", "3"]

    say("rollout", "restart", "ds/agent")
    say("rollout", "status", "ds/agent", PATIENCE)
    shown = say("get", "ds", "agent", "--no-headers").split()
    assert shown[:7] == ["agent", "3", "3", "3", "3", "3", "<none>"]
    say("delete", "ds", "agent")


def numbers(history: str) -> list[str]:
    """The revisions that a history lists."""
    rows = [line.split() for line in history.splitlines()]
    return [row[0] for row in rows if row and row[0].isdecimal()]


def test_a_rollout_of_a_stateful_set_is_waited_for_listed_and_undone(
    say: Callable[..., str],
) -> None:
    say("apply", "-f", "shelf.yaml")
    say("rollout", "status", "sts/shelf", PATIENCE)
    assert images(say, "shelf") == ["shelf:1"] * 2

    say("set", "image", "sts/shelf", "shelf=shelf:2")
    assert "pods to be ready" in say("rollout", "status", "sts/shelf", PATIENCE)
    assert images(say, "shelf") == ["shelf:2"] * 2

    assert numbers(say("rollout", "history", "sts/shelf")) == ["1", "2"]
    say("rollout", "undo", "sts/shelf", "--to-revision=1")
    say("rollout", "status", "sts/shelf", PATIENCE)
    assert images(say, "shelf") == ["shelf:1"] * 2

    say("scale", "sts", "shelf", "--replicas=4")
    say("rollout", "status", "sts/shelf", PATIENCE)
    assert say("get", "sts", "shelf", "--no-headers").split()[:2] == ["shelf", "4/4"]
    say("scale", "sts", "shelf", "--replicas=1")
    say("wait", "pod/shelf-1", "--for=delete", PATIENCE)
    assert say("get", "pods", "-l", "app=shelf", "-o", "name") == "pod/shelf-0\n"
    assert "create Pod shelf-0 in StatefulSet shelf successful" in say("describe", "sts", "shelf")
    say("delete", "sts", "shelf")


def test_draining_a_node_leaves_the_pods_of_daemon_sets(
    say: Callable[..., str], kubectl: Kubectl, cluster: ServedCluster
) -> None:
    say("apply", "-f", "agent.yaml", "-f", "shelf.yaml")
    say("rollout", "status", "ds/agent", PATIENCE)
    say("rollout", "status", "sts/shelf", PATIENCE)
    node = say("get", "pod", "shelf-0", "-o", "jsonpath={.spec.nodeName}")

    refused = kubectl.run("drain", node, "--timeout=60s")
    assert refused.returncode != 0
    assert "cannot delete DaemonSet-managed Pods" in refused.stdout
    said = kubectl.say("drain", node, "--ignore-daemonsets", PATIENCE)

    assert "shelf-0 evicted" in said.replace("pod/", "")
    say("rollout", "status", "sts/shelf", PATIENCE)
    assert say("get", "pod", "shelf-0", "-o", "jsonpath={.spec.nodeName}") != node
    on_it = say("get", "pods", f"--field-selector=spec.nodeName={node}", "-o", "name")
    assert on_it.startswith("pod/agent-")
    assert len(on_it.split()) == 1
    kubectl.say("uncordon", node)
    say("delete", "-f", "agent.yaml", "-f", "shelf.yaml")
