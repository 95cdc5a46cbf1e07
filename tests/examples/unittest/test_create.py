"""A cluster that comes up, and one that does not, with unittest.

Run it: pip install aliyun-python-sdk-core aliyun-python-sdk-cs, and python -m unittest.
"""

import json

from aliyunsdkcs.request.v20151215.CreateClusterRequest import CreateClusterRequest
from aliyunsdkcs.request.v20151215.DescribeClusterDetailRequest import DescribeClusterDetailRequest
from cs_simulator.testing import SimulatorMixin, legacy_client

CLUSTER = {
    "name": "my-test-cluster",
    "size": 2,
    "instance_type": "ecs.n1.small",
    "network_mode": "vpc",
    "vpc_id": "vpc-2zedefault",
    "vswitch_id": "vsw-2zedefaultb",
    "subnet_cidr": "172.28.1.0/24",
    "password": "TestPwd124",
    "data_disk_category": "cloud_ssd",
    "data_disk_size": 40,
}


class TestCreate(SimulatorMixin):
    tenant_options = {"clock": "frozen"}  # time moves when a test says so

    def setUp(self):
        super().setUp()
        self.client = legacy_client(self.tenant)

    def test_a_cluster_comes_up(self):
        cluster_id = self.create()
        self.assertEqual(self.state(cluster_id), "initial")
        self.tenant.clock.until(cluster=cluster_id)
        self.assertEqual(self.state(cluster_id), "running")

    def test_a_cluster_fails_when_a_zone_runs_out_of_instances(self):
        self.tenant.faults.add({"then": {"no_stock": {"available": 1}}})
        cluster_id = self.create()
        self.tenant.clock.advance("15m")
        self.assertEqual(self.state(cluster_id), "failed")

    def create(self):
        request = CreateClusterRequest()
        request.set_content_type("application/json")
        request.set_content(json.dumps(CLUSTER).encode())
        return json.loads(self.client.do_action_with_exception(request))["cluster_id"]

    def state(self, cluster_id):
        request = DescribeClusterDetailRequest()
        request.set_ClusterId(cluster_id)
        return json.loads(self.client.do_action_with_exception(request))["state"]
