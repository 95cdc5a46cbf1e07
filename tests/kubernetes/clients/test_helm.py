"""Charts as helm installs, upgrades, rolls back and uninstalls them, and waits each time."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kubernetes.clients import helm as releases
from tests.kubernetes.clients.helm import Helm
from tests.kubernetes.clients.kubectl import RELEASES, Kubectl
from tests.support.served_clusters import ServedCluster

NOWHERE = "--set=nodeSelector.no=node"
SOON = "--timeout=3s"  # real seconds: of what never comes


@pytest.fixture(params=[3, 4], ids=["v3", "v4"])
def helm(
    request: pytest.FixtureRequest,
    cluster: ServedCluster,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Helm:
    """Each version of helm, for a namespace of the test's own."""
    test = request.function.__name__.removeprefix("test_").replace("_", "-")[:50].rstrip("-")
    return Helm(
        major=request.param,
        program=releases.program(request.param, tmp_path_factory.getbasetemp().parent),
        kubeconfig=cluster.kubeconfig,
        namespace=f"{test}-v{request.param}",
        home=tmp_path,
    )


@pytest.fixture
def kubectl(
    cluster: ServedCluster, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Kubectl:
    """The newest kubectl, which looks at what helm has done."""
    program = RELEASES[0].program(tmp_path_factory.getbasetemp().parent)
    return Kubectl(program=program, kubeconfig=cluster.kubeconfig, home=tmp_path)


@pytest.fixture
def items(kubectl: Kubectl, helm: Helm) -> Any:
    """What gives the objects of some kinds in the namespace."""

    def listed(*kinds: str) -> list[dict[str, Any]]:
        said = kubectl.say("get", ",".join(kinds), "-n", helm.namespace, "-o=json")
        found: list[dict[str, Any]] = json.loads(said)["items"]
        return found

    return listed


def names(found: list[dict[str, Any]]) -> list[str]:
    return [each["metadata"]["name"] for each in found]


def running(found: list[dict[str, Any]], image: str) -> int:
    """How many of the pods are ready, run that image, and are to stay."""
    return sum(
        each["spec"]["containers"][0]["image"] == image
        and "deletionTimestamp" not in each["metadata"]
        and any(
            (condition["type"], condition["status"]) == ("Ready", "True")
            for condition in each["status"]["conditions"]
        )
        for each in found
    )


def test_a_deployment_with_all_that_comes_with_it(helm: Helm, items: Any) -> None:
    said = helm.install("site", "web")
    assert "STATUS: deployed" in said
    assert "https://web.example.com/" in said
    assert helm.releases() == [("site", "1", "deployed")]
    assert names(items("deployments", "services", "ingresses")) == ["site-web"] * 3
    assert running(items("pods"), "nginx:1.27") == 2
    [migration] = items("jobs")
    assert migration["status"]["succeeded"] == 1

    helm.upgrade("site", "web", "--set=image.tag=1.28,replicaCount=3")
    assert running(items("pods"), "nginx:1.28") == 3
    [again] = items("jobs")
    assert again["metadata"]["uid"] != migration["metadata"]["uid"]

    assert "Rollback was a success" in helm.say("rollback", "site", "1", *releases.WAIT)
    assert running(items("pods"), "nginx:1.27") == 2
    assert helm.history("site") == [
        (1, "superseded", "Install complete"),
        (2, "superseded", "Upgrade complete"),
        (3, "deployed", "Rollback to 1"),
    ]
    said = helm.say("status", "site")
    assert "STATUS: deployed" in said
    assert "REVISION: 3" in said

    assert "uninstalled" in helm.say("uninstall", "site", *releases.WAIT)
    assert helm.releases() == []
    assert items("deployments", "services", "ingresses", "serviceaccounts")[1:] == []
    # The hooks stay, as helm does not count them among what belongs to a release.
    assert names(items("jobs")) == ["site-web-migration"]
    assert running(items("pods"), "nginx:1.27") == 0
    assert items("secrets") == []


def test_a_test_of_a_release_runs_and_its_log_says_that_nothing_runs(
    helm: Helm, items: Any
) -> None:
    helm.install("site", "web", "--set=migration.enabled=false")
    said = helm.say("test", "site", "--logs")
    assert "Phase:          Succeeded" in said
    assert "The simulator runs no containers" in said
    assert "site-web-test-connection" in names(items("pods"))
    helm.say("uninstall", "site", *releases.WAIT)


def test_a_service_is_waited_for_until_it_has_an_address(helm: Helm, items: Any) -> None:
    helm.install("site", "web", "--set=service.type=LoadBalancer", "--set=autoscaling.enabled=true")
    [service] = items("services")
    assert service["status"]["loadBalancer"]["ingress"][0]["ip"]
    assert names(items("hpa")) == ["site-web"]
    helm.say("uninstall", "site", *releases.WAIT)
    assert items("services") == []


def test_a_hook_that_fails_ends_the_installation(helm: Helm, items: Any) -> None:
    fails = r"--set-string=migration.annotations.cs-simulator/exit-code=1"
    done = helm.run("install", "site", "web", "--create-namespace", *releases.WAIT, fails)
    assert done.returncode == 1
    assert "failed pre-install" in done.stdout
    assert ("BackoffLimitExceeded" if helm.major == 3 else "failed: 2/1") in done.stdout
    assert items("deployments") == []
    [job] = items("jobs")
    assert job["status"]["failed"] == 2
    helm.say("uninstall", "site", *releases.WAIT)


def test_a_stateful_set_leaves_its_claims_and_keeps_its_password(helm: Helm, items: Any) -> None:
    helm.install("data", "store")
    members = [f"data-store-{number}" for number in range(4)]
    assert names(items("pods")) == members[:3]
    assert running(items("pods"), "store:7.2") == 3
    claims = {each["metadata"]["name"]: each for each in items("pvc")}
    assert list(claims) == [f"data-{member}" for member in members[:3]]
    assert {each["status"]["phase"] for each in claims.values()} == {"Bound"}
    [budget] = items("pdb")
    assert budget["status"]["disruptionsAllowed"] == 1
    password = secret(items)

    helm.upgrade("data", "store", "--set=image=store:8,replicas=4")
    assert running(items("pods"), "store:8") == 4
    assert secret(items) == password

    helm.say("rollback", "data", "1", *releases.WAIT)
    assert running(items("pods"), "store:7.2") == 3
    assert secret(items) == password
    assert [each[1] for each in helm.history("data")] == ["superseded", "superseded", "deployed"]

    helm.say("uninstall", "data", *releases.WAIT)
    assert items("pods", "services", "pdb", "statefulsets") == []
    left = {each["metadata"]["name"]: each for each in items("pvc")}
    assert list(left) == [f"data-{member}" for member in members]


def test_a_stateful_set_that_is_installed_again_finds_its_volumes(helm: Helm, items: Any) -> None:
    options = "--set=podManagementPolicy=Parallel,replicas=2"
    volumes = []
    for _ in range(2):
        helm.install("data", "store", options)
        assert running(items("pods"), "store:7.2") == 2
        volumes.append([each["spec"]["volumeName"] for each in items("pvc")])
        helm.say("uninstall", "data", *releases.WAIT)
        assert items("pods", "statefulsets") == []
    assert volumes[0] == volumes[1]


def secret(items: Any) -> str:
    """The password that the chart has made."""
    [found] = [each for each in items("secrets") if each["type"] == "Opaque"]
    password: str = found["data"]["password"]
    return password


def test_what_never_comes_fails_an_installation(helm: Helm, items: Any) -> None:
    done = helm.run("install", "site", "web", "--create-namespace", "--wait", SOON, NOWHERE)
    assert done.returncode == 1
    if helm.major == 3:
        assert "INSTALLATION FAILED: context deadline exceeded" in done.stdout
    else:
        assert "INSTALLATION FAILED: resource Deployment/" in done.stdout
    assert [each[1] for each in helm.history("site")] == ["failed"]
    pods = [each for each in items("pods") if "-migration-" not in each["metadata"]["name"]]
    assert [each["status"]["phase"] for each in pods] == ["Pending"] * 2

    helm.upgrade("site", "web", "--reset-values")
    assert [each[1] for each in helm.history("site")] == ["superseded", "deployed"]
    helm.say("uninstall", "site", *releases.WAIT)


def test_what_never_comes_is_taken_back_where_that_is_asked_for(helm: Helm, items: Any) -> None:
    option = "--atomic" if helm.major == 3 else "--rollback-on-failure"
    words = ("site", "web", "--create-namespace", "--wait", SOON, option, NOWHERE)
    done = helm.run("install", *words)
    assert done.returncode == 1
    assert "has been uninstalled" in done.stdout
    assert helm.releases() == []
    assert items("deployments", "services") == []

    helm.install("site", "web")
    done = helm.run("upgrade", "site", "web", "--wait", SOON, option, NOWHERE)
    assert done.returncode == 1
    assert "has been rolled back" in done.stdout
    assert [each[1] for each in helm.history("site")] == ["superseded", "failed", "deployed"]
    assert running(items("pods"), "nginx:1.27") == 2
    helm.say("uninstall", "site", *releases.WAIT)
