"""What code about Swarm clusters does when a creation succeeds and its answer is lost.

Run it: pip install pytest aliyun-python-sdk-core aliyun-python-sdk-cs, and pytest test_retry.py;
the fixture `cs_tenant` comes with cs-simulator.
"""

import json

import pytest
from aliyunsdkcore.acs_exception.exceptions import ClientException
from aliyunsdkcs.request.v20151215.CreateClusterRequest import CreateClusterRequest
from aliyunsdkcs.request.v20151215.DescribeClustersRequest import DescribeClustersRequest
from cs_simulator.testing import legacy_client

# ---- your code: two ways of trying again


def careless(client, prefix):
    """Try again under a new name, as if nothing had been done."""
    for attempt in (1, 2, 3):
        try:
            return create(client, f"{prefix}-{attempt}", subnet=attempt)
        except ClientException:
            continue
    raise RuntimeError("no cluster after three attempts")


def create_cluster(client, prefix):
    """Before trying again, look whether the last attempt did it after all."""
    for attempt in (1, 2, 3):
        try:
            return create(client, f"{prefix}-{attempt}", subnet=attempt)
        except ClientException:
            found = json.loads(client.do_action_with_exception(DescribeClustersRequest()))
            for cluster in found:
                if cluster["name"].startswith(prefix):
                    return cluster["cluster_id"]
    raise RuntimeError("no cluster after three attempts")


def create(client, name, subnet):
    cluster = {
        "name": name,
        "size": 1,
        "instance_type": "ecs.n1.small",
        "network_mode": "vpc",
        "vpc_id": "vpc-2zedefault",
        "vswitch_id": "vsw-2zedefaultb",
        "subnet_cidr": f"172.28.{subnet}.0/24",
        "password": "TestPwd124",
        "data_disk_category": "cloud_ssd",
        "data_disk_size": 40,
    }
    request = CreateClusterRequest()
    request.set_content_type("application/json")
    request.set_content(json.dumps(cluster).encode())
    return json.loads(client.do_action_with_exception(request))["cluster_id"]


# ---- its tests


@pytest.mark.cs_scenario("lost-create-reply")
def test_a_lost_answer_costs_no_second_cluster(cs_tenant):
    cluster_id = create_cluster(legacy_client(cs_tenant), "build")
    assert [each["cluster_id"] for each in cs_tenant.clusters.list()] == [cluster_id]
    # What the scenario expects of the client is checked when the test is over.


def test_the_careless_way_is_caught(cs_tenant):
    cs_tenant.scenario("lost-create-reply")
    careless(legacy_client(cs_tenant), "build")
    with pytest.raises(AssertionError, match="expected at most 1 cluster, found 2"):
        cs_tenant.verify()
