"""The operations of the VPC API: networks are made, listed, read and deleted."""

import pytest
from cs_simulator.cluster_types.ack.cluster_type import ACK

from tests.support.builders import A_VPC, a_create_body
from tests.support.pools import a_pool_body


@pytest.fixture
async def vpc(an_api):
    """Call the VPC API of a fresh simulator: an action with its parameters."""
    return calls(await an_api())


def calls(api):
    async def call(action, status=200, **parameters):
        query = {"Action": action, "Version": "2016-04-28", **parameters}
        answer = await api.get("/", params={"RegionId": "cn-beijing", **query})
        body = await answer.json()
        assert answer.status == status, body
        assert body["RequestId"] == answer.headers["x-acs-request-id"]
        return body

    call.api = api
    return call


async def made(vpc, **changes):
    """A VPC with one vSwitch; their ids."""
    made = await vpc("CreateVpc", CidrBlock="192.168.0.0/16", VpcName="mine", **changes)
    given = {"VpcId": made["VpcId"], "ZoneId": "cn-beijing-b", "CidrBlock": "192.168.1.0/24"}
    return made["VpcId"], (await vpc("CreateVSwitch", **given))["VSwitchId"]


async def test_a_vpc_lives_from_creation_to_deletion(vpc):
    answer = await vpc("CreateVpc", CidrBlock="192.168.0.0/16", VpcName="mine", Description="text")
    vpc_id = answer["VpcId"]
    assert answer.keys() == {
        "RequestId", "VpcId", "VRouterId", "RouteTableId", "ResourceGroupId",
    }  # fmt: skip
    found = await vpc("DescribeVpcAttribute", VpcId=vpc_id)
    assert (found["VpcName"], found["Description"], found["CidrBlock"], found["Status"]) == (
        "mine", "text", "192.168.0.0/16", "Available",
    )  # fmt: skip
    assert (found["CreationTime"], found["IsDefault"]) == ("2026-09-01T09:00:00Z", False)
    assert found["VRouterId"] == answer["VRouterId"]
    assert found["CloudResources"] == {"CloudResourceSetType": []}
    await vpc("DeleteVpc", VpcId=vpc_id)
    listed = await vpc("DescribeVpcs", VpcId=vpc_id)
    assert (listed["TotalCount"], listed["Vpcs"]) == (0, {"Vpc": []})


async def test_a_vpc_without_a_block_gets_the_documented_one(vpc):
    made = await vpc("CreateVpc")
    assert (await vpc("DescribeVpcAttribute", VpcId=made["VpcId"]))["CidrBlock"] == "172.16.0.0/12"


async def test_a_vswitch_lives_from_creation_to_deletion(vpc):
    vpc_id, vswitch_id = await made(vpc)
    found = await vpc("DescribeVSwitchAttributes", VSwitchId=vswitch_id)
    assert (found["VpcId"], found["ZoneId"], found["CidrBlock"], found["Status"]) == (
        vpc_id, "cn-beijing-b", "192.168.1.0/24", "Available",
    )  # fmt: skip
    assert found["AvailableIpAddressCount"] == 252
    of_vpc = await vpc("DescribeVpcAttribute", VpcId=vpc_id)
    assert of_vpc["VSwitchIds"] == {"VSwitchId": [vswitch_id]}
    assert of_vpc["CloudResources"]["CloudResourceSetType"] == [
        {"ResourceType": "VSwitch", "ResourceCount": 1}
    ]
    refused = await vpc("DeleteVpc", 400, VpcId=vpc_id)
    assert refused == {
        "RequestId": refused["RequestId"],
        "HostId": "vpc.aliyuncs.com",
        "Code": "DependencyViolation.VSwitch",
        "Message": "Specified object has dependent resources",
    }
    await vpc("DeleteVSwitch", VSwitchId=vswitch_id)
    await vpc("DeleteVpc", VpcId=vpc_id)


