"""aliyun-python-sdk-cs with its own request classes, as an application uses it."""

import json

from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from aliyunsdkcs.request.v20151215.CreateClusterRequest import CreateClusterRequest

from tests.support.builders import a_create_body


class LegacyClient:
    """The SDK's client, set up for one simulator."""

    def __init__(self, address: str, key: str = "testid") -> None:
        self.address = address
        self.client = AcsClient(key, "testsecret", "cn-beijing")

    def call(self, request):
        request.set_endpoint(self.address)
        return json.loads(self.client.do_action_with_exception(request))

    def call_cluster(self, kind, cluster_id):
        request = kind()
        request.set_ClusterId(cluster_id)
        return self.call(request)

    def create(self, label="application/json", **changes):
        request = CreateClusterRequest()
        request.set_content(json.dumps(a_create_body(**changes)).encode())
        if label:
            request.set_content_type(label)
        return self.call(request)

    def common(self, method, path):
        request = CommonRequest(domain=self.address, version="2015-12-15", uri_pattern=path)
        request.set_method(method)
        return self.call(request)
