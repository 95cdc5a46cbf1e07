"""Simulators that are given one authority: a client that trusts one of them trusts all."""

import json
import ssl
import stat
import subprocess
import urllib.request

import pytest
import yaml
from cs_simulator.cluster_types.ack.cluster_type import ACK

from tests.kubernetes.clients.kubectl import RELEASES, Kubectl
from tests.server.process.test_kubernetes_addresses import is_answered
from tests.support import forked
from tests.support.builders import a_create_body
from tests.support.process import call, call_url, command, download

NEWEST = RELEASES[0]


def run(*arguments):
    return forked.run(command(*arguments), capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path):
    """A folder with a new authority."""
    path = tmp_path / "authority"
    done = run("ca", f"--new={path}")
    assert done.returncode == 0, done.stderr
    return path


def options(folder):
    return (
        f"--authority-certificate={folder / 'ca.pem'}",
        f"--authority-key={folder / 'ca-key.pem'}",
    )


@pytest.fixture
def three(serve, folder, tmp_path):
    """Three simulators with one authority, each with a database of its own; they speak HTTPS."""
    return [
        serve("--clock=frozen", "--tls", f"--db={tmp_path / str(n)}.db", *options(folder))
        for n in range(3)
    ]


@pytest.fixture
def context(folder):
    """Trusts the authority, as strictly as the newest Python does."""
    made = ssl.create_default_context(cafile=folder / "ca.pem")
    made.verify_flags |= ssl.VERIFY_X509_STRICT
    return made


def test_a_client_that_trusts_one_of_them_trusts_all(three, context, folder):
    for served in three:
        assert call_url(f"{served.url}/clusters", context=context).ok() == []
        shown = call_url(f"{served.url}/_simulator/ca", context=context).ok()["certificate"]
        assert shown == (folder / "ca.pem").read_text()


def post(served, context, path, body):
    return call_url(f"{served.url}{path}", "POST", body, context=context).ok()


def kubernetes_cluster(served, context):
    body = ACK.creation.example({"endpoint_public_access": True}, 1)
    cluster_id = post(served, context, "/clusters", body)["cluster_id"]
    post(served, context, "/_simulator/clock/advance", {"until": "idle"})
    return cluster_id


def config_of(served, context, cluster_id):
    answer = call_url(f"{served.url}/k8s/{cluster_id}/user_config", context=context).ok()
    return yaml.safe_load(answer["config"])


def test_a_kubeconfig_of_one_is_good_at_another_that_has_its_cluster(three, context, tmp_path):
    configs, ids = [], []
    for served in three:  # the same seed and the same calls make the same cluster
        ids.append(kubernetes_cluster(served, context))
        configs.append(config_of(served, context, ids[-1]))
    assert len(set(ids)) == 1
    assert configs[0]["users"] == configs[1]["users"] == configs[2]["users"]
    servers = [each["clusters"][0]["cluster"]["server"] for each in configs]
    assert len(set(servers)) == 3
    for server in servers:
        configs[0]["clusters"][0]["cluster"]["server"] = server
        assert is_answered(configs[0])
        kubeconfig = tmp_path / "config"
        kubeconfig.write_text(yaml.safe_dump(configs[0]))
        kubectl = Kubectl(program=NEWEST.program(tmp_path), kubeconfig=kubeconfig, home=tmp_path)
        assert "kube-system" in kubectl.say("get", "namespaces")


def test_the_certificates_of_a_swarm_cluster_are_too(three, context, tmp_path):
    for served in three:
        made = post(served, context, "/clusters", a_create_body())
        post(served, context, "/_simulator/clock/advance", {"until": "idle"})
        url = f"{served.url}/clusters/{made['cluster_id']}"
        detail = call_url(url, context=context).ok()
        certificates = call_url(f"{url}/certs", context=context).ok()
        (tmp_path / "both.pem").write_text(certificates["cert"] + certificates["key"])
        client = ssl.create_default_context(cadata=certificates["ca"])
        client.load_cert_chain(tmp_path / "both.pem")
        assert call_url(f"{detail['master_url']}/hosts/", context=client).status == 200


def test_the_kubeconfig_of_a_tenant_is_good_where_its_snapshot_is_loaded(serve, folder):
    one = serve("--clock=frozen", "--seed=1", *options(folder))
    other = serve("--clock=frozen", "--seed=2", *options(folder))
    body = ACK.creation.example({"endpoint_public_access": True}, 1)
    cluster_id = call(one, "POST", "/clusters", body).ok()["cluster_id"]
    call(one, "POST", "/_simulator/clock/advance", {"until": "idle"}).ok()
    config = config_of(one, None, cluster_id)

    call(one, "PUT", "/_simulator/snapshots/s").ok()
    upload(other, "/_simulator/snapshots/s/file", download(one, "snapshots/s/file"))
    call(other, "POST", "/_simulator/snapshots/s/load").ok()

    there = config_of(other, None, cluster_id)
    assert there["users"] == config["users"]
    cluster = config["clusters"][0]["cluster"]
    assert (
        there["clusters"][0]["cluster"]["certificate-authority-data"]
        == (cluster["certificate-authority-data"])
    )
    cluster["server"] = there["clusters"][0]["cluster"]["server"]
    assert is_answered(config)


