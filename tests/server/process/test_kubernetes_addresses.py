"""The address in a kubeconfig, where it is served: a client of Kubernetes calls it."""

import json

import pytest
import yaml
from cs_simulator.cluster_types.ack.cluster_type import ACK
from kubernetes.client import (
    ApiException,
    AuthenticationV1Api,
    CoreV1Api,
    CustomObjectsApi,
)
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


def nothing(client):
    """Ask for objects of a kind that no cluster has: where that is said, the API answers."""
    CustomObjectsApi(client).list_cluster_custom_object("nothing.example", "v1", "things")


def failure(config, ask=nothing):
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


def is_answered(config):
    """Whether the API takes the caller for whom its kubeconfig says it is."""
    status = failure(config)
    is_answer = status["message"] == "the server could not find the requested resource"
    return is_answer and (status["code"], status["reason"]) == (404, "NotFound")


def server_of(config):
    return config["clusters"][0]["cluster"]["server"]


def test_the_address_answers_under_the_path_of_the_cluster(served, cluster_id):
    config = config_of(served, cluster_id)
    assert server_of(config).startswith("https://127.0.0.1:")
    assert server_of(config).endswith(f"/{cluster_id}")
    assert is_answered(config)


def test_the_certificate_alone_names_the_cluster_as_well(served, cluster_id):
    config = config_of(served, cluster_id)
    config["clusters"][0]["cluster"]["server"] = server_of(config).removesuffix(f"/{cluster_id}")
    assert is_answered(config)


def test_both_addresses_lead_there(served, cluster_id):
    config = config_of(served, cluster_id, "?PrivateIpAddress=true")
    assert server_of(config).endswith(f"/{cluster_id}/private")
    assert is_answered(config)


def test_the_address_of_another_cluster_is_refused(served, cluster_id):
    config, other = config_of(served, cluster_id), running(served, 2)
    config["clusters"][0]["cluster"]["server"] = server_of(config).replace(cluster_id, other)
    status = failure(config)
    assert (status["code"], status["reason"]) == (401, "Unauthorized")
    assert status["message"] == "the credentials belong to another cluster"


def test_without_credentials_nobody_gets_in(served, cluster_id):
    config = config_of(served, cluster_id)
    config["users"][0]["user"] = {}
    status = failure(config)
    assert (status["code"], status["reason"]) == (401, "Unauthorized")


def by_token(config, minutes=60):
    """The same kubeconfig for a service account, made just now, with a token in place of a key."""
    core = CoreV1Api(new_client_from_config_dict(config))
    core.create_namespaced_service_account("default", {"metadata": {"name": "robot"}})
    wanted = {"spec": {"expirationSeconds": minutes * 60}}
    made = core.create_namespaced_service_account_token("robot", "default", wanted)
    return {**config, "users": [{**config["users"][0], "user": {"token": made.status.token}}]}


def test_a_token_of_a_service_account_gets_in(served, cluster_id):
    config = by_token(config_of(served, cluster_id))
    assert is_answered(config)
    me = AuthenticationV1Api(new_client_from_config_dict(config)).create_self_subject_review({})
    assert me.status.user_info.username == "system:serviceaccount:default:robot"
    config["clusters"][0]["cluster"]["server"] = server_of(config).removesuffix(f"/{cluster_id}")
    assert is_answered(config)


def test_a_token_ends_on_virtual_time(served, cluster_id):
    config = by_token(config_of(served, cluster_id), minutes=10)
    advance(served, by="10m")
    assert "ended on the clock" in failure(config)["message"]


def test_a_token_ends_with_its_account(served, cluster_id):
    root = config_of(served, cluster_id)
    config = by_token(root)
    core = CoreV1Api(new_client_from_config_dict(root))
    core.delete_namespaced_service_account("robot", "default")
    assert (failure(config)["code"], is_answered(root)) == (401, True)


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", "é"])
def test_a_token_of_somebody_else_is_refused(served, cluster_id, token):
    config = config_of(served, cluster_id)
    config["users"][0]["user"] = {"token": token.encode().decode("latin-1")}
    assert failure(config)["message"] == "the token is none of this simulator"


def test_requests_are_calls_of_the_journal(served, cluster_id):
    config = config_of(served, cluster_id)
    assert is_answered(config)
    calls = call(served, "GET", "/_simulator/calls").ok()
    paths = [each["path"] for each in calls["calls"]]
    assert f"/{cluster_id}/apis/nothing.example/v1/things" in paths


