"""The VPC API's own client and the old generic one, unmodified, with all signatures verified."""

import json

import pytest
from alibabacloud_tea_openapi.exceptions import ClientException
from alibabacloud_tea_openapi.utils_models import Config
from alibabacloud_vpc20160428 import models
from alibabacloud_vpc20160428.client import Client
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest

from tests.sdk.conftest import in_a_thread

REGION = {"region_id": "cn-beijing"}


@pytest.fixture(params=[{}, {"signature_algorithm": "v2"}], ids=["ACS3-HMAC-SHA256", "HMAC-SHA1"])
async def client(start, request):
    address, _ = await start()
    return Client(
        Config(
            access_key_id="testid",
            access_key_secret="testsecret",
            endpoint=address,
            protocol="http",
            **REGION,
            **request.param,
        )
    )


async def test_networks_live_from_creation_to_deletion(client):
    def live():
        named = {"vpc_name": "größe 中 & ~*", "cidr_block": "192.168.0.0/16"}
        made = client.create_vpc(models.CreateVpcRequest(**REGION, **named)).body
        switch = client.create_vswitch(
            models.CreateVSwitchRequest(
                **REGION, vpc_id=made.vpc_id, zone_id="cn-beijing-b", cidr_block="192.168.0.0/24"
            )
        ).body.v_switch_id
        found = client.describe_vswitch_attributes(
            models.DescribeVSwitchAttributesRequest(v_switch_id=switch)
        ).body
        assert (found.vpc_id, found.available_ip_address_count) == (made.vpc_id, 252)
        listed = client.describe_vpcs(models.DescribeVpcsRequest(**REGION, vpc_id=made.vpc_id)).body
        [vpc] = listed.vpcs.vpc
        assert (vpc.vpc_name, vpc.v_switch_ids.v_switch_id) == ("größe 中 & ~*", [switch])
        one = client.describe_vpc_attribute(
            models.DescribeVpcAttributeRequest(**REGION, vpc_id=made.vpc_id)
        ).body
        assert one.cloud_resources.cloud_resource_set_type[0].resource_count == 1
        switches = client.describe_vswitches(
            models.DescribeVSwitchesRequest(**REGION, vpc_id=made.vpc_id)
        ).body
        assert switches.v_switches.v_switch[0].route_table.route_table_type == "System"
        gateways = client.describe_nat_gateways(
            models.DescribeNatGatewaysRequest(**REGION, vpc_id=made.vpc_id)
        ).body
        assert (gateways.total_count, gateways.nat_gateways.nat_gateway) == (0, [])
        with pytest.raises(ClientException) as refused:
            client.delete_vpc(models.DeleteVpcRequest(**REGION, vpc_id=made.vpc_id))
        assert (refused.value.status_code, refused.value.code) == (
            400, "DependencyViolation.VSwitch",
        )  # fmt: skip
        assert len(refused.value.request_id) == 36
        client.delete_vswitch(models.DeleteVSwitchRequest(**REGION, v_switch_id=switch))
        client.delete_vpc(models.DeleteVpcRequest(**REGION, vpc_id=made.vpc_id))

    await in_a_thread(live)


async def test_a_wrong_secret_is_refused(start):
    address, _ = await start()
    config = Config(
        access_key_id="testid", access_key_secret="wrong", endpoint=address, protocol="http"
    )
    for algorithm in (None, "v2"):
        config.signature_algorithm = algorithm
        with pytest.raises(ClientException) as refused:
            await in_a_thread(Client(config).describe_vpcs, models.DescribeVpcsRequest(**REGION))
        assert refused.value.code == "SignatureDoesNotMatch"


def ask(address, action, method="GET", body=None, **parameters):
    """A generic call of the style RPC by aliyun-python-sdk-core, which signs its parameters."""
    request = CommonRequest(domain=address, version="2016-04-28", action_name=action)
    request.set_method(method)
    for name, value in {"RegionId": "cn-beijing", **parameters}.items():
        request.add_query_param(name, value)
    for name, value in (body or {}).items():
        request.add_body_params(name, value)
    client = AcsClient("testid", "testsecret", "cn-beijing")
    return json.loads(client.do_action_with_exception(request))


async def test_the_old_client_calls_it_in_queries_and_in_forms(start):
    address, _ = await start()

    def live():
        made = ask(address, "CreateVpc", "POST", {"VpcName": "größe & ~*", "CidrBlock": ""})
        found = ask(address, "DescribeVpcAttribute", VpcId=made["VpcId"])
        assert (found["VpcName"], found["CidrBlock"]) == ("größe & ~*", "172.16.0.0/12")
        with pytest.raises(ServerException) as refused:
            ask(address, "DeleteVpc", VpcId="vpc-2zedefault")
        assert (refused.value.get_error_code(), refused.value.get_http_status()) == (
            "OperationDenied", 403,
        )  # fmt: skip
        assert ask(address, "DeleteVpc", VpcId=made["VpcId"]).keys() == {"RequestId"}

    await in_a_thread(live)
