"""Four hundred tests as a team writes them: each creates a cluster, polls it, and deletes it.

``python -m pytest -n 4 tests/benchmarks/four_hundred.py``. All clusters have the same name and the
same addresses: a test that saw another one's world would fail.
"""

import json

import pytest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcs.request.v20151215.CreateClusterRequest import CreateClusterRequest
from aliyunsdkcs.request.v20151215.DeleteClusterRequest import DeleteClusterRequest
from aliyunsdkcs.request.v20151215.DescribeClusterDetailRequest import DescribeClusterDetailRequest
from aliyunsdkcs.request.v20151215.DescribeClustersRequest import DescribeClustersRequest
from cs_simulator.testing import legacy_client

from tests.benchmarks import bodies

TESTS = 400


def of(cluster_id, request):
    request.set_ClusterId(cluster_id)
    return request


def is_there(client, cluster_id):
    try:
        client.do_action_with_exception(of(cluster_id, DescribeClusterDetailRequest()))
    except ServerException as refused:
        if refused.get_error_code() == "ErrorClusterNotFound":
            return False
        raise
    return True


@pytest.mark.parametrize("number", range(TESTS))
def test_a_life(number, cs_tenant):
    client = legacy_client(cs_tenant)
    creation = CreateClusterRequest()
    creation.set_content_type("application/json")
    creation.set_content(json.dumps(bodies.swarm(size=1 + number % 5)).encode())
    cluster_id = json.loads(client.do_action_with_exception(creation))["cluster_id"]
    states = []
    while states[-1:] != ["running"]:
        request = of(cluster_id, DescribeClusterDetailRequest())
        states.append(json.loads(client.do_action_with_exception(request))["state"])
    assert states[0] == "initial"
    listed = json.loads(client.do_action_with_exception(DescribeClustersRequest()))
    assert [(each["cluster_id"], each["size"]) for each in listed] == [(cluster_id, 1 + number % 5)]
    client.do_action_with_exception(of(cluster_id, DeleteClusterRequest()))
    while is_there(client, cluster_id):
        pass
