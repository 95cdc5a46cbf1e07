"""Where the API server of a cluster is reached, as older clients ask for it."""

import json

from cs_simulator.cluster_types.ack.cluster_type import ACK

from tests.support.worlds import a_running_cluster, a_tenant, call, settle


def test_the_addresses_are_those_of_the_cluster_in_an_object():
    tenant = a_tenant()
    body = ACK.creation.example({"endpoint_public_access": True}, 1)
    path = f"/clusters/{call(tenant, 'POST', '/clusters', body).ok()['cluster_id']}"
    assert call(tenant, "GET", f"{path}/endpoints").ok() == {}
    settle(tenant)
    shown = call(tenant, "GET", f"{path}/endpoints").ok()
    assert shown == json.loads(call(tenant, "GET", path).ok()["master_url"])
    assert shown.keys() == {"api_server_endpoint", "intranet_api_server_endpoint"}


def test_a_swarm_cluster_has_no_such_addresses():
    tenant = a_tenant()
    refused = call(tenant, "GET", f"/clusters/{a_running_cluster(tenant)}/endpoints")
    assert (refused.status, refused.body["code"]) == (501, "OperationNotModelled")
    assert "master_url" in refused.body["message"]
