"""The address in a kubeconfig, where it is served: a client of Kubernetes calls it."""

import base64
import json
import ssl

import pytest
import yaml
from cs_simulator.cluster_types.ack.cluster_type import ACK
from kubernetes.client import ApiException, CoreV1Api, VersionApi
from kubernetes.config import new_client_from_config_dict

from tests.support.process import call, call_url


@pytest.fixture
def served(serve):
    return serve("--clock=frozen")


@pytest.fixture
def cluster_id(served):
    return running(served)


def running(served, number=1, **changes):
    body = ACK.creation.example({"endpoint_public_access": True, **changes}, number)
    cluster_id = call(served, "POST", "/clusters", body).ok()["cluster_id"]
    advance(served, until="idle")
    return cluster_id


def advance(served, **how):
    call(served, "POST", "/_simulator/clock/advance", how).ok()


def config_of(served, cluster_id, query=""):
    answer = call_url(f"{served.url}/k8s/{cluster_id}/user_config{query}").ok()
    return yaml.safe_load(answer["config"])


def failure(config, ask=lambda client: CoreV1Api(client).list_node()):
    """The status object by which a call of the Kubernetes API is refused."""
    with pytest.raises(ApiException) as refused:
        ask(new_client_from_config_dict(config))
    status = json.loads(refused.value.body)
    assert status.pop("metadata") == {}
    assert (status.pop("kind"), status.pop("apiVersion"), status.pop("status")) == (
        "Status", "v1", "Failure",
    )  # fmt: skip
    assert status["code"] == refused.value.status
    return status


def test_the_address_says_in_words_what_is_not_there(served, cluster_id):
    config = config_of(served, cluster_id)
    server = config["clusters"][0]["cluster"]["server"]
    assert server.startswith("https://127.0.0.1:")
    assert server.endswith(f"/{cluster_id}")
    status = failure(config)
    assert (status["code"], status["reason"]) == (501, "NotImplemented")
    assert f"GET /{cluster_id}/api/v1/nodes" in status["message"]
    assert f"GET /clusters/{cluster_id}/nodes" in status["message"]
    assert failure(config, lambda client: VersionApi(client).get_code())["code"] == 501


def context_of(config, folder):
    """Trusts and shows what a kubeconfig has."""
    user = config["users"][0]["user"]
    authority = config["clusters"][0]["cluster"]["certificate-authority-data"]
    for name, data in {
        "ca": authority, "cert": user["client-certificate-data"], "key": user["client-key-data"],
    }.items():  # fmt: skip
        (folder / name).write_bytes(base64.b64decode(data))
    context = ssl.create_default_context(cafile=folder / "ca")
    context.load_cert_chain(folder / "cert", folder / "key")
    return context


def test_kubectl_hears_in_plain_text_when_it_asks_what_there_is(served, cluster_id, tmp_path):
    """Of other failures of its discovery it shows ``unknown``."""
    config = config_of(served, cluster_id)
    answer = call_url(
        f"{config['clusters'][0]['cluster']['server']}/api",
        headers={"Accept": "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"},
        context=context_of(config, tmp_path),
    )
    assert answer.status == 501
    assert answer.body.startswith("the Kubernetes API of a cluster is not part of")


def test_both_addresses_lead_there(served, cluster_id):
    config = config_of(served, cluster_id, "?PrivateIpAddress=true")
    server = config["clusters"][0]["cluster"]["server"]
    assert server.endswith(f"/{cluster_id}/private")
    assert failure(config)["code"] == 501


def test_a_certificate_ends_on_virtual_time_whatever_the_real_time_is(served, cluster_id):
    config = config_of(served, cluster_id, "?TemporaryDurationMinutes=15")
    assert failure(config)["code"] == 501
    advance(served, by="15m")
    status = failure(config)
    assert (status["code"], status["reason"]) == (401, "Unauthorized")
    assert "expired on the clock" in status["message"]


def test_a_revoked_kubeconfig_is_refused(served, cluster_id):
    config = config_of(served, cluster_id)
    call(served, "DELETE", f"/k8s/{cluster_id}/certs").ok()
    assert failure(config)["message"] == "the kubeconfig was revoked"
    assert failure(config_of(served, cluster_id))["code"] == 501


def test_a_kubeconfig_of_a_deleted_cluster_is_refused(served, cluster_id):
    config = config_of(served, cluster_id)
    call(served, "DELETE", f"/clusters/{cluster_id}").ok()
    advance(served, until="idle")
    assert failure(config)["message"] == f"there is no cluster {cluster_id}"


def test_a_kubeconfig_of_a_tenant_that_is_gone_is_refused(served):
    call(served, "POST", "/_simulator/tenants", {"name": "mine"}).ok()
    body = ACK.creation.example({}, 1)
    signed = {"Authorization": "acs mine:unverified"}
    made = call(served, "POST", "/clusters", body, **signed).ok()
    call(served, "POST", "/_simulator/clock/advance?tenant=mine", {"until": "idle"}).ok()
    path = f"/k8s/{made['cluster_id']}/user_config"
    config = yaml.safe_load(call(served, "GET", path, **signed).ok()["config"])
    assert failure(config)["code"] == 501
    call(served, "DELETE", "/_simulator/tenants/mine").ok()
    assert failure(config)["message"] == "there is no tenant mine"


def test_a_kubeconfig_is_good_after_a_restart(serve, tmp_path):
    database = f"--db={tmp_path / 'state.db'}"
    served = serve("--clock=frozen", "--master-port=0", database)
    cluster_id = running(served)
    config = config_of(served, cluster_id)
    served.process.terminate()
    served.process.wait(20)
    again = serve("--clock=frozen", "--master-port=0", database)
    present = config_of(again, cluster_id)
    config["clusters"][0]["cluster"]["server"] = present["clusters"][0]["cluster"]["server"]
    assert config == present
    assert failure(config)["code"] == 501
