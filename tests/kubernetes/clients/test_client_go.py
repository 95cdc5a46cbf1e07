"""client-go, as operators use it: typed, so that its writes are Protocol Buffers.

Its informers see everything, whatever happens to their watches, and its leader election hands
a Lease on.
"""

import base64
import json
import ssl
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import yaml
from cs_simulator.kubernetes import protobuf
from cs_simulator.kubernetes.kinds import registry

from tests.kubernetes.clients import client_go
from tests.support.process import call, call_url, serving
from tests.support.relay import relaying
from tests.support.served_clusters import a_cluster, cluster_served

MAPS = "/api/v1/namespaces/shop/configmaps"


WATCHES_END = """
apiVersion: simulator/v1
kind: Scenario
metadata: {name: watches-end}
rules:
  - id: closed
    when: {operation: "k8s:watch configmaps"}
    fire: {times: 1}
    then: {watch_cut: {events: 1}}
  - id: broken
    when: {operation: "k8s:watch configmaps"}
    fire: {times: 1}
    then: {watch_cut: {events: 1, how: reset}}
  - id: expired
    when: {operation: "k8s:watch configmaps"}
    fire: {times: 1}
    then: {watch_expired: {events: 1}}
"""


class Administrator:
    """Calls of a cluster's API by the client certificate of its kubeconfig, as JSON."""

    def __init__(self, kubeconfig):
        config = yaml.safe_load(kubeconfig.read_text())
        [cluster], [user] = config["clusters"], config["users"]
        self.server = cluster["cluster"]["server"]
        self.context = ssl.create_default_context(
            cadata=_decoded(cluster["cluster"]["certificate-authority-data"])
        )
        pair = kubeconfig.with_suffix(".pem")
        pair.write_text(
            _decoded(user["user"]["client-certificate-data"])
            + _decoded(user["user"]["client-key-data"])
        )
        self.context.load_cert_chain(pair)

    def __call__(self, method, path, body=None):
        return call_url(self.server + path, method, body, context=self.context).ok()

    def make_namespace(self):
        self("POST", "/api/v1/namespaces", {"metadata": {"name": "shop"}})

    def make(self, name, value):
        self("POST", MAPS, {"metadata": {"name": name}, "data": {"value": value}})

    def change(self, name, value):
        self("PUT", f"{MAPS}/{name}", {"metadata": {"name": name}, "data": {"value": value}})

    def drop(self, name):
        self("DELETE", f"{MAPS}/{name}")


def _decoded(text):
    return base64.b64decode(text).decode()


@pytest.fixture
def cluster(tmp_path):
    """A running cluster with the namespace in which the program works."""
    with cluster_served(tmp_path, "--clock=frozen") as cluster:
        Administrator(cluster.kubeconfig).make_namespace()
        yield cluster


def test_typed_clients_read_what_they_have_written(go, cluster):
    with client_go.running(go, cluster.kubeconfig, "write") as program:
        assert program.seen("pod") == {
            "container": True,
            "volumes": True,
            "affinity": True,
            "grace period": 0,
            "manager": "client",
        }
        assert program.seen("pod status") == {"phase": "Running", "start": 1_800_000_000}
        assert program.seen("pod kept") is True
        assert program.seen("pod gone") is True
        assert program.seen("deployment") == {"replicas": 0, "surge": "0", "unavailable": "50%"}
        assert program.seen("deployment updated") == {
            "image": "nginx:2",
            "generation": 2,
            "stale": True,
        }
        assert program.seen("deployment scaled") == {"replicas": 3, "left": 0}
        node = program.seen("node")
        assert (node["conditions"]["Checked"], node["conditions"]["Ready"]) == ("True", "True")
        assert node["taints"] == [
            {"key": "go", "effect": "NoSchedule", "timeAdded": "2027-01-15T08:00:00Z"}
        ]
        assert program.seen("event") == {"first": 1_800_000_000, "nanoseconds": 5000}
        assert program.seen("applied") == {
            "data": {"b": "3"},
            "owned": {"b": "3"},
            "conflict": ".data.b",
            "message": 'conflict with "go"',
        }


