"""HTTPS for the API, and the clusters' own addresses over mutual TLS."""

import http.client
import json
import ssl
import stat
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cs_simulator.runtime.certificates import CertificateAuthority
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.process import tls

from tests.support import forked
from tests.support.process import call, call_url, command, create

NODE_OUTAGE = {True: "Disconnected", False: "Healthy"}


class Cluster:
    """A running cluster of a served simulator, with the files of its certificates."""

    def __init__(self, served, folder, **changes):
        self.served = served
        created = create(served, **changes)
        self.cluster_id = created["cluster_id"]
        idle = {"until": "idle"}
        assert call(served, "POST", "/_simulator/clock/advance", idle).ok()
        self.url = f"{served.url}/clusters/{self.cluster_id}"
        self.master_url = call_url(self.url).body["master_url"]
        self.folder = folder / self.cluster_id
        self.folder.mkdir()
        for name, pem in call_url(f"{self.url}/certs").body.items():
            (self.folder / f"{name}.pem").write_text(pem)

    def context(self, shows=True):
        """Trusts the authority of the answer; shows the client's certificate, or none."""
        context = ssl.create_default_context(cafile=self.folder / "ca.pem")
        if shows:
            context.load_cert_chain(self.folder / "cert.pem", self.folder / "key.pem")
        return context

    def hosts(self, context=None):
        return call_url(f"{self.master_url}/hosts/", context=context or self.context())


@pytest.fixture
def served(serve):
    return serve("--clock=frozen")


def test_a_client_lists_its_hosts_while_a_node_is_lost_and_comes_back(served, tmp_path):
    cluster = Cluster(served, tmp_path, size=2)

    def healthy():
        status, hosts = cluster.hosts()
        assert status == 200
        return [host["Healthy"] for host in hosts]

    assert healthy() == [True, True]
    lost = cluster.hosts()[1][0]["InstanceId"]
    for is_lost in (True, False):
        call_url(f"{served.url}/_simulator/nodes/{lost}", "PATCH", {"is_lost": is_lost})
        assert healthy() == [not is_lost, True]
        assert cluster.hosts()[1][0]["Status"] == NODE_OUTAGE[is_lost]


def test_without_a_certificate_nobody_gets_in(served, tmp_path):
    cluster = Cluster(served, tmp_path)
    status, body = cluster.hosts(cluster.context(shows=False))
    assert (status, body["message"]) == (401, "Unauthorized")


def test_a_certificate_of_another_authority_does_not_get_in(served, tmp_path):
    cluster = Cluster(served, tmp_path)
    other = CertificateAuthority("").issue_client_certificate("default", cluster.cluster_id, 7)
    (cluster.folder / "cert.pem").write_text(other.certificate)
    (cluster.folder / "key.pem").write_text(other.key)
    with pytest.raises((OSError, http.client.HTTPException)):
        cluster.hosts()


def test_the_certificate_of_another_cluster_is_refused(served, tmp_path):
    one = Cluster(served, tmp_path, name="one")
    other = Cluster(served, tmp_path, name="other", subnet_cidr="172.30.0.0/24")
    assert one.hosts(other.context()) == (403, "the certificate belongs to another cluster\n")
    assert other.hosts()[0] == 200


def test_a_server_certificate_is_none_of_a_client(served, tmp_path):
    cluster = Cluster(served, tmp_path)
    own = CertificateAuthority("").issue_server_certificate(["localhost"])
    (cluster.folder / "cert.pem").write_text(own.certificate)
    (cluster.folder / "key.pem").write_text(own.key)
    with pytest.raises((OSError, http.client.HTTPException)):
        cluster.hosts()


def test_the_address_works_without_the_cluster_in_its_path(served, tmp_path):
    cluster = Cluster(served, tmp_path)
    root = cluster.master_url.removesuffix(f"/{cluster.cluster_id}")
    assert call_url(f"{root}/hosts/", context=cluster.context()) == cluster.hosts()


