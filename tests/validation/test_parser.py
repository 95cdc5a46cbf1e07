"""Fields that are missing or of a wrong JSON type, and the order in which problems are answered."""

from itertools import pairwise

import pytest
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.support.builders import (
    ABSENT,
    Refusal,
    a_create_body,
    assert_accepted,
    assert_refused,
    refusal_in,
)


@pytest.fixture
async def client(aiohttp_client):
    return await aiohttp_client(create_app(Settings(db=":memory:", clock="frozen")))


async def dry_run(client, body, **request):
    answer = await client.post("/_simulator/validate", json=body, **request)
    assert answer.status == 200
    return await answer.json()


async def problems_of(client, body):
    """Field and code of each problem that a dry run tells."""
    return [
        (expected["field"], expected["code"])
        for expected in (await dry_run(client, body))["problems"]
    ]


# ---- one field


REQUIRED = [
    "name",
    "size",
    "instance_type",
    "network_mode",
    "vpc_id",
    "vswitch_id",
    "subnet_cidr",
    "password",
    "data_disk_category",
    "data_disk_size",
]


@pytest.mark.parametrize("field", REQUIRED)
@pytest.mark.parametrize("nothing", [ABSENT, None, ""], ids=["absent", "null", "empty"])
async def test_a_required_field_that_is_missing_is_refused(client, field, nothing):
    await assert_refused(
        client,
        Refusal(
            changes={field: nothing},
            field=field,
            status=400,
            code="MissingParameter",
            piece=f'The input parameter "{field}" that is mandatory for processing this request'
            " is not supplied.",
        ),
    )


OPTIONAL = [
    "cluster_type",
    "region_id",
    "io_optimized",
    "need_slb",
    "release_eip_flag",
    "ecs_image_id",
    "rds_instances",
]


@pytest.mark.parametrize("field", OPTIONAL)
@pytest.mark.parametrize("nothing", [ABSENT, None, ""], ids=["absent", "null", "empty"])
async def test_an_optional_field_may_be_missing(client, field, nothing):
    await assert_accepted(client, **{field: nothing})


TEXTS = [
    "cluster_type",
    "region_id",
    "name",
    "instance_type",
    "network_mode",
    "vpc_id",
    "vswitch_id",
    "subnet_cidr",
    "password",
    "data_disk_category",
    "ecs_image_id",
]


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (5, "a number"),
        (1.5, "a number"),
        (True, "true or false"),
        (["a"], "an array"),
        ({"a": "b"}, "an object"),
    ],
)
async def test_a_text_field_refuses_other_json_types(client, field, value, kind):
    await assert_refused(
        client,
        Refusal(
            changes={field: value},
            field=field,
            status=400,
            code="InvalidParameter",
            piece=f"({field}: must be a string, not {kind})",
        ),
    )


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("size", True, "InvalidParameter"),
        ("size", 1.0, "InvalidParameter"),
        ("data_disk_size", 40.0, "InvalidParameter"),
        ("need_slb", 1, "InvalidParameter"),
        ("release_eip_flag", 0, "InvalidParameter"),
        ("vpc_id", ["vpc-2zedefault"], "InvalidParameter"),
        ("name", "-", "InvalidParameter"),
        ("name", ABSENT, "MissingParameter"),
        ("subnet_cidr", "8.8.8.0/24", "InvalidParameter"),
        ("password", "short", "InvalidPassword.Malformed"),
        ("password", ABSENT, "MissingParameter"),
    ],
)
async def test_a_body_like_an_accepted_one_is_checked_again(client, field, value, code):
    await assert_accepted(client)
    body = a_create_body(**{"name": "second", "subnet_cidr": "172.28.2.0/24", field: value})

    refusal = await refusal_in(await client.post("/clusters", json=body))

    assert refusal[1] == code
    assert field in refusal[2]


# ---- which problem is answered first

# A value of the wrong type, and a value of the right type that is never right, for each field in
# the order of the fields.
WRONG = {
    "cluster_type": (7, "docker", "ClusterTypeNotSupported"),
    "region_id": (7, "cn-atlantis", "InvalidRegionId.NotFound"),
    "name": (7, "-", "InvalidParameter"),
    "size": ("7", -1, "InvalidParameter"),
    "instance_type": (7, "ecs.x9.huge", "InvalidInstanceType.ValueNotSupported"),
    "network_mode": (7, "classic", "OperationDenied"),
    "subnet_cidr": (7, "8.8.8.0/24", "InvalidParameter"),
    "password": (7, "short", "InvalidPassword.Malformed"),
    "data_disk_category": (7, "floppy", "InvalidDataDiskCategory.ValueNotSupported"),
    "io_optimized": (7, "yes", "InvalidIoOptimizedValue.ValueNotSupported"),
}
TYPED = [
    "cluster_type",
    "region_id",
    *REQUIRED,
    "io_optimized",
    "need_slb",
    "release_eip_flag",
    "ecs_image_id",
    "rds_instances",
]