async def test_the_networks_that_every_tenant_has_are_listed_and_stay(vpc):
    listed = await vpc("DescribeVpcs", IsDefault="true")
    [default] = listed["Vpcs"]["Vpc"]
    assert (default["VpcId"], default["IsDefault"]) == ("vpc-2zedefault", True)
    assert default["RouterTableIds"]["RouterTableIds"][0].startswith("vtb-2ze")
    refused = await vpc("DeleteVpc", 403, VpcId="vpc-2zedefault")
    assert (refused["Code"], "vpc-2zedefault" in refused["Message"]) == ("OperationDenied", True)
    assert (await vpc("DeleteVSwitch", 403, VSwitchId="vsw-2zedefaulta"))["Code"] == (
        "OperationDenied"
    )


async def test_lists_have_pages_and_filters(vpc):
    vpc_id, vswitch_id = await made(vpc)
    first = await vpc("DescribeVSwitches", PageSize="2")
    assert (first["PageNumber"], first["PageSize"], len(first["VSwitches"]["VSwitch"])) == (1, 2, 2)
    past = await vpc("DescribeVSwitches", PageNumber="99")
    assert (past["VSwitches"]["VSwitch"], past["PageSize"]) == ([], 10)
    assert (await vpc("DescribeVSwitches", PageSize="1000"))["PageSize"] == 50
    for filters in (
        {"VpcId": vpc_id},
        {"VSwitchId": f"vsw-other,{vswitch_id}"},
        {"IsDefault": "false"},
        {"ZoneId": "cn-beijing-b", "IsDefault": "False"},
    ):
        listed = await vpc("DescribeVSwitches", **filters)
        assert [switch["VSwitchId"] for switch in listed["VSwitches"]["VSwitch"]] == [vswitch_id]
    assert (await vpc("DescribeVSwitches", VSwitchName="none"))["TotalCount"] == 0
    assert (await vpc("DescribeVpcs", VpcName="mine"))["TotalCount"] == 1
    elsewhere = await vpc("DescribeVSwitches", VpcId=vpc_id, RegionId="cn-hangzhou")
    assert elsewhere["TotalCount"] == 0


async def test_a_resource_is_found_by_its_id_in_every_region(vpc):
    vpc_id, _ = await made(vpc)
    assert (await vpc("DescribeVpcAttribute", VpcId=vpc_id, RegionId="cn-hangzhou"))[
        "RegionId"
    ] == "cn-beijing"


async def test_fixtures_are_networks_too(an_api):
    api = await an_api()
    [switch] = A_VPC["vswitches"]
    named = {**A_VPC, "name": "main", "vswitches": [{**switch, "name": "b", "description": "t"}]}
    assert (await api.put("/_simulator/fixtures", json={"vpcs": [named]})).status == 200
    vpc = calls(api)
    found = await vpc("DescribeVSwitchAttributes", VSwitchId="vsw-mine")
    assert (found["VpcId"], found["CidrBlock"]) == ("vpc-mine", "192.168.0.0/24")
    assert (found["VSwitchName"], found["Description"]) == ("b", "t")
    [listed] = (await vpc("DescribeVpcs", VpcName="main"))["Vpcs"]["Vpc"]
    assert (listed["VpcId"], listed["CreationTime"]) == ("vpc-mine", "2016-04-28T00:00:00Z")
    await vpc("DeleteVSwitch", VSwitchId="vsw-mine")
    await vpc("DeleteVpc", VpcId="vpc-mine")


async def test_an_unknown_id_is_answered_as_what_a_creation_would_adopt(vpc):
    found = await vpc("DescribeVSwitchAttributes", VSwitchId="vsw-2zexyz")
    assert (found["VpcId"], found["VSwitchId"]) == ("vpc-2zedefault", "vsw-2zexyz")
    assert (await vpc("DescribeVpcAttribute", VpcId="vpc-2zexyz"))["VpcId"] == "vpc-2zexyz"
    assert (await vpc("DescribeVpcs", VpcId="vpc-2zexyz"))["TotalCount"] == 0
    assert (await vpc("DescribeVSwitches", VSwitchId="vsw-2zexyz"))["TotalCount"] == 0