def test_version_and_info_are_those_of_a_swarm_manager(served, tmp_path):
    cluster = Cluster(served, tmp_path, size=2)
    context = cluster.context()
    version = call_url(f"{cluster.master_url}/version", context=context).body
    assert version["Version"] == "swarm/1.2.8"
    info = call_url(f"{cluster.master_url}/info", context=context).body
    assert info["Containers"] == 14
    assert ["Nodes", "2"] in info["SystemStatus"]


def test_clients_of_docker_put_a_version_before_their_paths(served, tmp_path):
    cluster = Cluster(served, tmp_path)

    def answer(path):
        return call_url(f"{cluster.master_url}{path}", context=cluster.context())

    assert answer("/_ping") == answer("/v1.50/_ping") == (200, "OK")
    assert answer("/v1.50/version") == answer("/version")
    assert answer("/v1.24/info").body["Containers"] == 7
    assert answer("/v2/info")[0] == 501


@pytest.mark.parametrize("path", ["/projects/", "/services/", "/volumes", "/containers/json", "/"])
def test_the_application_api_is_refused_in_plain_words(served, tmp_path, path):
    cluster = Cluster(served, tmp_path)
    status, text = call_url(f"{cluster.master_url}{path}", context=cluster.context())
    assert status == 501
    assert "is not modelled" in text


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example", "Origin": "https://evil.example"},
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_foreign_page_is_refused_at_a_clusters_address_too(served, tmp_path, headers):
    cluster = Cluster(served, tmp_path)
    url = f"{cluster.master_url}/hosts/"
    status, text = call_url(url, context=cluster.context(), headers=headers)
    assert (status, text.endswith("\n"), "{" in text) == (403, True, False)


def test_a_cluster_that_is_gone_is_not_found_at_its_address(served, tmp_path):
    cluster = Cluster(served, tmp_path)
    call_url(cluster.url, "DELETE")
    call(served, "POST", "/_simulator/clock/advance", {"until": "idle"})
    status, text = cluster.hosts()
    assert status == 404
    assert "cluster not found" in text


def test_certificates_are_the_same_at_every_time_of_asking_and_after_a_restart(serve, tmp_path):
    database = f"--db={tmp_path / 'state.db'}"
    served = serve(database, "--clock=frozen")
    cluster = Cluster(served, tmp_path)
    first = call_url(f"{cluster.url}/certs").body
    assert call_url(f"{cluster.url}/certs").body == first
    served.stop()
    again = serve(database, "--clock=frozen")
    assert call_url(f"{again.url}/clusters/{cluster.cluster_id}/certs").body == first
    cluster.master_url = call_url(f"{again.url}/clusters/{cluster.cluster_id}").body["master_url"]
    assert cluster.hosts()[0] == 200


def test_the_master_port_can_be_chosen_or_left_out(serve):
    off = serve("--clock=frozen", "--master-port=none")
    created = create(off)
    call(off, "POST", "/_simulator/clock/advance", {"until": "idle"})
    master_url = call_url(f"{off.url}/clusters/{created['cluster_id']}").body["master_url"]
    assert urlsplit(master_url).hostname.startswith(("203.0.113.", "198.51.100."))


def test_the_advertised_host_is_that_of_the_master_url(serve):
    served = serve("--clock=frozen", "--advertised-host=simulator")
    created = create(served)
    call(served, "POST", "/_simulator/clock/advance", {"until": "idle"})
    master_url = call_url(f"{served.url}/clusters/{created['cluster_id']}").body["master_url"]
    assert urlsplit(master_url).hostname == "simulator"


# ---- HTTPS for the API


def trusting(path):
    return ssl.create_default_context(cafile=path)


def test_https_can_be_spoken_instead_of_http(serve, tmp_path):
    served = serve("--tls", f"--db={tmp_path / 'state.db'}")
    assert served.url.startswith("https://")
    context = trusting(tmp_path / "ca.pem")
    assert call_url(f"{served.url}/clusters", context=context) == (200, [])
    for name in ("localhost", "127.0.0.1"):
        address = f"https://{name}:{served.port}/clusters"
        assert call_url(address, context=context) == (200, [])


