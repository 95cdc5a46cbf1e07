"""Request bodies, the refusals expected for them, and fixtures."""

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from tests.support.cluster_kinds import as_its_type

Api: TypeAlias = TestClient[Any, Any]
"""An aiohttp client of the application in this process."""

ABSENT: Any = object()
"""The value of a change that leaves the field out."""

PASSWORD = "TestPwd124"

_CREATE = {
    "name": "my-test-cluster",
    "size": 1,
    "instance_type": "ecs.n1.small",
    "network_mode": "vpc",
    "vpc_id": "vpc-2zedefault",
    "vswitch_id": "vsw-2zedefaultb",
    "subnet_cidr": "172.28.1.0/24",
    "password": PASSWORD,
    "data_disk_category": "cloud_ssd",
    "data_disk_size": 40,
    "need_slb": True,
    "io_optimized": "optimized",
    "release_eip_flag": False,
    "region_id": "cn-beijing",
}


def a_create_body(**changes: Any) -> dict[str, Any]:
    """A valid body of ``POST /clusters``, with some fields changed, added or left out.

    In a test that runs over every cluster type, it is one of the type that is run over.
    """
    body = {field: value for field, value in {**_CREATE, **changes}.items() if value is not ABSENT}
    return as_its_type(body)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A change of a valid body, and how it is answered."""

    changes: dict[str, Any]
    field: str
    status: int
    code: str
    piece: str


async def refusal_in(answer: ClientResponse) -> tuple[int, str, str]:
    """Status, code and message of a refusal, which has its keys in both spellings."""
    body = await answer.json()
    assert answer.status >= 400, body
    assert {"code", "Code", "message", "Message", "requestId", "RequestId"} <= body.keys(), body
    assert (body["Code"], body["Message"]) == (body["code"], f"{body['code']}: {body['message']}")
    assert body["requestId"] == body["RequestId"] == answer.headers["x-acs-request-id"], body
    assert answer.status == body["status"], body
    return answer.status, body["code"], body["message"]


async def assert_refused(client: Api, refusal: Refusal) -> None:
    """The changed body is refused as the row says, and a dry run reports the same problem first."""
    body = a_create_body(**refusal.changes)

    status, code, message = await refusal_in(await client.post("/clusters", json=body))
    dry_run = await (await client.post("/_simulator/validate", json=body)).json()

    assert (status, code) == (refusal.status, refusal.code), message
    assert refusal.field in message, message
    assert refusal.piece in message, message
    problem = {"code": code, "field": refusal.field, "message": message, "status": status}
    assert dry_run["problems"][0] == problem, dry_run


async def assert_accepted(client: Api, **changes: Any) -> dict[str, Any]:
    """The changed body makes a cluster; returns it as the API describes it."""
    answer = await client.post("/clusters", json=a_create_body(**changes))
    return await created_by(client, answer)


async def created_by(client: Api, answer: ClientResponse) -> dict[str, Any]:
    """The cluster that an accepted creation made, as the API describes it."""
    body = await answer.json()
    assert answer.status == 202, body
    assert re.fullmatch("c[0-9a-f]{32}", body["cluster_id"]), body
    assert re.fullmatch("T-[0-9a-f]{24}", body["task_id"]), body
    assert body["request_id"] == answer.headers["x-acs-request-id"], body
    cluster: dict[str, Any] = await (await client.get(f"/clusters/{body['cluster_id']}")).json()
    return cluster


# At least one of everything that fixtures can have.
A_VPC = {
    "vpc_id": "vpc-mine",
    "region_id": "cn-beijing",
    "cidr": "192.168.0.0/16",
    "vswitches": [{"vswitch_id": "vsw-mine", "zone_id": "cn-beijing-b", "cidr": "192.168.0.0/24"}],
}
FIXTURES = {
    "missing_roles": ["AliyunCSManagedCostRole"],
    "quotas": {"clusters": 7},
    "vpcs": [A_VPC],
    "rds_instances": [{"db_instance_id": "rm-mine", "region_id": "cn-beijing"}],
    "instances": [
        {
            "instance_id": "i-mine",
            "vswitch_id": "vsw-mine",
            "instance_type": "ecs.n1.small",
            "ip_address": "192.168.0.200",
            "eip_address": "47.94.0.9",
        }
    ],
    "images": [
        {"image_id": "m-mine", "region_id": "cn-beijing", "os": "ubuntu", "version": "16.04"}
    ],
    "stock": [{"zone_id": "cn-beijing-b", "instance_type": "ecs.n1.small", "available": 3}],
}
