"""aliyun-python-sdk-cs, unmodified, against a real socket: a cluster's whole life, good and bad."""

import json

import pytest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from aliyunsdkcs.request.v20151215.CreateClusterRequest import CreateClusterRequest
from aliyunsdkcs.request.v20151215.DeleteClusterRequest import DeleteClusterRequest
from aliyunsdkcs.request.v20151215.DescribeClusterDetailRequest import DescribeClusterDetailRequest
from aliyunsdkcs.request.v20151215.DescribeClusterLogsRequest import DescribeClusterLogsRequest
from aliyunsdkcs.request.v20151215.DescribeClusterNodesRequest import DescribeClusterNodesRequest
from aliyunsdkcs.request.v20151215.DescribeClustersRequest import DescribeClustersRequest

from tests.support.builders import ABSENT, a_create_body


class Client:
    """The SDK's client, asking one simulator."""

    def __init__(self, address: str, key: str = "testid") -> None:
        self.address = address
        self.client = AcsClient(key, "testsecret", "cn-beijing")

    def ask(self, request):
        request.set_endpoint(self.address)
        return json.loads(self.client.do_action_with_exception(request))

    def ask_about(self, kind, cluster_id):
        request = kind()
        request.set_ClusterId(cluster_id)
        return self.ask(request)

    def create(self, label="application/json", **changes):
        request = CreateClusterRequest()
        request.set_content(json.dumps(a_create_body(**changes)).encode())
        if label:
            request.set_content_type(label)
        return self.ask(request)

    def common(self, method, path):
        request = CommonRequest(domain=self.address, version="2015-12-15", uri_pattern=path)
        request.set_method(method)
        return self.ask(request)


@pytest.fixture
def client(serve):
    return Client(serve("--clock=polling").address)


def test_a_cluster_lives_from_creation_to_deletion(client):
    created = client.create(size=2)
    cluster_id = created["cluster_id"]

    seen = [client.ask_about(DescribeClusterDetailRequest, cluster_id)["state"] for _ in range(3)]
    assert seen == ["initial", "running", "running"]
    task = client.common("GET", f"/tasks/{created['task_id']}")
    assert (task["state"], len(task["task_result"])) == ("success", 2)
    assert [each["cluster_id"] for each in client.ask(DescribeClustersRequest())] == [cluster_id]
    nodes = client.ask_about(DescribeClusterNodesRequest, cluster_id)["nodes"]
    assert [node["state"] for node in nodes] == ["running", "running"]
    log = client.ask_about(DescribeClusterLogsRequest, cluster_id)
    assert log[0]["cluster_log"].endswith("CREATE_COMPLETE")

    deleted = client.ask_about(DeleteClusterRequest, cluster_id)
    assert deleted["cluster_id"] == cluster_id
    assert client.ask_about(DescribeClusterDetailRequest, cluster_id)["state"] == "deleting"
    with pytest.raises(ServerException) as gone:
        client.ask_about(DescribeClusterDetailRequest, cluster_id)
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
    assert client.ask_about(DescribeClusterDetailRequest, cluster_id)["region_id"] == "cn-beijing"


def test_a_filter_is_set_by_the_sdks_own_setter(client):
    client.create(name="one")
    client.create(name="two", subnet_cidr="172.29.1.0/24")
    request = DescribeClustersRequest()
    request.add_query_param("Name", "tw")
    assert [each["name"] for each in client.ask(request)] == ["two"]


def test_the_version_is_told(client):
    assert client.common("GET", "/version")["version"] == "2015-12-15"


def test_two_keys_are_two_worlds(serve):
    address = serve().address
    one, other = Client(address, "one"), Client(address, "other")
    one.create()
    assert len(one.ask(DescribeClustersRequest())) == 1
    assert other.ask(DescribeClustersRequest()) == []
    other.create()  # the same name is free there
