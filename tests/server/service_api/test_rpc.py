"""The style RPC on the same port: what its calls share with all others, and what they do not."""

import json

import pytest
from yarl import URL

from tests.support.builders import a_create_body
from tests.support.rpc_calls import signed_target

VPC = {"Version": "2016-04-28", "RegionId": "cn-beijing"}


@pytest.mark.parametrize("how", ["query", "form", "header", "GET"])
async def test_the_action_is_in_the_query_a_form_or_a_header(api, how):
    given = {"Action": "CreateVpc", **VPC, "VpcName": "größe & mehr"}
    headers = {"x-acs-action": given["Action"], "x-acs-version": VPC["Version"]}
    in_query = {"RegionId": VPC["RegionId"], "VpcName": given["VpcName"]}
    answer = await {
        "query": lambda: api.post("/", params=given),
        "form": lambda: api.post("/", data=given),
        "header": lambda: api.post("/", params=in_query, headers=headers),
        "GET": lambda: api.get("/", params=given),
    }[how]()
    body = await answer.json()
    assert answer.status == 200, body
    assert answer.headers["Content-Type"] == "application/json;charset=UTF-8"
    [call] = (await (await api.get("/_simulator/calls")).json())["calls"]
    assert call["operation"] == "CreateVpc"
    assert "Action=CreateVpc" in call["path"]
    assert "VpcName=gr%C3%B6%C3%9Fe+%26+mehr" in call["path"]


async def test_a_path_without_an_action_is_no_call_of_that_style(api):
    answer = await api.get("/")
    assert (answer.status, (await answer.json())["HostId"]) == (404, "cs.aliyuncs.com")


REFUSED = [
    ({"Action": "DescribeVpcs"}, 400, "MissingParameter", "Version"),
    ({"Action": "DescribeInstances", "Version": "2014-05-26"}, 404, "InvalidAction.NotFound",
     "2014-05-26 is another product's"),
    ({"Action": "DescribeClusters", "Version": "2015-12-15"}, 404, "InvalidAction.NotFound",
     "called by paths"),
    ({"Action": "x" * 5000, "Version": "2016-04-28"}, 404, "InvalidAction.NotFound", "has no xxx"),
    ({"Action": "DescribeVpcz", "Version": "2016-04-28"}, 404, "InvalidAction.NotFound",
     "the VPC API has no DescribeVpcz; modelled are CreateVSwitch, "),
    ({"Action": "CreateNatGateway", "Version": "2016-04-28"}, 501, "OperationNotModelled",
     "CreateNatGateway is not modelled by this simulator: of the VPC API it has "),
]  # fmt: skip


@pytest.mark.parametrize(("given", "status", "code", "words"), REFUSED)
async def test_everything_else_is_refused_in_words(api, given, status, code, words):
    answer = await api.get("/", params=given)
    body = await answer.json()
    assert body.keys() == {"RequestId", "HostId", "Code", "Message"}
    assert (answer.status, body["Code"], body["HostId"]) == (status, code, "vpc.aliyuncs.com")
    assert words in body["Message"]
    assert body["RequestId"] == answer.headers["x-acs-request-id"]


async def test_a_form_has_bounds_and_bytes_that_are_no_text_are_replaced(api):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    action = b"Action=CreateVpc&Version=2016-04-28&VpcName="
    answer = await api.post("/", data=action + b"%ff\xff" + b"&a=b" * 900, headers=form)
    assert answer.status == 200, await answer.text()
    answer = await api.post("/", data=action + b"&a=b" * 1000, headers=form)
    assert (answer.status, (await answer.json())["HostId"]) == (404, "cs.aliyuncs.com")


async def test_unsigned_calls_and_those_of_a_key_have_their_tenants(api):
    create = {"Action": "CreateVpc", **VPC}
    await api.get("/", params={**create, "AccessKeyId": "somebody"})
    listed = {"Action": "DescribeVpcs", **VPC, "IsDefault": "false"}
    counts = [
        (await (await api.get("/", params={**listed, **key})).json())["TotalCount"]
        for key in ({}, {"AccessKeyId": "somebody"})
    ]
    assert counts == [0, 1]


async def test_signatures_are_asked_for_in_that_style_too(an_api):
    api = await an_api(auth="enforce", credentials=("id:secret",))
    given = {"Action": "DescribeVpcs", **VPC}
    for key, code in (({}, "MissingParameter"), ({"AccessKeyId": "id"}, "MissingParameter"),
                      ({"AccessKeyId": "no"}, "InvalidAccessKeyId.NotFound")):  # fmt: skip
        body = await (await api.get("/", params={**given, **key})).json()
        assert (body["Code"], body["HostId"]) == (code, "vpc.aliyuncs.com")


