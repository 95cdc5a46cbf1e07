"""``cs-simulator kubeconfig``: printed, renamed, and merged into a file with others."""

import json
import stat

import pytest
import yaml
from kubernetes.client import VersionApi
from kubernetes.config import new_client_from_config

from tests.support import forked
from tests.support.process import call, command, create
from tests.support.served_clusters import a_cluster, cluster_served


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with cluster_served(tmp_path_factory.mktemp("served"), "--clock=frozen") as cluster:
        yield cluster


@pytest.fixture
def run(cluster, tmp_path):
    """Run the command; gives what it prints, and checks its exit code."""

    def start(*arguments, code=0, url=None):
        address = f"--url={url or cluster.served.url}"
        done = forked.run(
            command("kubeconfig", *arguments, address),
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done
        return done.stdout if code == 0 else done.stderr

    return start


def name_of(cluster):
    return call(cluster.served, "GET", f"/clusters/{cluster.cluster_id}").ok()["name"]


def leads_to_a_cluster(path, context=None):
    client = new_client_from_config(str(path), context)
    return VersionApi(client).get_code().git_version.endswith("aliyun.1")


def test_it_is_printed_for_a_name_and_for_an_id(run, cluster, tmp_path):
    printed = run(name_of(cluster))
    assert printed == run(cluster.cluster_id)
    path = tmp_path / "config"
    path.write_text(printed)
    assert leads_to_a_cluster(path)
    as_json = json.loads(run(cluster.cluster_id, "--json"))
    assert as_json.keys() == {"config", "expiration"}
    assert yaml.safe_load(as_json["config"]) == yaml.safe_load(printed)


def test_its_context_has_the_name_that_is_given(run, cluster):
    config = yaml.safe_load(run(cluster.cluster_id, "--context", "mine"))
    assert config["current-context"] == "mine"
    for entries in ("clusters", "users", "contexts"):
        assert [each["name"] for each in config[entries]] == ["mine"]


def test_it_is_merged_beside_what_is_there(run, cluster, tmp_path):
    path = tmp_path / "deep" / "config"
    one = ("--merge", str(path), "--context", "one")
    assert run(cluster.cluster_id, *one).strip() == f"{path}: context one"
    other = a_cluster(cluster.served, tmp_path, 2)
    run(other.cluster_id, "--merge", str(path), "--context", "other")
    run(other.cluster_id, "--merge", str(path), "--context", "other")
    config = yaml.safe_load(path.read_text())
    assert config["current-context"] == "other"
    for entries in ("clusters", "users", "contexts"):
        assert [each["name"] for each in config[entries]] == ["one", "other"]
    assert leads_to_a_cluster(path, "one")
    assert leads_to_a_cluster(path, "other")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_else_a_file_has_is_kept(run, cluster, tmp_path):
    path = tmp_path / "config"
    path.write_text("preferences: {colors: true}\nclusters: null\nusers: [{name: me}]\n")
    run(cluster.cluster_id, "--merge", str(path))
    config = yaml.safe_load(path.read_text())
    assert config["preferences"] == {"colors": True}
    assert config["users"][0] == {"name": "me"}
    assert config["current-context"].endswith(cluster.cluster_id)


@pytest.mark.parametrize("text", ["[1, 2]", "clusters: 3", "users: [x]", "{", "\xff"])
def test_a_file_that_is_no_kubeconfig_is_left_alone(run, cluster, tmp_path, text):
    path = tmp_path / "config"
    path.write_text(text, "latin-1")
    said = run(cluster.cluster_id, "--merge", str(path), code=2)
    assert said.strip() == (
        f"cs-simulator: --merge {path}: it is no kubeconfig; give another file, or move it away"
    )
    assert path.read_text("latin-1") == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_named(run, cluster, tmp_path):
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "config"
    assert f"--merge {path}: " in run(cluster.cluster_id, "--merge", str(path), code=2)


def test_clusters_without_one_are_refused_in_words(run, cluster):
    assert "there is no cluster 'nope'" in run("nope", code=2)
    swarm = create(cluster.served)["cluster_id"]
    assert "certificates instead, see DescribeClusterCerts" in run(swarm, code=2)


def test_a_simulator_that_does_not_answer_ends_it_with_1(run):
    assert run("any", code=1, url="http://127.0.0.1:1")
