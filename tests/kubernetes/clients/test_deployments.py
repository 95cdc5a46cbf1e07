"""Deployments as kubectl rolls them out, back and forth, with pods that get ready in time."""

import json
from collections.abc import Iterator

import pytest

from tests.kubernetes.clients.kubectl import Kubectl, Release


@pytest.fixture
def namespace(kubectl: Kubectl, release: Release) -> Iterator[str]:
    """A namespace of a test's own, with the deployment ``web`` of three pods that are ready."""
    name = f"rollouts-{release.name}"
    kubectl.say("create", "namespace", name)
    kubectl.say("create", "deployment", "web", "--image=nginx:1", "--replicas=3", "-n", name)
    kubectl.say("rollout", "status", "deployment/web", "-n", name)
    yield name
    kubectl.say("delete", "namespace", name)


def rollout(kubectl: Kubectl, namespace: str, *words: str) -> str:
    """What kubectl says to a command about rollouts."""
    verb, *more = words
    return kubectl.say("rollout", verb, "deployment/web", "-n", namespace, *more)


def images(kubectl: Kubectl, namespace: str) -> list[str]:
    """The images of the replica sets that are to have pods."""
    rows = get(kubectl, namespace, "replicasets", "-o=wide")
    return [row[6] for row in rows if row[1] != "0"]


def get(kubectl: Kubectl, namespace: str, *what: str) -> list[list[str]]:
    """The cells of a table, without its header."""
    said = kubectl.say("get", *what, "-n", namespace, "--no-headers")
    return [line.split() for line in said.splitlines()]


def test_a_deployment_is_waited_for_rolled_out_and_undone(kubectl: Kubectl, namespace: str) -> None:
    ((name, ready, updated, available, _),) = get(kubectl, namespace, "deployments")
    assert (name, ready, updated, available) == ("web", "3/3", "3", "3")
    ((_, *sizes, _),) = get(kubectl, namespace, "replicasets")
    assert sizes == ["3", "3", "3"]
    assert [row[1:3] for row in get(kubectl, namespace, "pods")] == [["1/1", "Running"]] * 3

    kubectl.say("set", "image", "deployment/web", "nginx=nginx:2", "-n", namespace)
    said = rollout(kubectl, namespace, "status")
    assert said.splitlines()[-1] == 'deployment "web" successfully rolled out'
    assert len(said.splitlines()) > 1
    assert images(kubectl, namespace) == ["nginx:2"]

    history = rollout(kubectl, namespace, "history")
    assert [line.split()[0] for line in history.splitlines()[2:] if line] == ["1", "2"]
    assert "nginx:1" in rollout(kubectl, namespace, "history", "--revision=1")

    assert "rolled back" in rollout(kubectl, namespace, "undo")
    rollout(kubectl, namespace, "status")
    assert images(kubectl, namespace) == ["nginx:1"]
    history = rollout(kubectl, namespace, "history")
    assert [line.split()[0] for line in history.splitlines()[2:] if line] == ["2", "3"]
    rollout(kubectl, namespace, "undo", "--to-revision=2")
    rollout(kubectl, namespace, "status")
    assert images(kubectl, namespace) == ["nginx:2"]


def test_a_deployment_is_restarted_paused_scaled_and_resumed(
    kubectl: Kubectl, namespace: str
) -> None:
    before = {row[0] for row in get(kubectl, namespace, "pods")}
    assert "restarted" in rollout(kubectl, namespace, "restart")
    rollout(kubectl, namespace, "status")
    after = {row[0] for row in get(kubectl, namespace, "pods") if row[2] == "Running"}
    assert len(after) == 3
    assert not before & after

    assert "paused" in rollout(kubectl, namespace, "pause")
    kubectl.say("set", "image", "deployment/web", "nginx=nginx:2", "-n", namespace)
    kubectl.say("scale", "deployment/web", "--replicas=5", "-n", namespace)
    kubectl.say(
        "wait", "deployment/web", "--for=condition=Available", "--timeout=300s", "-n", namespace
    )
    ((_, _, updated, *_),) = get(kubectl, namespace, "deployments")
    assert updated == "0"
    assert images(kubectl, namespace) == ["nginx:1"]
    assert "resumed" in rollout(kubectl, namespace, "resume")
    rollout(kubectl, namespace, "status")
    assert images(kubectl, namespace) == ["nginx:2"]
    assert len(get(kubectl, namespace, "pods", "-l=app=web")) >= 5


def test_an_autoscaler_is_kept_and_scales_nothing(kubectl: Kubectl, namespace: str) -> None:
    arguments = ("--min=4", "--max=9", "--cpu-percent=80")
    kubectl.say("autoscale", "deployment", "web", *arguments, "-n", namespace)
    assert get(kubectl, namespace, "hpa")[0][:2] == ["web", "Deployment/web"]
    assert get(kubectl, namespace, "deployments")[0][1] == "3/3"


def test_a_deployment_that_cannot_get_on_fails_those_who_wait(
    kubectl: Kubectl, namespace: str
) -> None:
    template = {"spec": {"nodeSelector": {"no": "node"}}}
    never = json.dumps({"spec": {"progressDeadlineSeconds": 60, "template": template}})
    kubectl.say("patch", "deployment", "web", "-p", never, "-n", namespace)
    done = kubectl.run("rollout", "status", "deployment/web", "-n", namespace)
    assert done.returncode == 1
    assert 'deployment "web" exceeded its progress deadline' in done.stdout
    assert get(kubectl, namespace, "deployments")[0][1] == "3/3"