async def test_unknown_ids_are_refused_where_they_are_not_adopted(an_api):
    vpc = calls(await an_api(unknown_resources="refuse"))
    for action, parameter, code in (
        ("DescribeVpcAttribute", "VpcId", "InvalidVpcId.NotFound"),
        ("DeleteVpc", "VpcId", "InvalidVpcId.NotFound"),
        ("DescribeVSwitchAttributes", "VSwitchId", "InvalidVSwitchId.NotFound"),
        ("DeleteVSwitch", "VSwitchId", "InvalidVSwitchId.NotFound"),
    ):
        assert (await vpc(action, 404, **{parameter: "vpc-unknown"}))["Code"] == code


async def test_what_a_cluster_uses_cannot_be_deleted(vpc):
    vpc_id, vswitch_id = await made(vpc)
    body = a_create_body(vpc_id=vpc_id, vswitch_id=vswitch_id, size=1)
    created = await (await vpc.api.post("/clusters", json=body)).json()
    assert (await vpc("DeleteVSwitch", 400, VSwitchId=vswitch_id))["Code"] == "DependencyViolation"
    idle = {"until": "idle"}
    await vpc.api.post("/_simulator/clock/advance", json=idle)
    found = await vpc("DescribeVSwitchAttributes", VSwitchId=vswitch_id)
    assert found["AvailableIpAddressCount"] == 251
    taken = {"VpcId": vpc_id, "ZoneId": "cn-beijing-b", "CidrBlock": "192.168.1.128/25"}
    assert (await vpc("CreateVSwitch", 400, **taken))["Code"] == "InvalidCidrBlock.Overlapped"
    await vpc.api.delete(f"/clusters/{created['cluster_id']}")
    await vpc.api.post("/_simulator/clock/advance", json=idle)
    await vpc("DeleteVSwitch", VSwitchId=vswitch_id)
    await vpc("DeleteVpc", VpcId=vpc_id)


async def test_a_vswitch_with_an_instance_cannot_be_deleted(vpc):
    _, vswitch_id = await made(vpc)
    instance = {
        "instance_id": "i-mine",
        "vswitch_id": vswitch_id,
        "instance_type": "ecs.n1.small",
        "ip_address": "192.168.1.9",
    }
    put = await vpc.api.put("/_simulator/fixtures", json={"instances": [instance]})
    assert put.status == 200
    assert (await vpc("DeleteVSwitch", 400, VSwitchId=vswitch_id))["Code"] == "DependencyViolation"


async def test_what_a_node_pool_names_cannot_be_deleted(vpc):
    made_switch = {
        "ZoneId": "cn-beijing-b", "CidrBlock": "10.9.0.0/24", "VpcId": "vpc-2zedefault",
    }  # fmt: skip
    vswitch_id = (await vpc("CreateVSwitch", **made_switch))["VSwitchId"]
    created = await vpc.api.post("/clusters", json=ACK.creation.example({}, 1))
    cluster_id = (await created.json())["cluster_id"]
    idle = {"until": "idle"}
    await vpc.api.post("/_simulator/clock/advance", json=idle)
    body = a_pool_body(scaling_group={"vswitch_ids": [vswitch_id]}, size=0)
    made_pool = await vpc.api.post(f"/clusters/{cluster_id}/nodepools", json=body)
    assert made_pool.status == 200, await made_pool.text()
    await vpc.api.post("/_simulator/clock/advance", json=idle)
    assert (await vpc("DeleteVSwitch", 400, VSwitchId=vswitch_id))["Code"] == "DependencyViolation"
    await vpc.api.delete(f"/clusters/{cluster_id}")
    await vpc.api.post("/_simulator/clock/advance", json=idle)
    await vpc("DeleteVSwitch", VSwitchId=vswitch_id)