@pytest.mark.parametrize(
    "name",
    ["localhost", "127.0.0.1", "::1", "cs.aliyuncs.com", "cs.cn-beijing.aliyuncs.com",
     "cs.eu-central-1.aliyuncs.com"],
)  # fmt: skip
def test_the_certificate_is_good_for_the_names_of_the_service(name):
    authority = CertificateAuthority("")
    made = authority.issue_server_certificate(tls.names(Settings()))
    certificate = x509.load_pem_x509_certificate(made.certificate.encode())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known = {str(name.value) for name in names}
    assert name in known


def test_http_and_https_listen_together(serve, tmp_path, unused_tcp_port):
    served = serve(f"--tls-port={unused_tcp_port}", f"--db={tmp_path / 'state.db'}")
    create(served)
    context = trusting(tmp_path / "ca.pem")
    listed = call_url(f"https://127.0.0.1:{unused_tcp_port}/clusters", context=context).body
    assert [cluster["name"] for cluster in listed] == ["my-test-cluster"]


def test_a_certificate_that_is_given_is_shown(serve, tmp_path):
    authority = CertificateAuthority("")
    made = authority.issue_server_certificate(["localhost"])
    for name, pem in (("cert", made.certificate), ("key", made.key), ("ca", made.authority)):
        (tmp_path / f"{name}.pem").write_text(pem)
    served = serve(
        "--tls",
        f"--tls-certificate={tmp_path / 'cert.pem'}",
        f"--tls-key={tmp_path / 'key.pem'}",
    )
    context = trusting(tmp_path / "ca.pem")
    address = f"https://localhost:{served.port}/clusters"
    assert call_url(address, context=context) == (200, [])


def run(*arguments):
    return forked.run(command(*arguments), capture_output=True, text=True, check=False)


def test_the_authority_is_printed_and_stays_the_same(tmp_path):
    database = f"--db={tmp_path / 'folder' / 'state.db'}"
    first = run("ca", database)
    assert first.stdout.startswith("-----BEGIN CERTIFICATE-----")
    assert run("ca", database).stdout == first.stdout
    assert json.loads(run("ca", database, "--json").stdout) == {"certificate": first.stdout}
    key = tmp_path / "folder" / "ca-key.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_running_simulator_serves_the_certificate_of_its_authority(serve, tmp_path):
    served = serve(f"--db={tmp_path / 'state.db'}")
    served_certificate = call_url(f"{served.url}/_simulator/ca").body["certificate"]
    assert served_certificate == run("ca", f"--db={tmp_path / 'state.db'}").stdout


SERVE = ("serve", "--port=0", "--db=:memory:")
REFUSALS = [
    (["ca", "--db=:memory:"], "keeps no authority"),
    ([*SERVE, "--tls-certificate=a"], "give both"),
    ([*SERVE, "--tls", "--tls-certificate=a", "--tls-key=b"], "No such"),
    ([*SERVE, "--master-port=high"], "--master-port high"),
    ([*SERVE, "--master-port=70000"], "--master-port 70000"),
    ([*SERVE, "--tls-port=-2"], "--tls-port -2"),
    ([*SERVE, "--auth=enforce"], "--credentials"),
    ([*SERVE, "--credentials=only-an-id"], "ID:SECRET"),
    ([*SERVE, "--credentials-file=/nowhere"], "No such file"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "piece"), REFUSALS)
def test_misuse_is_reported_in_one_line(arguments, piece):
    done = run(*arguments)
    assert done.returncode == 2
    assert piece in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("broken", ["ca.pem", "ca-key.pem"])
def test_a_broken_authority_is_reported_in_one_line(tmp_path, broken):
    run("ca", f"--db={tmp_path / 'state.db'}")
    (tmp_path / broken).write_text("broken")
    done = run("ca", f"--db={tmp_path / 'state.db'}")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "ca-key.pem" in done.stderr


def test_wait_finds_a_simulator_that_speaks_https(serve, tmp_path):
    served = serve("--tls", f"--db={tmp_path / 'state.db'}")
    done = run("wait", f"--url={served.url}", "--timeout=10")
    assert (done.returncode, done.stdout.strip()) == (0, served.url)
