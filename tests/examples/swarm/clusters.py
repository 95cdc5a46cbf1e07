"""Somebody's own code about Swarm clusters, with the SDK of that era; test_clusters.py tests it.

The SDK is installed with pip install aliyun-python-sdk-core aliyun-python-sdk-cs.
"""

import json
import time

from aliyunsdkcore.acs_exception.exceptions import ClientException
from aliyunsdkcs.request.v20151215.CreateClusterRequest import CreateClusterRequest
from aliyunsdkcs.request.v20151215.DescribeClusterDetailRequest import DescribeClusterDetailRequest


def create(client, new_cluster):
    while True:
        request = CreateClusterRequest()
        request.set_content_type("application/json")
        request.set_content(json.dumps(new_cluster()).encode())
        try:
            return json.loads(client.do_action_with_exception(request))["cluster_id"]
        except ClientException:  # no response: try again, with a new name
            continue


def wait(client, cluster_id, interval=10):
    request = DescribeClusterDetailRequest()
    request.set_ClusterId(cluster_id)
    while True:
        state = json.loads(client.do_action_with_exception(request))["state"]
        if state != "initial":
            return state
        time.sleep(interval)
