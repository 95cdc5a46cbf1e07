"""aliyun-python-sdk-cs, unmodified, against a real socket: a cluster's whole life, good and bad."""

import pytest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcs.request.v20151215.DeleteClusterRequest import DeleteClusterRequest
from aliyunsdkcs.request.v20151215.DescribeClusterDetailRequest import DescribeClusterDetailRequest
from aliyunsdkcs.request.v20151215.DescribeClusterLogsRequest import DescribeClusterLogsRequest
from aliyunsdkcs.request.v20151215.DescribeClusterNodesRequest import DescribeClusterNodesRequest
from aliyunsdkcs.request.v20151215.DescribeClustersRequest import DescribeClustersRequest

from tests.sdk.legacy_client import LegacyClient
from tests.support.builders import ABSENT


@pytest.fixture
def client(serve):
    return LegacyClient(serve("--clock=polling").address)


def test_a_cluster_lives_from_creation_to_deletion(client):
    created = client.create(size=2)
    cluster_id = created["cluster_id"]

    seen = [
        client.call_cluster(DescribeClusterDetailRequest, cluster_id)["state"] for _ in range(3)
    ]
    assert seen == ["initial", "running", "running"]
    task = client.common("GET", f"/tasks/{created['task_id']}")
    assert (task["state"], len(task["task_result"])) == ("success", 2)
    assert [each["cluster_id"] for each in client.call(DescribeClustersRequest())] == [cluster_id]
    nodes = client.call_cluster(DescribeClusterNodesRequest, cluster_id)["nodes"]
    assert [node["state"] for node in nodes] == ["running", "running"]
    log = client.call_cluster(DescribeClusterLogsRequest, cluster_id)
    assert log[0]["cluster_log"].endswith("CREATE_COMPLETE")

    deleted = client.call_cluster(DeleteClusterRequest, cluster_id)
    assert deleted["cluster_id"] == cluster_id
    assert client.call_cluster(DescribeClusterDetailRequest, cluster_id)["state"] == "deleting"
    with pytest.raises(ServerException) as gone:
        client.call_cluster(DescribeClusterDetailRequest, cluster_id)
    assert gone.value.get_http_status() == 404
    assert gone.value.get_error_code() == "ErrorClusterNotFound"


def test_a_validation_error_surfaces_with_code_message_and_request_id(client):
    with pytest.raises(ServerException) as refused:
        client.create(password="short")
    assert refused.value.get_http_status() == 400
    assert refused.value.get_error_code() == "InvalidPassword.Malformed"
    assert "password" in refused.value.get_error_msg()
    assert len(refused.value.get_request_id()) == 36


def test_a_body_with_the_sdks_own_label_is_read_as_json(client):
    assert client.create(label=None)["cluster_id"].startswith("c")


def test_the_region_of_the_client_is_that_of_the_cluster(client):
    cluster_id = client.create(region_id=ABSENT)["cluster_id"]
    assert (
        client.call_cluster(DescribeClusterDetailRequest, cluster_id)["region_id"] == "cn-beijing"
    )


def test_a_filter_is_set_by_the_sdks_own_setter(client):
    client.create(name="one")
    client.create(name="two", subnet_cidr="172.29.1.0/24")
    request = DescribeClustersRequest()
    request.add_query_param("Name", "tw")
    assert [each["name"] for each in client.call(request)] == ["two"]


def test_the_version_is_answered(client):
    assert client.common("GET", "/version")["version"] == "2015-12-15"


def test_two_keys_are_two_worlds(serve):
    address = serve().address
    one, other = LegacyClient(address, "one"), LegacyClient(address, "other")
    one.create()
    assert len(one.call(DescribeClustersRequest())) == 1
    assert other.call(DescribeClustersRequest()) == []
    other.create()  # the same name is free there