async def test_a_wrong_signature_is_admitted_where_it_is_only_logged(an_api):
    api = await an_api(auth="log", credentials=("id:secret",))
    given = {"Action": "DescribeVpcs", **VPC, "AccessKeyId": "id", "Signature": "wrong"}
    assert (await api.get("/", params=given)).status == 200


async def test_what_is_too_long_is_refused_in_its_dialect(an_api):
    api = await an_api(url_limit=100)
    answer = await api.get("/", params={"Action": "DescribeVpcs", "VpcName": "n" * 200})
    body = await answer.json()
    assert (body["Code"], body["HostId"]) == ("InvalidUrl", "vpc.aliyuncs.com")


async def test_policies_name_the_product_and_the_resource(an_api, tmp_path):
    file = tmp_path / "credentials.json"
    statement = {
        "Effect": "Allow",
        "Action": "vpc:Describe*",
        "Resource": "acs:vpc:cn-beijing:*:vpc/vpc-2zedefault",
    }
    file.write_text(
        json.dumps(
            [
                {
                    "access_key_id": "id",
                    "access_key_secret": "secret",
                    "policy": {"Version": "1", "Statement": [statement]},
                }
            ]
        )
    )
    api = await an_api(auth="enforce", credentials_file=str(file))
    codes = []
    for action, ids in (
        ("DescribeVpcAttribute", {"VpcId": "vpc-2zedefault"}),
        ("DescribeVpcAttribute", {"VpcId": "vpc-2zeother"}),
        ("DescribeVSwitches", {}),
        ("DeleteVpc", {"VpcId": "vpc-2zedefault"}),
    ):
        target = signed_target("id", "secret", action, RegionId="cn-beijing", **ids)
        answer = await api.get(URL(target, encoded=True))
        codes.append((await answer.json()).get("Code", ""))
    assert codes == ["", "Forbidden.RAM", "Forbidden.RAM", "Forbidden.RAM"]


async def test_rules_act_on_its_calls_by_their_operation(api):
    rules = [
        {"id": "once", "when": {"operation": "DescribeNatGateways"}, "fire": {"nth": 1},
         "then": {"error": "Throttling"}},
        {"id": "ghost", "when": {"operation": "CreateVpc"}, "fire": {"nth": 1},
         "then": {"ghost_success": {}}},
    ]  # fmt: skip
    patched = await api.patch("/_simulator/faults", json={"rules": rules})
    assert patched.status == 200, await patched.text()
    nat = {"Action": "DescribeNatGateways", **VPC}
    first = await api.get("/", params=nat)
    body = await first.json()
    assert (first.status, body["Code"], body["HostId"]) == (400, "Throttling", "vpc.aliyuncs.com")
    assert body.keys() == {"RequestId", "HostId", "Code", "Message"}
    assert (await api.get("/", params=nat)).status == 200
    ghost = await (await api.get("/", params={"Action": "CreateVpc", **VPC})).json()
    listed = {"Action": "DescribeVpcs", **VPC, "VpcId": ghost["VpcId"]}
    assert (await (await api.get("/", params=listed)).json())["TotalCount"] == 0


async def test_the_journal_has_its_calls_without_secrets(api):
    given = {"Action": "DescribeVpcs", **VPC, "Signature": "s3", "SecurityToken": "t0ken"}
    await api.post("/", data={**given, "Tag.1.Key": "unread"})
    text = await (await api.get("/_simulator/calls")).text()
    assert "t0ken" not in text
    assert '"s3"' not in text
    [call] = json.loads(text)["calls"]
    assert (call["operation"], call["unread"], call["region_id"]) == (
        "DescribeVpcs", ["Tag.1.Key"], "cn-beijing",
    )  # fmt: skip


async def test_a_recorded_call_is_repeated(api):
    """As `replay` makes it: from the target that the journal has."""
    headers = {"x-acs-action": "CreateVpc", "x-acs-version": "2016-04-28"}
    await api.post("/", params={"RegionId": "cn-beijing"}, headers=headers)
    [call] = (await (await api.get("/_simulator/calls")).json())["calls"]
    assert call["path"] == "/?Action=CreateVpc&Version=2016-04-28&RegionId=cn-beijing"
    assert (await api.request(call["method"], call["path"])).status == 200


async def test_the_networks_that_it_makes_take_clusters(api):
    made = await (await api.get("/", params={"Action": "CreateVpc", **VPC})).json()
    switch = {"VpcId": made["VpcId"], "ZoneId": "cn-beijing-b", "CidrBlock": "172.16.1.0/24"}
    made_switch = await api.get("/", params={"Action": "CreateVSwitch", **VPC, **switch})
    vswitch_id = (await made_switch.json())["VSwitchId"]
    body = a_create_body(vpc_id=made["VpcId"], vswitch_id=vswitch_id, subnet_cidr="192.168.24.0/22")
    assert (await api.post("/clusters", json=body)).status == 202
