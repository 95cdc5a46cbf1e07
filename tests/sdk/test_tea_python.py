"""alibabacloud_cs20151215, unmodified, against a real socket, with both of its signatures."""

import pytest
from alibabacloud_cs20151215 import models
from alibabacloud_cs20151215.client import Client
from alibabacloud_tea_openapi import utils_models
from alibabacloud_tea_openapi.exceptions import ClientException
from darabonba.runtime import RuntimeOptions

from tests.support.builders import a_create_body


def a_client(address, key="testid", **config):
    return Client(
        utils_models.Config(
            access_key_id=key,
            access_key_secret="testsecret",
            endpoint=address,
            protocol="http",
            region_id="cn-beijing",
            **config,
        )
    )


def creation(**changes):
    """The generic call: the SDK's own CreateCluster has no fields of a Swarm cluster."""
    params = utils_models.Params(
        action="CreateCluster",
        version="2015-12-15",
        protocol="HTTP",
        pathname="/clusters",
        method="POST",
        auth_type="AK",
        style="ROA",
        req_body_type="json",
        body_type="json",
    )
    return params, utils_models.OpenApiRequest(body=a_create_body(**changes)), RuntimeOptions()


@pytest.fixture(params=[{}, {"signature_algorithm": "v2"}], ids=["ACS3-HMAC-SHA256", "HMAC-SHA1"])
def client(serve, request):
    return a_client(serve("--clock=polling").address, **request.param)


def test_a_cluster_lives_from_creation_to_deletion(client):
    created = client.call_api(*creation(size=2))["body"]
    cluster_id = created["cluster_id"]

    assert [client.describe_task_info(created["task_id"]).body.state for _ in range(2)] == [
        "running",
        "success",
    ]
    assert client.describe_cluster_detail(cluster_id).body.state == "running"
    [listed] = client.describe_clusters(models.DescribeClustersRequest()).body
    assert (listed.cluster_id, listed.size) == (cluster_id, 2)
    nodes = client.describe_cluster_nodes(cluster_id, models.DescribeClusterNodesRequest()).body
    assert (nodes.page.total_count, nodes.nodes[0].state) == (2, "running")
    log = client.describe_cluster_logs(cluster_id).body
    assert log[0].cluster_log.endswith("CREATE_COMPLETE")

    deleted = client.delete_cluster(cluster_id, models.DeleteClusterRequest())
    assert (deleted.status_code, deleted.body.cluster_id) == (202, cluster_id)
    assert client.describe_cluster_detail(cluster_id).body.state == "deleting"
    with pytest.raises(ClientException) as gone:
        client.describe_cluster_detail(cluster_id)
    assert (gone.value.status_code, gone.value.code) == (404, "ErrorClusterNotFound")


def test_a_validation_error_surfaces_with_code_message_and_request_id(client):
    with pytest.raises(ClientException) as refused:
        client.call_api(*creation(size=21))
    assert (refused.value.status_code, refused.value.code) == (400, "QuotaExceeded.Node")
    assert "size" in refused.value.message
    assert len(refused.value.request_id) == 36


def test_the_services_own_error_keys_surface_too(serve):
    client = a_client(serve("--error-keys=service").address)
    with pytest.raises(ClientException) as gone:
        client.describe_cluster_detail("c0")
    assert gone.value.code == "ErrorClusterNotFound"
    assert len(gone.value.request_id) == 36


async def test_the_asynchronous_client_works_as_well(serve):
    client = a_client(serve("--clock=polling").address)
    created = (await client.call_api_async(*creation()))["body"]
    seen = [
        (await client.describe_cluster_detail_async(created["cluster_id"])).body.state
        for _ in range(2)
    ]
    assert seen == ["initial", "running"]


def test_two_keys_are_two_worlds(serve):
    address = serve().address
    one, other = a_client(address, "one"), a_client(address, "other")
    one.call_api(*creation())
    assert len(one.describe_clusters(models.DescribeClustersRequest()).body) == 1
    assert other.describe_clusters(models.DescribeClustersRequest()).body == []