def test_a_lease_goes_from_one_leader_to_the_next(go, cluster):
    with client_go.running(go, cluster.kubeconfig, "lead") as program:
        assert program.seen("leads") == ["first", "first"]
        assert program.seen("stopped") == "first"
        assert program.seen("leads next") == ["second", "second"]
        assert program.seen("stopped at last") == ["second", ""]


def copies(wanted):
    """Whether an informer's copy is this, what the cluster itself keeps there aside."""
    return lambda seen: {name: value for name, value in seen.items() if value} == wanted


def test_an_informer_is_told_everything_whatever_ends_its_watches(go, tmp_path):
    rules = tmp_path / "watches.yaml"
    rules.write_text(WATCHES_END)
    with cluster_served(tmp_path, "--clock=frozen", f"--scenario={rules}") as cluster:
        administrator = Administrator(cluster.kubeconfig)
        administrator.make_namespace()
        administrator.make("a", "1")
        with client_go.running(go, cluster.kubeconfig, "inform") as program:
            program.until("copy", copies({"a": "1"}))
            for value in ("2", "3", "4", "5"):
                administrator.change("a", value)
                program.until("copy", copies({"a": value}))
            administrator.drop("a")
            administrator.make("b", "1")
            program.until("copy", copies({"b": "1"}))
        rules = call(cluster.served, "GET", "/_simulator/faults").ok()["faults"]
    assert {each["id"]: each["hits"] for each in rules} == {"closed": 1, "broken": 1, "expired": 1}


def led_through(cluster, relay):
    """A kubeconfig that leads to the cluster through the relay."""
    config = cluster.config
    [entry] = config["clusters"]
    port = urlsplit(entry["cluster"]["server"]).port
    entry["cluster"]["server"] = entry["cluster"]["server"].replace(f":{port}", f":{relay.port}")
    relay.target = port
    path = cluster.folder / "through.yaml"
    path.write_text(yaml.safe_dump(config))
    return path


def test_an_informer_outlives_a_restart_of_the_simulator(go, tmp_path):
    file = f"--db={tmp_path / 'state.db'}"
    with serving(tmp_path) as serve, relaying() as relay:
        served = serve("--clock=frozen", file)
        cluster = a_cluster(served, tmp_path)
        administrator = Administrator(cluster.kubeconfig)
        administrator.make_namespace()
        administrator.make("a", "1")
        administrator.make("b", "1")
        with client_go.running(go, led_through(cluster, relay), "inform") as program:
            program.until("copy", copies({"a": "1", "b": "1"}))
            relay.target = 0
            assert served.stop(seconds=60) == 0

            cluster = replace(cluster, served=serve("--clock=frozen", file))
            administrator = Administrator(cluster.kubeconfig)
            administrator.drop("a")
            administrator.change("b", "2")
            led_through(cluster, relay)
            program.until("copy", copies({"b": "2"}))
            administrator.make("c", "1")
            program.until("copy", copies({"b": "2", "c": "1"}))


def test_objects_with_every_field_are_read_as_kubernetes_itself_reads_them():
    client_go.require()
    folder = client_go.module("k8s.io/api") / "testdata" / "HEAD"
    served = {(kind.group or "core", kind.version, kind.kind) for kind in registry.all_kinds()}
    read = set()
    for path in sorted(folder.glob("*.pb")):
        group, version, kind = path.stem.rsplit(".", 2)
        try:
            body = protobuf.read(path.read_bytes(), "", "")
        except protobuf.UnknownKindError:
            continue
        assert body == json.loads(path.with_suffix(".json").read_text()), path.name
        read.add((group, version, kind))
    assert len(read & served) > 60