def upload(served, path, raw):
    headers = {"Content-Type": "application/octet-stream"}
    request = urllib.request.Request(f"{served.url}{path}", raw, headers, method="PUT")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as response:
        assert response.status == 200


CONFIG = """
[ca]
basicConstraints = critical, CA:TRUE, pathlen:{length}
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
"""


@pytest.fixture
def below(tmp_path):
    """A folder with an RSA authority below another one, as openssl makes them."""

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=tmp_path, check=True, capture_output=True)

    for name, length, issuer in (
        ("top", 1, ()),
        ("low", 0, ("-CA", "top.pem", "-CAkey", "top.key")),
    ):
        (tmp_path / "extensions").write_text(CONFIG.format(length=length))
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/O=Ours/CN={name}",
                "-keyout", f"{name}.key", "-out", f"{name}.csr")  # fmt: skip
        openssl("x509", "-req", "-in", f"{name}.csr", "-days", "30", "-out", f"{name}.pem",
                "-extfile", "extensions", "-extensions", "ca",
                *(issuer or ("-signkey", "top.key")))  # fmt: skip
    (tmp_path / "low.key").rename(tmp_path / "ca-key.pem")
    both = (tmp_path / "low.pem").read_text() + (tmp_path / "top.pem").read_text()
    (tmp_path / "ca.pem").write_text(both)
    return tmp_path


def test_one_below_another_is_trusted_by_those_who_trust_either(serve, below):
    served = serve("--clock=frozen", "--tls", *options(below))
    for trusted in ("ca.pem", "top.pem"):
        context = ssl.create_default_context(cafile=below / trusted)
        shown = call_url(f"{served.url}/_simulator/ca", context=context).ok()["certificate"]
        assert shown == (below / "ca.pem").read_text()
        cluster_id = kubernetes_cluster(served, context)
        config = config_of(served, context, cluster_id)
        assert is_answered(config)
        call_url(f"{served.url}/_simulator/reset", "POST", {}, context=context).ok()


# ---- cs-simulator ca


def test_a_new_authority_is_two_files_and_its_key_is_its_owner_s(folder):
    assert sorted(file.name for file in folder.iterdir()) == ["ca-key.pem", "ca.pem"]
    assert stat.S_IMODE((folder / "ca-key.pem").stat().st_mode) == 0o600


def test_making_one_prints_its_certificate_and_says_where_it_is(tmp_path):
    done = run("ca", f"--new={tmp_path / 'a'}")
    assert done.stdout == (tmp_path / "a" / "ca.pem").read_text()
    assert done.stderr == f"cs-simulator: wrote ca.pem and ca-key.pem in {tmp_path / 'a'}\n"
    done = run("ca", f"--new={tmp_path / 'b'}", "--json")
    assert json.loads(done.stdout) == {"certificate": (tmp_path / "b" / "ca.pem").read_text()}


@pytest.mark.parametrize("name", ["ca.pem", "ca-key.pem"])
def test_one_that_is_there_is_never_overwritten(folder, name):
    for file in folder.iterdir():
        if file.name != name:
            file.unlink()
    before = (folder / name).read_bytes()
    done = run("ca", f"--new={folder}")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"{folder / name} is there already" in done.stderr
    assert (folder / name).read_bytes() == before
    assert [file.name for file in folder.iterdir()] == [name]


def test_ca_prints_one_that_is_given_and_makes_none(folder, tmp_path):
    for database in (tmp_path / "none" / "state.db", ":memory:"):
        done = run("ca", f"--db={database}", *options(folder))
        assert done.stdout == (folder / "ca.pem").read_text()
    assert not (tmp_path / "none").exists()


def test_a_simulator_that_is_given_one_makes_none_beside_its_database(serve, folder, tmp_path):
    served = serve("--tls", f"--db={tmp_path / 'db' / 'state.db'}", *options(folder))
    assert served.stop() == 0
    assert not (tmp_path / "db" / "ca.pem").exists()


@pytest.mark.parametrize("arguments", [("serve", "--port=0", "--db=:memory:"), ("ca",)])
def test_one_that_is_no_good_is_refused_in_one_line(folder, arguments):
    (folder / "ca-key.pem").write_text("broken")
    done = run(*arguments, *options(folder))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "--authority-key" in done.stderr


@pytest.mark.parametrize("arguments", [("serve", "--port=0", "--db=:memory:"), ("ca",)])
def test_one_option_without_the_other_is_refused_in_one_line(folder, arguments):
    done = run(*arguments, options(folder)[0])
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "give both, or none" in done.stderr
