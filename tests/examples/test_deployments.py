"""The examples that are files of other tools: they fit their formats, agree with the image that
the Dockerfile makes, and what they start and run is started and run, without a container.
"""

import re
import shlex
import subprocess
import sys
import tomllib
from urllib.parse import urlsplit
from urllib.request import urlopen

import kubernetes_validate
import pytest
import yaml
from cs_simulator.client import Connection, TenantClient
from packaging.requirements import Requirement

from tests.container.dockerfile import ROOT
from tests.examples.conftest import EXAMPLES
from tests.support.as_a_user import run, run_pytest
from tests.support.process import command

COMPOSE = EXAMPLES / "docker-compose" / "compose.yaml"
WORKFLOW = EXAMPLES / "github-actions" / "workflow.yml"
GITLAB = EXAMPLES / "gitlab-ci" / "gitlab-ci.yml"
POD = EXAMPLES / "kubernetes" / "pod.yaml"
TOKEN = "CS_SIMULATOR_CONTROL_TOKEN"
SIDECARS_SINCE = "1.29"


def ports(image):
    return set(map(int, image.last("EXPOSE").split()))


def passes_its_tests(served, environment, copied):
    """Run tests with the fixtures for pytest, as a neighbour of the simulator with these variables.

    The address is the one here; all else is as the example has it.
    """
    variables = {**environment, "CS_SIMULATOR_URL": served.url}
    return "= 4 passed in" in run_pytest(copied("pytest"), **variables).stdout


# ---- formats


def check(file, schema, *options):
    """Hold a file against the schema that its tool publishes."""
    line = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    return subprocess.run(
        [*line, *options, str(file)], capture_output=True, text=True, check=False
    )  # fmt: skip


FORMATS = {
    "docker-compose": (COMPOSE, ["compose-spec"], "    image: cs-simulator"),
    "github-actions": (WORKFLOW, ["github-workflows"], "    runs-on: ubuntu-latest"),
    "gitlab-ci": (GITLAB, ["gitlab-ci", "--data-transform=gitlab-ci"], "    when: always"),
}


@pytest.mark.parametrize(("file", "schema", "piece"), FORMATS.values(), ids=list(FORMATS))
def test_a_file_fits_its_schema_and_would_not_with_another_word(tmp_path, file, schema, piece):
    done = check(file, *schema)
    assert done.returncode == 0, done.stdout
    assert piece in file.read_text()
    wrong = tmp_path / file.name
    wrong.write_text(file.read_text().replace(piece, piece.replace(":", "x:")))
    assert check(wrong, *schema).returncode == 1


def test_kubernetes_accepts_the_objects_and_would_not_with_another_word():
    objects = list(yaml.safe_load_all(POD.read_text()))
    assert [each["kind"] for each in objects] == ["ConfigMap", "Pod"]
    for each in objects:
        kubernetes_validate.validate(each, SIDECARS_SINCE, strict=True)
    objects[1]["spec"]["initContainers"][0]["restart"] = "Always"
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(objects[1], SIDECARS_SINCE, strict=True)


# ---- what is installed


@pytest.mark.parametrize("file", [WORKFLOW, GITLAB], ids=lambda each: each.name)
def test_what_is_installed_is_the_simulator_and_what_its_own_tests_use(file):
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    known = {Requirement(each).name for each in extras["optional-dependencies"]["test"]}
    lines = re.findall(r"pip install (.*)", file.read_text())
    wanted = {Requirement(word).name for line in lines for word in shlex.split(line)}
    assert wanted - known == {extras["name"]}


# ---- docker-compose


@pytest.fixture
def services():
    return yaml.safe_load(COMPOSE.read_text())["services"]


def test_docker_compose_agrees_with_the_image(services, image):
    simulator, tests = services["cs-simulator"], services["tests"]
    assert (simulator["image"], *image.command[:1]) == ("cs-simulator", "cs-simulator")
    assert [int(each.rpartition(":")[2]) in ports(image) for each in simulator["ports"]] == [True]
    assert simulator["volumes"] == [f"cs-simulator:{image.last('VOLUME')}"]
    address = urlsplit(tests["environment"]["CS_SIMULATOR_URL"])
    assert (address.hostname, address.port in ports(image)) == ("cs-simulator", True)
    assert tests["depends_on"]["cs-simulator"] == {"condition": "service_healthy"}
    assert image.health_command


def test_docker_compose_lets_the_tests_pass(services, serve_container, copied):
    simulator, tests = services["cs-simulator"], services["tests"]
    served = serve_container(simulator["command"], simulator["environment"])
    assert passes_its_tests(served, tests["environment"], copied)
    assert not passes_its_tests(served, {TOKEN: "another"}, copied)


