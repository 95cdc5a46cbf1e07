"""Switching the encryption of secrets on and off."""

import json

import pytest
from cs_simulator.domain import instants
from cs_simulator.domain.records import ClusterState

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_tenant, advance, call, settle

KEY = "0fe6f353-7d9e-4b1e-9d3a-000000000000"


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def path(tenant):
    return f"/clusters/{a_kubernetes_cluster(tenant, cluster_spec='ack.pro.small')}"


def capabilities(tenant, path):
    found = json.loads(call(tenant, "GET", path).ok()["meta_data"])["Capabilities"]
    return found["EncryptionKMSKeyId"], found["DisableEncryption"]


def later(tenant, minutes):
    settle(tenant)
    advance(tenant, tenant.now(0.0) + minutes * instants.MINUTE)


def test_secrets_are_encrypted_after_an_update(tenant, path):
    answer = call(tenant, "PUT", f"{path}/kms", {"kms_key_id": KEY})

    assert (answer.status, answer.body) == (200, None)
    cluster = tenant.world.clusters[path.rpartition("/")[2]]
    assert cluster.state is ClusterState.UPDATING
    settle(tenant)
    assert call(tenant, "GET", path).ok()["state"] == "running"
    assert capabilities(tenant, path) == (KEY, False)


def test_another_change_has_to_wait_for_five_minutes(tenant, path):
    call(tenant, "PUT", f"{path}/kms", {"kms_key_id": KEY}).ok()
    settle(tenant)

    answer = call(tenant, "PUT", f"{path}/kms", {"disable_encryption": True})
    assert (answer.status, answer.body["code"]) == (409, "InvalidStatus.Forbidden")
    later(tenant, 5)
    assert call(tenant, "PUT", f"{path}/kms", {"disable_encryption": True}).status == 200
    settle(tenant)
    assert capabilities(tenant, path) == ("", True)


@pytest.mark.parametrize(
    ("spec", "body", "code"),
    [
        ("ack.pro.small", {}, "MissingParameter.KmsKeyId"),
        ("ack.standard", {"kms_key_id": KEY}, "InvalidParameter.KmsKeyId"),
        ("ack.pro.small", {"kms_key_id": 1}, "InvalidParameter"),
    ],
)
def test_what_makes_no_sense_is_refused(tenant, spec, body, code):
    path = f"/clusters/{a_kubernetes_cluster(tenant, cluster_spec=spec)}"

    answer = call(tenant, "PUT", f"{path}/kms", body)

    assert (answer.status, answer.body["code"]) == (400, code)