REFUSED_VPCS = [
    ({"CidrBlock": "192.168.0.0"}, "InvalidCidrBlock.Malformed"),
    ({"CidrBlock": "8.8.0.0/16"}, "InvalidCidrBlock.Malformed"),
    ({"CidrBlock": "192.168.0.0/29"}, "InvalidCidrBlock.Malformed"),
    ({"VpcName": "http://mine"}, "InvalidVpcName.Malformed"),
    ({"VpcName": "n" * 129}, "InvalidVpcName.Malformed"),
    ({"Description": "d" * 257}, "InvalidVpcDiscription.Malformed"),
    ({"DryRun": "true"}, "DryRunOperation"),
]


@pytest.mark.parametrize(("changes", "code"), REFUSED_VPCS)
async def test_a_vpc_that_cannot_be_is_refused(vpc, changes, code):
    assert (await vpc("CreateVpc", 400, **changes))["Code"] == code
    assert (await vpc("DescribeVpcs", IsDefault="false"))["TotalCount"] == 0


REFUSED_SWITCHES = [
    ({"ZoneId": ""}, 400, "MissingParameter"),
    ({"CidrBlock": ""}, 400, "MissingParameter"),
    ({"VpcId": ""}, 400, "MissingParameter"),
    ({"VpcId": "vpc-unknown"}, 404, "InvalidVpcId.NotFound"),
    ({"ZoneId": "cn-hangzhou-b"}, 404, "InvalidZoneId.NotFound"),
    ({"CidrBlock": "nothing"}, 400, "InvalidCidrBlock.Malformed"),
    ({"CidrBlock": "192.168.2.0/30"}, 400, "InvalidCidrBlock.Malformed"),
    ({"CidrBlock": "10.0.0.0/24"}, 400, "InvalidParameter"),
    ({"CidrBlock": "192.168.0.0/20"}, 400, "InvalidCidrBlock.Overlapped"),
    ({"VSwitchName": "https://x"}, 400, "InvalidVSwitchName.Malformed"),
    ({"Description": "http://x"}, 400, "InvalidVSwitchDiscription.Malformed"),
    ({"DryRun": "true"}, 400, "DryRunOperation"),
]


@pytest.mark.parametrize(("changes", "status", "code"), REFUSED_SWITCHES)
async def test_a_vswitch_that_cannot_be_is_refused(vpc, changes, status, code):
    vpc_id, _ = await made(vpc)
    given = {"VpcId": vpc_id, "ZoneId": "cn-beijing-b", "CidrBlock": "192.168.2.0/24"}
    assert (await vpc("CreateVSwitch", status, **{**given, **changes}))["Code"] == code
    assert (await vpc("DescribeVSwitches", VpcId=vpc_id))["TotalCount"] == 1


async def test_a_creation_that_is_repeated_with_its_token_is_done_once(vpc):
    first = await vpc("CreateVpc", ClientToken="once", VpcName="mine")
    again = await vpc("CreateVpc", ClientToken="once", VpcName="mine")
    assert {**again, "RequestId": ""} == {**first, "RequestId": ""}
    assert (await vpc("DescribeVpcs", IsDefault="false"))["TotalCount"] == 1
    other = await vpc("CreateVpc", 400, ClientToken="once", VpcName="yours")
    assert other["Code"] == "IdempotentParameterMismatch"


@pytest.mark.parametrize("number", ["0", "x", "-1"])
async def test_a_page_is_a_whole_number(vpc, number):
    assert (await vpc("DescribeVpcs", 400, PageNumber=number))["Code"] == "InvalidParameter"


async def test_an_unknown_region_is_refused(vpc):
    refused = await vpc("DescribeVpcs", 404, RegionId="mars-1")
    assert refused["Code"] == "InvalidRegionId.NotFound"


async def test_there_are_no_nat_gateways_without_clusters(vpc):
    listed = await vpc("DescribeNatGateways", VpcId="vpc-2zedefault")
    assert (listed["TotalCount"], listed["NatGateways"]) == (0, {"NatGateway": []})
