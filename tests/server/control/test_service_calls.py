"""Calls of the API that the control plane makes for who does not sign them."""

import pytest

from tests.support.builders import a_create_body
from tests.support.http import advance, call, control

LOST = {"id": "lost", "when": {"operation": "CreateCluster"}, "then": "lost_reply"}


async def make(api, method, path, body=None, *, tenant="", **more):
    given = {"method": method, "path": path, "body": body, **more}
    return await control(api, "POST", "calls", given, tenant=tenant)


@pytest.mark.every_type
async def test_a_call_does_and_answers_what_a_signed_one_does(api):
    made = await make(api, "POST", "/clusters", a_create_body(odd="field"))
    assert (made["status"], made["code"], made["fault"]) == (202, None, None)
    assert made["body"]["request_id"] == made["request_id"]
    await advance(api)
    shown = await make(api, "GET", f"/clusters/{made['body']['cluster_id']}")
    assert (shown["status"], shown["body"]["state"]) == (200, "running")
    first, second = (await control(api, "GET", "calls"))["calls"]
    assert (first["operation"], first["request_id"]) == ("CreateCluster", made["request_id"])
    assert (first["unread"], second["operation"]) == (["odd"], "DescribeClusterDetail")


@pytest.mark.parametrize("auth", ["none", "log", "enforce"])
async def test_it_is_the_tenants_call_whatever_signatures_are_asked_for(an_api, auth):
    api = await an_api(auth=auth, credentials=("main:secret",))
    await control(api, "POST", "tenants", {"name": "shop"})
    made = await make(api, "POST", "/clusters", a_create_body(), tenant="shop")
    assert made["status"] == 202
    assert (await control(api, "GET", "calls/count", tenant="shop"))["total"] == 1
    assert (await control(api, "GET", "calls/count"))["total"] == 0


async def test_it_needs_the_token_where_the_control_plane_does(an_api):
    api = await an_api(control_token="open-sesame")
    given = {"method": "GET", "path": "/clusters"}
    assert (await api.post("/_simulator/calls", json=given)).status == 401
    as_holder = {"Authorization": "Bearer open-sesame"}
    made = await api.post("/_simulator/calls", json=given, headers=as_holder)
    assert (await made.json())["body"] == []


async def test_a_refusal_has_its_code_and_its_body(api):
    refused = await make(api, "GET", f"/clusters/c{'0' * 32}")
    assert (refused["status"], refused["code"]) == (404, "ErrorClusterNotFound")
    assert refused["body"]["code"] == refused["code"]


async def test_an_answer_that_a_rule_loses_is_reported_as_none(api):
    await control(api, "PATCH", "faults", {"rules": [LOST]})
    lost = await make(api, "POST", "/clusters", a_create_body())
    assert (lost["status"], lost["code"], lost["fault"]) == (0, "(reset)", "reset")
    assert lost["body"] is None
    assert len((await call(api, "GET", "/clusters")).ok()) == 1


@pytest.mark.parametrize(
    ("then", "body"),
    [({"truncate": {"bytes": 1}}, "["), ("malformed", "[")],
)
async def test_an_answer_that_a_rule_spoils_is_what_arrives_of_it(api, then, body):
    rule = {"id": "spoilt", "when": {"operation": "DescribeClusters"}, "then": then}
    await control(api, "PATCH", "faults", {"rules": [rule]})
    spoilt = await make(api, "GET", "/clusters")
    assert (spoilt["status"], spoilt["body"]) == (200, body)


async def test_a_query_and_headers_are_those_of_the_call(api):
    created = await make(api, "POST", "/clusters", a_create_body(name="one"))
    other = await make(
        api, "POST", "/clusters", a_create_body(name="other", subnet_cidr="172.28.2.0/24")
    )
    assert (created["status"], other["status"]) == (202, 202)
    found = await make(api, "GET", "/clusters", query={"name": "other"})
    assert [cluster["name"] for cluster in found["body"]] == ["other"]
    also = await make(api, "GET", "/clusters?name=one", headers={"x-acs-region-id": "cn-beijing"})
    assert [cluster["name"] for cluster in also["body"]] == ["one"]


async def test_the_vpc_api_is_called_too(api):
    query = {"Action": "DescribeVpcs", "Version": "2016-04-28", "RegionId": "cn-beijing"}
    found = await make(api, "GET", "/", query=query)
    assert found["body"]["Vpcs"]["Vpc"][0]["VpcId"] == "vpc-2zedefault"


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"method": "SPLIT", "path": "/clusters"}, "method is one of GET, POST"),
        ({"method": "GET", "path": "clusters"}, "path is one of the API"),
        ({"method": "GET", "path": "/_simulator/health"}, "path is one of the API"),
        ({"method": "GET", "path": "/clusters/ü"}, "as on the wire"),
        ({"method": "GET", "path": "/clusters/a b"}, "as on the wire"),
        ({"method": "GET", "path": "/clusters", "query": {"a": 1}}, "query is an object of texts"),
        ({"method": "GET", "path": "/clusters", "headers": []}, "headers is an object of texts"),
        ({"method": "GET", "path": "/" + "a" * 9000}, "see --url-limit"),
        ({"method": "GET", "path": "/clusters", "bdoy": {}}, "did you mean 'body'"),
    ],
)
async def test_what_is_no_call_is_refused_and_not_journalled(api, given, piece):
    refused = await control(api, "POST", "calls", given, status=400)
    assert piece in refused["message"]
    assert (await control(api, "GET", "calls/count"))["total"] == 0
