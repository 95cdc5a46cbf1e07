"""The examples that explore on many machines: they fit their formats, and what each machine would
run is run, one after the other, with a client that has a bug.
"""

import re
import shutil
import tomllib

import kubernetes_validate
import pytest
import yaml
from cs_simulator.testing.explore.shards import Shard

from tests.container.dockerfile import ROOT
from tests.examples.conftest import EXAMPLES
from tests.examples.test_deployments import check
from tests.support.as_a_user import run

KUBERNETES = EXAMPLES / "explore-kubernetes"
WORKFLOW = EXAMPLES / "explore-github-actions" / "workflow.yml"
GITLAB = EXAMPLES / "explore-gitlab-ci" / "gitlab-ci.yml"
CLIENT = ROOT / "tests" / "cli" / "clients" / "create.py"
SINCE = "1.29"
EXAMPLES_ASKED = "--examples 2000"
FEW = "--examples 32 --operations CreateCluster --kinds lost_reply"
"""What is asked for here instead: most shards meet the bug."""


@pytest.fixture
def folder(tmp_path):
    """A folder with the client, which sends a creation again whose answer was lost."""
    text = CLIENT.read_text("utf-8")
    careless = text.replace("set(sys.argv[1:])", '{"no-token"}')
    assert careless != text
    (tmp_path / "client.py").write_text(careless)
    return tmp_path


def with_few(line):
    assert EXAMPLES_ASKED in line
    return line.replace(EXAMPLES_ASKED, FEW)


def typed(folder, line, **variables):
    return run(folder, "bash", "-euc", line, **variables)


def explored(done):
    """What a shard prints of itself and of its finds."""
    assert done.returncode in (0, 1), done.stdout + done.stderr
    [shard] = re.findall(r"^shard (\S+): ", done.stdout, re.MULTILINE)
    assert ("find 1: no_" in done.stdout) == (done.returncode == 1)
    return shard, done.returncode == 1


def merged(done, shards, into):
    """Check what comes of all of them together, of which it is given whether they found a bug."""
    count = len(shards)
    assert list(shards) == [str(Shard(index, count)) for index in range(1, count + 1)]
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{count} of {count} shards: " in done.stdout
    assert "missing" not in done.stdout
    found_by = [shard for shard in shards if shards[shard]]
    assert len(found_by) > 1
    assert f"find 1, by {', '.join(found_by)}: no_" in done.stdout
    assert len(list(into.glob("*.yaml"))) == 1


# ---- formats


FORMATS = {
    "github-actions": (WORKFLOW, ["github-workflows"], "      fail-fast: false"),
    "gitlab-ci": (GITLAB, ["gitlab-ci", "--data-transform=gitlab-ci"], "  when: always  #"),
}


@pytest.mark.parametrize(("file", "schema", "piece"), FORMATS.values(), ids=list(FORMATS))
def test_a_file_fits_its_schema_and_would_not_with_another_word(tmp_path, file, schema, piece):
    done = check(file, *schema)
    assert done.returncode == 0, done.stdout
    assert piece in file.read_text()
    wrong = tmp_path / file.name
    wrong.write_text(file.read_text().replace(piece, piece.replace(":", "x:", 1)))
    assert check(wrong, *schema).returncode == 1


@pytest.mark.parametrize("file", [WORKFLOW, GITLAB, KUBERNETES / "explore.yaml"], ids=str)
def test_what_explores_is_installed_with_what_it_needs(file):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    installed = re.findall(r"pip install '([a-z-]+)(\[\w+\])? @ git", file.read_text())
    assert {name for name, _ in installed} == {project["name"]}
    assert installed[0][1] == "[explore]"
    assert "explore" in project["optional-dependencies"]


# ---- Kubernetes


def objects(name):
    return list(yaml.safe_load_all((KUBERNETES / name).read_text()))


def container(job):
    [only] = job["spec"]["template"]["spec"]["containers"]
    return only


def test_explore_kubernetes_accepts_the_objects_and_would_not_with_another_word():
    every = [*objects("explore.yaml"), *objects("merge.yaml")]
    assert [each["kind"] for each in every] == ["PersistentVolumeClaim", "Job", "Job"]
    for each in every:
        kubernetes_validate.validate(each, SINCE, strict=True)
    every[1]["spec"]["completionsMode"] = "Indexed"
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(every[1], SINCE, strict=True)