async def test_an_empty_object_lacks_each_required_field_in_order(client):
    assert await problems_of(client, {}) == [(field, "MissingParameter") for field in REQUIRED]


async def test_wrong_types_are_reported_in_the_order_of_the_fields(client):
    body = {field: {"no": "such type"} for field in reversed(TYPED)}

    assert await problems_of(client, body) == [(field, "InvalidParameter") for field in TYPED]


async def test_wrong_values_are_reported_in_the_order_of_the_fields(client):
    body = a_create_body(**{field: value for field, (_, value, _) in WRONG.items()})
    body = dict(reversed(body.items()))

    assert await problems_of(client, body) == [
        (field, code) for field, (_, _, code) in WRONG.items()
    ]


@pytest.mark.parametrize(("first", "second"), list(pairwise(WRONG)))
async def test_of_two_wrong_values_the_earlier_field_is_answered(client, first, second):
    body = a_create_body(**{second: WRONG[second][1], first: WRONG[first][1]})

    _, code, message = await refusal_in(await client.post("/clusters", json=body))

    assert code == WRONG[first][2]
    assert first in message
    assert await problems_of(client, body) == [(each, WRONG[each][2]) for each in (first, second)]


@pytest.mark.parametrize(("first", "second"), list(pairwise(WRONG)))
async def test_a_wrong_type_is_answered_before_a_wrong_value_of_an_earlier_field(
    client, first, second
):
    body = a_create_body(**{first: WRONG[first][1], second: WRONG[second][0]})

    _, code, message = await refusal_in(await client.post("/clusters", json=body))

    assert code == "InvalidParameter"
    assert f"invalid parameter {second} " in message
    assert await problems_of(client, body) == [
        (second, "InvalidParameter"),
        (first, WRONG[first][2]),
    ]


async def test_a_wrong_value_is_answered_before_what_does_not_exist(client):
    body = a_create_body(size=21, vpc_id="vpc-bp1default", io_optimized="yes")

    assert await problems_of(client, body) == [
        ("io_optimized", "InvalidIoOptimizedValue.ValueNotSupported"),
        ("size", "QuotaExceeded.Node"),
        ("vpc_id", "VpcNotFound"),
    ]


async def test_conflicts_are_reported_in_the_order_of_the_rules(aiohttp_client):
    settings = Settings(db=":memory:", clock="frozen", quota=("clusters=1",))
    client = await aiohttp_client(create_app(settings))
    await assert_accepted(client)

    body = a_create_body(
        rds_instances=["rm-bp1orders"],
        ecs_image_id="m-2zedebian9",
        data_disk_size=1,
        instance_type="ecs.c5.8xlarge",
        size=21,
    )

    assert await problems_of(client, body) == [
        ("size", "QuotaExceeded.Node"),
        ("instance_type", "InvalidInstanceType.ValueUnauthorized"),
        ("data_disk_size", "InvalidDataDiskSize.ValueNotSupported"),
        ("ecs_image_id", "InvalidImageId.NotSupported"),
        ("subnet_cidr", "InvalidCidrBlock.Overlapped"),
        ("rds_instances", "InvalidDBInstanceId.RegionMismatch"),
        ("name", "ErrorClusterNameAlreadyExist"),
        (None, "QuotaExceeded.Cluster"),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {
                "instance_type": "ecs.x9.huge",
                "io_optimized": "none",
                "data_disk_category": "cloud_ssd",
            },
            [("instance_type", "InvalidInstanceType.ValueNotSupported")],
            id="an unknown type says nothing on disks",
        ),
        pytest.param(
            {"data_disk_category": "floppy", "data_disk_size": 1},
            [("data_disk_category", "InvalidDataDiskCategory.ValueNotSupported")],
            id="an unknown category has no sizes",
        ),
        pytest.param(
            {
                "vpc_id": "2zedefault",
                "subnet_cidr": "10.1.0.0/16",
                "instance_type": "ecs.gn5-c4g1.xlarge",
            },
            [("vpc_id", "InvalidVpcId.NotFound")],
            id="an unknown VPC has no zones and no block",
        ),
        pytest.param(
            {"region_id": "cn-atlantis", "vpc_id": "no-vpc", "rds_instances": ["no-database"]},
            [("region_id", "InvalidRegionId.NotFound")],
            id="an unknown region holds nothing",
        ),
        pytest.param(
            {"io_optimized": "none"},
            [("io_optimized", "DependencyViolation.IoOptimized")],
            id="a type that is always optimized says nothing on disks without",
        ),
    ],
)
async def test_a_rule_is_skipped_while_a_field_it_needs_is_wrong(client, changes, expected):
    assert await problems_of(client, a_create_body(**changes)) == expected


