"""The client library for Node, ``@kubernetes/client-node``: writes, and an informer."""

import json
import subprocess
import threading
from contextlib import closing, contextmanager

import pytest
from kubernetes.client import CoreV1Api
from kubernetes.config import new_client_from_config

from tests.kubernetes.clients.kubectl import HERE
from tests.support import npm
from tests.support.process import call, serving
from tests.support.served_clusters import a_cluster

PATIENCE = 300  # real seconds, on a machine that has much else to do


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """A folder with the programs, and what they need from the registry."""
    folder = tmp_path_factory.mktemp("node")
    return npm.install(HERE / "node", folder, "write.js", "inform.js")


def test_objects_are_written(programs, cluster):
    done = subprocess.run(
        ["node", "write.js", str(cluster.kubeconfig)], cwd=programs, timeout=PATIENCE,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen.pop("version").endswith("-aliyun.1")
    assert seen == {
        "nodes": 3, "made": "1", "patched": "2", "replaced": "3", "conflict": 409, "gone": 404,
    }  # fmt: skip


@contextmanager
def informer(programs, kubeconfig):
    """A running informer; gives what waits until it knows these steps of the nodes."""
    with subprocess.Popen(
        ["node", "inform.js", str(kubeconfig)], cwd=programs, stdout=subprocess.PIPE, text=True
    ) as running:
        watchdog = threading.Timer(PATIENCE, running.kill)
        watchdog.start()

        def wait(steps):
            seen = []
            while not seen or seen[-1] != steps:
                line = running.stdout.readline()
                assert line, f"it never knew {steps}, but {seen}"
                seen.append(json.loads(line))

        try:
            yield wait
        finally:
            watchdog.cancel()
            running.kill()


class Labels:
    """Gives nodes their steps, and knows which they have."""

    def __init__(self, cluster):
        self.steps = dict.fromkeys(cluster.node_names, "")
        self._kubeconfig = cluster.kubeconfig

    def put(self, node, step):
        with closing(new_client_from_config(str(self._kubeconfig))) as api:
            CoreV1Api(api).patch_node(node, {"metadata": {"labels": {"step": step}}})
        self.steps[node] = step


def test_an_informer_goes_on_after_its_watch_was_cut(programs, cluster):
    first, second, third = cluster.node_names
    labels = Labels(cluster)
    rules = [
        {"id": "cut", "phase": "reply", "when": {"operation": "k8s:watch nodes"},
         "fire": {"times": 1}, "then": {"watch_cut": {"events": 1}}},
        {"id": "expired", "phase": "reply", "when": {"operation": "k8s:watch nodes"},
         "fire": {"times": 1}, "then": {"watch_expired": {}}},
    ]  # fmt: skip
    call(cluster.served, "PUT", "/_simulator/faults", {"rules": rules}).ok()
    with informer(programs, cluster.kubeconfig) as wait:
        wait(labels.steps)
        for node in (first, second, third):
            labels.put(node, "one")
            wait(labels.steps)
    hits = call(cluster.served, "GET", "/_simulator/faults").ok()["faults"]
    assert [rule["hits"] for rule in hits] == [1, 1]


def test_an_informer_goes_on_after_a_restart(programs, tmp_path):
    with serving(tmp_path) as serve:
        database = f"--db={tmp_path / 'state.db'}"
        served = serve("--clock=frozen", database)
        cluster = a_cluster(served, tmp_path)
        labels, (first, second, _) = Labels(cluster), cluster.node_names
        port = cluster.config["clusters"][0]["cluster"]["server"].split(":")[2].partition("/")[0]
        with informer(programs, cluster.kubeconfig) as wait:
            wait(labels.steps)
            labels.put(first, "before")
            wait(labels.steps)
            assert served.stop(seconds=60) == 0
            serve("--clock=frozen", database, f"--master-port={port}")
            labels.put(second, "after")
            wait(labels.steps)