def test_a_certificate_ends_on_virtual_time_whatever_the_real_time_is(served, cluster_id):
    config = config_of(served, cluster_id, "?TemporaryDurationMinutes=15")
    assert is_answered(config)
    advance(served, by="15m")
    status = failure(config)
    assert (status["code"], status["reason"]) == (401, "Unauthorized")
    assert "expired on the clock" in status["message"]


def test_a_revoked_kubeconfig_is_refused(served, cluster_id):
    config = config_of(served, cluster_id)
    call(served, "DELETE", f"/k8s/{cluster_id}/certs").ok()
    assert failure(config)["message"] == "the kubeconfig was revoked"
    assert is_answered(config_of(served, cluster_id))


def test_a_kubeconfig_of_a_user_whose_rights_were_cleaned_is_refused(served, cluster_id):
    uid = "234567890123456789"
    path = f"{served.url}/k8s/{cluster_id}/users/{uid}/user_config"
    before = yaml.safe_load(call_url(path).ok()["config"])
    assert is_answered(before)

    call(served, "DELETE", f"/users/{uid}/permissions?ClusterIds={cluster_id}").ok()
    advance(served, by="1m")

    assert failure(before)["message"] == "the kubeconfig was revoked"
    after = yaml.safe_load(call_url(path).ok()["config"])
    assert failure(after)["code"] == 401
    right = {"cluster": cluster_id, "role_name": "dev", "role_type": "cluster"}
    call(served, "POST", f"/permissions/users/{uid}", [right]).ok()
    assert is_answered(after)


def test_a_kubeconfig_of_a_deleted_cluster_is_refused(served, cluster_id):
    config = config_of(served, cluster_id)
    call(served, "DELETE", f"/clusters/{cluster_id}").ok()
    advance(served, until="idle")
    status = failure(config)
    assert (status["code"], status["reason"]) == (404, "NotFound")
    assert cluster_id in status["message"]


def test_a_kubeconfig_of_a_tenant_that_is_gone_is_refused(served):
    call(served, "POST", "/_simulator/tenants", {"name": "mine"}).ok()
    body = ACK.creation.example({}, 1)
    signed = {"Authorization": "acs mine:unverified"}
    made = call(served, "POST", "/clusters", body, **signed).ok()
    call(served, "POST", "/_simulator/clock/advance?tenant=mine", {"until": "idle"}).ok()
    path = f"/k8s/{made['cluster_id']}/user_config"
    config = yaml.safe_load(call(served, "GET", path, **signed).ok()["config"])
    assert is_answered(config)
    call(served, "DELETE", "/_simulator/tenants/mine").ok()
    assert failure(config)["message"] == "there is no tenant mine"


def test_a_tenant_has_no_more_watches_than_it_may(serve):
    served = serve("--clock=frozen", "--tenant-stream-limit=2")
    cluster_id = running(served)
    client = new_client_from_config_dict(config_of(served, cluster_id))
    core = CoreV1Api(client)
    held = [core.list_namespace(watch=True, _preload_content=False) for _ in range(2)]
    with pytest.raises(ApiException) as refused:
        core.list_namespace(watch=True, _preload_content=False)
    assert (refused.value.status, refused.value.headers["Retry-After"]) == (429, "1")
    status = json.loads(refused.value.body)
    assert (status["kind"], status["reason"]) == ("Status", "TooManyRequests")
    assert "--tenant-stream-limit" in status["message"]
    assert core.list_namespace().items
    events = call(served, "GET", "/_simulator/events")
    assert (events.status, events.body["code"]) == (503, "TooManyStreams")
    for stream in held:
        stream.close()


def test_a_kubeconfig_is_good_after_a_restart(serve, tmp_path):
    database = f"--db={tmp_path / 'state.db'}"
    served = serve("--clock=frozen", "--master-port=0", database)
    cluster_id = running(served)
    config = config_of(served, cluster_id)
    served.process.terminate()
    served.process.wait(60)
    again = serve("--clock=frozen", "--master-port=0", database)
    present = config_of(again, cluster_id)
    config["clusters"][0]["cluster"]["server"] = present["clusters"][0]["cluster"]["server"]
    assert config == present
    assert is_answered(config)