def test_explore_kubernetes_lets_both_jobs_use_the_volume_as_the_user_of_the_image(image):
    claim, explore = objects("explore.yaml")
    [merge] = objects("merge.yaml")
    for job in (explore, merge):
        pod = job["spec"]["template"]["spec"]
        [volume] = pod["volumes"]
        assert volume["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"]
        assert container(job)["volumeMounts"] == [{"name": "finds", "mountPath": "/finds"}]
        secure = {**pod["securityContext"], **container(job)["securityContext"]}
        assert f"{secure['runAsUser']}:{secure['fsGroup']}" == image.last("USER")
        assert secure["runAsNonRoot"]
    assert container(merge)["image"] == image.command[0] == "cs-simulator"


def test_explore_kubernetes_finds_a_bug_once_that_every_pod_finds(folder):
    _, explore = objects("explore.yaml")
    [merge] = objects("merge.yaml")
    count = explore["spec"]["completions"]
    [policy] = [each for each in explore["spec"]["podFailurePolicy"]["rules"] if
                "onExitCodes" in each]  # fmt: skip
    here = str(folder / "finds")
    shards = {}
    for index in range(count):
        [line] = container(explore)["args"]
        words = [*container(explore)["command"], with_few(line).replace("/finds", here)]
        done = run(folder, *words, JOB_COMPLETION_INDEX=str(index))
        assert done.returncode == 0 or done.returncode in policy["onExitCodes"]["values"]
        shards.update([explored(done)])
    words = [word.replace("/finds", here) for word in container(merge)["args"]]
    done = run(folder, "cs-simulator", *words)
    merged(done, shards, folder / "finds" / "merged")


# ---- GitHub Actions


def steps(job):
    return {each["name"]: each["run"] for each in job["steps"] if "run" in each}


def used(job, action):
    return [each["with"] for each in job["steps"] if each.get("uses", "").startswith(action)]


def test_explore_github_actions_find_a_bug_once_that_every_job_finds(folder):
    jobs = yaml.safe_load(WORKFLOW.read_text())["jobs"]
    explore, merge = jobs["explore"], jobs["merge"]
    [kept], [fetched] = used(explore, "actions/upload"), used(merge, "actions/download")
    matrix = explore["strategy"]["matrix"]["shard"]

    def filled(text, shard):
        known = {"matrix.shard": str(shard), "strategy.job-total": str(len(matrix))}
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], text)

    shards = {}
    for shard in matrix:
        machine = folder / f"machine-{shard}"
        machine.mkdir()
        shutil.copy(folder / "client.py", machine)
        variables = {name: filled(value, shard) for name, value in explore["env"].items()}
        done = typed(machine, with_few(steps(explore)["Explore"]), **variables)
        shards.update([explored(done)])
        artifact = filled(kept["name"], shard)
        assert re.fullmatch(fetched["pattern"].replace("*", ".*"), artifact)
        upload(machine / kept["path"], folder / fetched["path"] / artifact)
    done = typed(folder, steps(merge)["Merge"])
    [result] = used(merge, "actions/upload")
    merged(done, shards, folder / result["path"])
    shutil.rmtree(folder / fetched["path"] / "finds-2")
    done = typed(folder, steps(merge)["Merge"])
    assert (done.returncode, "shard 2/4 is missing" in done.stdout) == (1, True)


def upload(source, target):
    """Copy what an artifact has of a folder: hidden files are left out, and empty folders."""
    for path in source.rglob("*"):
        below = path.relative_to(source)
        if path.is_file() and not any(part.startswith(".") for part in below.parts):
            (target / below).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / below)


def test_explore_github_actions_put_together_what_failed_and_say_when_a_shard_found_something():
    jobs = yaml.safe_load(WORKFLOW.read_text())["jobs"]
    assert jobs["merge"]["needs"] == "explore"
    for job in jobs.values():
        uploads = [each for each in job["steps"] if "upload-artifact" in each.get("uses", "")]
        assert [each["if"] for each in uploads] == ["${{ !cancelled() }}"]
    assert jobs["merge"]["if"] == "${{ !cancelled() }}"


# ---- GitLab CI


def test_explore_gitlab_ci_finds_a_bug_once_that_every_job_finds(folder):
    jobs = yaml.safe_load(GITLAB.read_text())
    explore, merge = jobs["explore"], jobs["merge"]
    count = explore["parallel"]
    [line] = explore["script"]
    shards = {}
    for index in range(1, count + 1):
        variables = {"CI_NODE_INDEX": str(index), "CI_NODE_TOTAL": str(count)}
        done = typed(folder, with_few(line), **variables)
        shards.update([explored(done)])
    assert explore["artifacts"] == {"when": "always", "paths": ["finds/"]}
    assert (merge["needs"], merge["when"]) == (["explore"], "always")
    [line] = merge["script"]
    [result] = merge["artifacts"]["paths"]
    merged(typed(folder, line), shards, folder / result)