# ---- GitHub Actions


def test_github_actions_run_as_they_are_written(copied, shell):
    steps = yaml.safe_load(WORKFLOW.read_text())["jobs"]["tests"]["steps"]
    lines = [each["run"] for each in steps if "run" in each and each["name"] != "Install"]
    assert len(lines) == 3
    folder = copied("pytest", "curl")
    results = [shell(folder, each) for each in lines]
    assert [each.returncode for each in results] == [0, 0, 0], results
    assert "4 passed" in results[0].stdout
    assert "left: []" in results[1].stdout
    assert "call.answered" in results[2].stdout


# ---- GitLab CI


@pytest.fixture
def job():
    return yaml.safe_load(GITLAB.read_text())["tests"]


def test_gitlab_ci_agrees_with_the_image(job, image):
    [service] = job["services"]
    address = urlsplit(job["variables"]["CS_SIMULATOR_URL"])
    assert service["name"].endswith("/cs-simulator")
    assert (address.hostname, address.port in ports(image)) == (service["alias"], True)


def test_gitlab_ci_lets_the_tests_pass(job, serve_container, copied):
    [service] = job["services"]
    served = serve_container(service["command"], job["variables"])
    lines = [*job["before_script"], *job["script"]]
    lines = [each for each in lines if not each.startswith("pip install")]
    variables = {**job["variables"], "CS_SIMULATOR_URL": served.url}
    folder = copied("pytest")
    done = run(folder, "bash", "-euc", "\n".join(lines), **variables)
    assert "= 4 passed in" in done.stdout, done.stdout + done.stderr
    assert (folder / job["artifacts"]["reports"]["junit"]).is_file()


# ---- Kubernetes


@pytest.fixture
def pod():
    return list(yaml.safe_load_all(POD.read_text()))[1]


@pytest.fixture
def sidecar(pod):
    [container] = pod["spec"]["initContainers"]
    return container


@pytest.fixture
def scenarios(pod, sidecar):
    """The scenarios that the sidecar finds: their texts by their paths in the container."""
    written = next(yaml.safe_load_all(POD.read_text()))
    volumes = {each["name"]: each for each in pod["spec"]["volumes"]}
    mounts = {each["name"]: each["mountPath"] for each in sidecar["volumeMounts"]}
    assert volumes["scenarios"]["configMap"]["name"] == written["metadata"]["name"]
    return {f"{mounts['scenarios']}/{name}": text for name, text in written["data"].items()}


def variables(container):
    return {each["name"]: each["value"] for each in container["env"]}


def test_kubernetes_agrees_with_the_image(pod, sidecar, image):
    secure = sidecar["securityContext"]
    assert f"{secure['runAsUser']}:{secure['runAsGroup']}" == image.last("USER")
    assert pod["spec"]["securityContext"]["fsGroup"] == secure["runAsGroup"]
    assert secure["runAsNonRoot"]
    assert secure["readOnlyRootFilesystem"]
    assert {each["containerPort"] for each in sidecar["ports"]} == ports(image)
    mounts = {each["mountPath"]: each["name"] for each in sidecar["volumeMounts"]}
    volumes = {each["name"]: each for each in pod["spec"]["volumes"]}
    assert "emptyDir" in volumes[mounts[image.last("VOLUME")]]
    assert (sidecar["image"], sidecar["restartPolicy"]) == ("cs-simulator", "Always")


def test_kubernetes_brings_scenarios_that_lint_clean(scenarios, tmp_path):
    for path, text in scenarios.items():
        (tmp_path / path.rpartition("/")[2]).write_text(text)
    linted = command("scenario", "lint", "--strict", str(tmp_path))
    done = subprocess.run(linted, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_kubernetes_finds_the_sidecar_ready_and_its_scenario_in_force(
    pod, sidecar, scenarios, serve_container, copied
):
    served = serve_container(sidecar["args"], variables(sidecar), scenarios)
    for name in ("startupProbe", "readinessProbe", "livenessProbe"):
        with urlopen(served.url + sidecar[name]["httpGet"]["path"], timeout=60) as answer:
            assert answer.status == 200
    [tests] = pod["spec"]["containers"]
    token = variables(tests)[TOKEN]
    with Connection(served.url, token) as connection:
        rules = TenantClient(connection, "default").faults.list()
    assert [rule["id"] for rule in rules] == ["slow-instances"]
    assert passes_its_tests(served, variables(tests), copied)