# ---- a dry run


async def test_a_dry_run_of_a_valid_body_finds_nothing(client):
    assert await dry_run(client, a_create_body()) == {"valid": True, "problems": []}


async def test_a_dry_run_reports_all_of_each_problem(client):
    output = await dry_run(client, a_create_body(name="-", size=21))

    assert output == {
        "valid": False,
        "problems": [
            {
                "code": "InvalidParameter",
                "field": "name",
                "message": "invalid parameter name (name: must not begin with a hyphen)",
                "status": 400,
            },
            {
                "code": "QuotaExceeded.Node",
                "field": "size",
                "message": "node quota exceeded (size: at most 20, not 21)",
                "status": 400,
            },
        ],
    }


async def test_a_dry_run_makes_no_cluster_and_takes_no_name(client):
    for _ in range(6):  # more than an account may have
        assert (await dry_run(client, a_create_body()))["valid"]

    assert await (await client.get("/clusters")).json() == []
    await assert_accepted(client)


async def test_a_dry_run_uses_up_no_ids(client):
    mine = a_create_body(vpc_id="vpc-mine", vswitch_id="vsw-mine", rds_instances=["rm-mine"])
    without = await (await client.post("/clusters", json=mine)).json()
    await client.post("/_simulator/reset")

    await dry_run(client, mine)

    assert await (await client.post("/clusters", json=mine)).json() == without


async def test_a_dry_run_adopts_nothing(client):
    mine = {"vpc_id": "vpc-mine", "vswitch_id": "vsw-mine", "rds_instances": ["rm-mine"]}
    assert (await dry_run(client, a_create_body(**mine)))["valid"]

    await assert_accepted(client, **mine, region_id="cn-hangzhou")


async def test_a_dry_run_reads_header_and_query_as_the_call_does(client):
    body = a_create_body(region_id=ABSENT)

    of_header = await dry_run(client, body, headers={"x-acs-region-id": "cn-atlantis"})
    of_query = await dry_run(client, body, params={"RegionId": "cn-lemuria"})

    assert "no region 'cn-atlantis'" in of_header["problems"][0]["message"]
    assert "no region 'cn-lemuria'" in of_query["problems"][0]["message"]


@pytest.mark.parametrize("raw", [b"", b"{", b"[]"])
async def test_a_dry_run_reports_what_is_wrong_with_the_body_itself(client, raw):
    answer = await client.post("/_simulator/validate", data=raw)

    body = await answer.json()

    assert answer.status == 200
    assert [(each["field"], each["code"]) for each in body["problems"]] == [
        ("body", "InvalidParameter")
    ]


@pytest.mark.parametrize("value", [0, False, [], {}])
async def test_a_region_of_a_wrong_type_is_not_taken_for_absent(an_api, value):
    api = await an_api()
    answer = await api.post("/clusters", json=a_create_body(region_id=value))
    assert (answer.status, (await answer.json())["code"]) == (400, "InvalidParameter")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0, "MissingParameter"),
        ("0", "MissingParameter"),
        ("", "MissingParameter"),
        (False, "InvalidParameter"),
        (0.0, "InvalidParameter"),
    ],
)
async def test_only_a_zero_counts_as_an_absent_disk_size(an_api, value, code):
    api = await an_api()
    answer = await api.post("/clusters", json=a_create_body(data_disk_size=value))
    assert (answer.status, (await answer.json())["code"]) == (400, code)


async def test_a_name_that_comes_twice_in_a_form_is_a_list(an_api):
    api = await an_api()
    pairs = {
        **a_create_body(),
        "size": "1",
        "data_disk_size": "40",
        "need_slb": "True",
        "release_eip_flag": "False",
    }
    form = [*pairs.items(), ("rds_instances", "rm-bp1orders"), ("rds_instances", "rm-2zeorders")]
    answer = await api.post("/clusters", data=form)
    assert (await answer.json())["code"] == "InvalidDBInstanceId.RegionMismatch"
