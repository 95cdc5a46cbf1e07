"""kubectl drains nodes whose pods have a budget, and cordons nodes that get no pods then."""

import subprocess

import pytest

from tests.kubernetes.clients.kubectl import Kubectl, Release
from tests.support.served_clusters import ServedCluster

POD = """
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: main, image: nginx}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  minAvailable: 2
  selector: {matchLabels: {app: web}}
"""


def node_of(kubectl: Kubectl, namespace: str) -> str:
    """The node of the first of the pods."""
    form = "jsonpath={.items[0].spec.nodeName}"
    return kubectl.say("get", "pods", "-n", namespace, "-o", form)


@pytest.fixture
def namespace(kubectl: Kubectl, release: Release, request: pytest.FixtureRequest) -> str:
    """A namespace for the test and the release."""
    name = f"{request.function.__name__.split('_')[2]}-{release.name}"
    kubectl.say("create", "namespace", name)
    return name


def test_a_drain_waits_for_the_budget_and_goes_on_when_that_lets_it(
    kubectl: Kubectl, release: Release, cluster: ServedCluster, namespace: str
) -> None:
    if release.minor < 21:
        pytest.skip("it does not know budgets of policy/v1")
    file = kubectl.home / "web.yaml"
    file.write_text(POD)
    kubectl.say("apply", "-n", namespace, "-f", str(file))
    kubectl.say("wait", "pod", "--all", "-n", namespace, "--for=condition=Ready", "--timeout=90s")
    allowed = ("get", "pdb", "web", "-n", namespace, "-o", "jsonpath={.status.disruptionsAllowed}")
    assert kubectl.say(*allowed) == "0"
    node = node_of(kubectl, namespace)

    with subprocess.Popen(
        [str(kubectl.program), "drain", node, "--ignore-daemonsets", "--delete-emptydir-data"],
        env=kubectl.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as draining:
        assert draining.stdout is not None
        said = ""
        while "will retry after 5s" not in said:
            line = draining.stdout.readline()
            assert line, said
            said += line
        change = '-p={"spec":{"minAvailable":1}}'
        kubectl.say("patch", "pdb", "web", "-n", namespace, "--type=merge", change)
        said += draining.stdout.read()
    kubectl.say("uncordon", node)

    assert "Cannot evict pod as it would violate the pod's disruption budget." in said
    assert (draining.returncode, f"node/{node} drained" in said) == (0, True), said
    kubectl.say("delete", "namespace", namespace)


def test_a_node_that_is_cordoned_gets_no_pods_until_it_is_uncordoned(
    kubectl: Kubectl, cluster: ServedCluster, namespace: str
) -> None:
    names = cluster.node_names
    for name in names:
        kubectl.say("cordon", name)
    kubectl.say("run", "web", "--image=nginx", "-n", namespace)
    waits = kubectl.say("describe", "pod", "web", "-n", namespace)
    assert "0/3 nodes are available: 3 node(s) were unschedulable." in waits

    kubectl.say("uncordon", names[1])
    kubectl.say("wait", "pod/web", "-n", namespace, "--for=condition=Ready", "--timeout=90s")

    assert node_of(kubectl, namespace) == names[1]
    for name in names:
        kubectl.say("uncordon", name)
    kubectl.say("delete", "namespace", namespace)
