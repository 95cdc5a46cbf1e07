"""What ``shared/`` starts in Kubernetes and by Compose is started here, without a container, behind
the proxy as it is shipped.
"""

import base64
import json
import socket
import ssl
import subprocess
from urllib.parse import urlsplit

import pytest
import yaml
from cs_simulator.cluster_types.ack.creation import example

from tests.examples.shared_files import NAMES, TOKEN, composed, container_of, of_kind, options
from tests.examples.test_deployments import passes_its_tests
from tests.support.haproxy import proxying
from tests.support.process import call, command


@pytest.fixture
def authority(tmp_path):
    """The folder that the command of the examples makes."""
    done = subprocess.run(
        command("ca", "--new", "authority"),
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return tmp_path / "authority"


@pytest.fixture
def in_kubernetes():
    """The words and the variables of each replica's container, as kubelet fills them in."""
    [replicas] = of_kind("StatefulSet").values()
    container = container_of(replicas)
    assert {"POD_NAME", "POD_NAMESPACE"} < {each["name"] for each in container["env"]}
    words = " ".join(container["args"]).replace("$(POD_NAMESPACE)", "sandbox")
    return [(words.replace("$(POD_NAME)", name).split(), {TOKEN: "of-the-test"}) for name in NAMES]


@pytest.fixture
def by_compose():
    """The words and the variables of each replica's container."""
    services = [composed()["services"][name] for name in NAMES]
    return [(each["command"], {**each["environment"], TOKEN: "of-the-test"}) for each in services]


@pytest.fixture(params=["in_kubernetes", "by_compose"])
def running(request, image, serve, authority, tmp_path):
    """The replicas, started on this machine, and the proxy in front of them."""
    here = {
        "/etc/cs-simulator-authority/tls.crt": str(authority / "ca.pem"),
        "/etc/cs-simulator-authority/tls.key": str(authority / "ca-key.pem"),
        "/run/secrets/authority-certificate": str(authority / "ca.pem"),
        "/run/secrets/authority-key": str(authority / "ca-key.pem"),
    }
    ours = {k: v for k, v in image.environment.items() if k.startswith("CS_SIMULATOR_")}
    config = {"CS_SIMULATOR_CONFIG_DIR": str(tmp_path)}
    served = {}
    for name, (words, variables) in zip(NAMES, request.getfixturevalue(request.param), strict=True):
        given = options(words)
        given["--master-port"] = "0"  # that of a container is free
        given.update((key, here[value]) for key, value in given.items() if value in here)
        found = {key: here.get(value, value) for key, value in variables.items()}
        lines = [f"{key}={value}" for key, value in given.items()]
        served[name] = serve(*lines, **{**ours, **found, **config})
    with proxying(tmp_path) as start:
        yield served, start({name: each.address for name, each in served.items()})
    for each in served.values():
        each.kill()  # without the delay of their end


def test_shared_simulator_lets_tests_pass_through_its_proxy(running, copied):
    _, proxy = running
    assert passes_its_tests(proxy, {TOKEN: "of-the-test"}, copied)
    assert not passes_its_tests(proxy, {TOKEN: "another"}, copied)


def test_shared_replicas_take_the_calls_that_the_proxy_sends_by_their_names(running):
    served, proxy = running
    token = {"Authorization": "Bearer of-the-test"}
    for name in served:
        health = call(proxy, "GET", f"/_simulator/health?replica={name}", **token).ok()
        assert health["replica"] == name


def test_shared_clusters_are_called_at_their_replica_and_trusted_by_one_authority(
    running, authority, tmp_path
):
    served, proxy = running
    token = {"Authorization": "Bearer of-the-test"}
    tenants = {}
    for number in range(12):  # until each replica has one
        tenant = f"team-{number}"
        health = call(proxy, "GET", f"/_simulator/health?tenant={tenant}", **token).ok()
        tenants.setdefault(health["replica"], tenant)
    assert sorted(tenants) == sorted(served)
    for replica, tenant in tenants.items():
        signed = {"Authorization": f"acs {tenant}:signature"}
        body = example({"endpoint_public_access": True}, 1)
        cluster_id = call(proxy, "POST", "/clusters", body, **signed).ok()["cluster_id"]
        moved = f"/_simulator/clock/advance?tenant={tenant}"
        call(proxy, "POST", moved, {"until": "idle"}, **token).ok()
        config = call(proxy, "GET", f"/k8s/{cluster_id}/user_config", **signed).ok()["config"]
        answer, host = call_cluster(yaml.safe_load(config), authority, tmp_path)
        assert json.loads(answer)["gitVersion"]
        assert host in (f"{replica}.cs-simulator.sandbox.svc", "localhost")


def call_cluster(config, authority, folder):
    """What a cluster says of its version, and the host that its kubeconfig leads to.

    That host is this machine; the certificate is checked by its name.
    """
    address = urlsplit(config["clusters"][0]["cluster"]["server"])
    user, certificate = config["users"][0]["user"], folder / "user.pem"
    pieces = [user["client-certificate-data"], user["client-key-data"]]
    certificate.write_bytes(b"".join(map(base64.b64decode, pieces)))
    context = ssl.create_default_context(cafile=authority / "ca.pem")
    context.load_cert_chain(certificate)
    with (
        socket.create_connection(("127.0.0.1", address.port)) as plain,
        context.wrap_socket(plain, server_hostname=address.hostname) as secure,
    ):
        secure.sendall(b"GET /version HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        with secure.makefile("rb") as answer:
            return answer.read().partition(b"\r\n\r\n")[2], address.hostname
