"""A chart with a kind of its own, and the operator of that kind, which kopf runs."""

import json
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.kubernetes.clients import helm as releases
from tests.kubernetes.clients import operators
from tests.kubernetes.clients.helm import Helm
from tests.kubernetes.clients.kubectl import HERE, RELEASES, Kubectl
from tests.support.served_clusters import ServedCluster

PATIENCE = "--timeout=150s"
SOON = "--timeout=2s"  # real seconds: of what never comes


@pytest.fixture(params=[3, 4], ids=["v3", "v4"])
def helm(
    request: pytest.FixtureRequest,
    cluster: ServedCluster,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Helm:
    """Each version of helm, for a namespace of the test's own."""
    return Helm(
        major=request.param,
        program=releases.program(request.param, tmp_path_factory.getbasetemp().parent),
        kubeconfig=cluster.kubeconfig,
        namespace=f"{request.function.__name__[:20].replace('_', '-')}-v{request.param}",
        home=tmp_path,
    )


@pytest.fixture
def say(
    helm: Helm,
    cluster: ServedCluster,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Any:
    """What the newest kubectl says in that namespace."""
    program = RELEASES[0].program(tmp_path_factory.getbasetemp().parent)
    kubectl = Kubectl(program=program, kubeconfig=cluster.kubeconfig, home=tmp_path)
    return lambda *arguments: kubectl.say(*arguments, "-n", helm.namespace)


@pytest.fixture
def operating(
    helm: Helm, say: Any, cluster: ServedCluster, tmp_path: Path
) -> partial[AbstractContextManager[Path]]:
    """What runs the operator during a block, for the namespace, which is there."""
    operators.require()
    say("create", "namespace", helm.namespace)
    program = HERE / "greeter_operator.py"
    return partial(operators.operating, program, cluster.kubeconfig, helm.namespace, tmp_path)


def is_run(say: Any, greeter: str, image: str, replicas: int) -> None:
    """Wait until the operator says that the greeter is ready so, and see that it is."""
    say("wait", f"greeter/{greeter}", f"--for=jsonpath={{.status.image}}={image}", PATIENCE)
    wanted = f"--for=jsonpath={{.status.replicas}}={replicas}"
    say("wait", f"greeter/{greeter}", wanted, PATIENCE)
    say("wait", f"greeter/{greeter}", "--for=condition=Ready", PATIENCE)
    found = json.loads(say("get", "deployment", greeter, "-o=json"))
    assert found["status"]["availableReplicas"] == replicas
    assert found["spec"]["template"]["spec"]["containers"][0]["image"] == image
    assert found["metadata"]["ownerReferences"][0]["kind"] == "Greeter"


def test_a_chart_with_a_kind_and_its_operator(helm: Helm, say: Any, operating: Any) -> None:
    with operating():
        helm.install("hello", "greeter")
        is_run(say, "hello-english", "greeter:1", 2)
        shown = say("get", "gr", "--no-headers").split()
        assert shown[:3] == ["hello-english", "2", "True"]

        helm.upgrade("hello", "greeter", "--set=image=greeter:2,greeters.german=1")
        is_run(say, "hello-english", "greeter:2", 2)
        is_run(say, "hello-german", "greeter:2", 1)

        helm.say("rollback", "hello", "1", *releases.WAIT)
        is_run(say, "hello-english", "greeter:1", 2)
        say("wait", "deployment/hello-german", "--for=delete", PATIENCE)

        say("scale", "greeter/hello-english", "--replicas=3")
        is_run(say, "hello-english", "greeter:1", 3)

        helm.say("uninstall", "hello", *releases.WAIT)
        left = "greeters,deployments,serviceaccounts"
        assert say("get", left, "-o=name").split() == ["serviceaccount/default"]
        # helm leaves the definitions of a chart where they are.
        assert say("get", "crd", "greeters.example.com", "-o=name")


def test_without_its_operator_an_object_stays_until_that_is_back(
    helm: Helm, say: Any, operating: Any
) -> None:
    with operating():
        helm.install("hello", "greeter")
        is_run(say, "hello-english", "greeter:1", 2)

    done = helm.run("uninstall", "hello", "--wait", SOON)
    assert "deadline exceeded" in done.stdout
    kept = "-o=jsonpath={.metadata.deletionTimestamp} {.metadata.finalizers}"
    since, finalizers = say("get", "greeter", "hello-english", kept).split()
    assert since
    assert finalizers == '["example.com/deployment"]'
    assert say("get", "deployments", "-o=name")

    with operating():
        say("wait", "greeter/hello-english", "--for=delete", PATIENCE)
    assert say("get", "deployments", "-o=name") == ""
