"""Which values of each field make a cluster, and how the others are refused."""

from typing import Any

import pytest
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.support.builders import (
    ABSENT,
    Refusal,
    a_create_body,
    assert_accepted,
    assert_refused,
    created_by,
    refusal_in,
)

MALFORMED_NAME = (400, "InvalidParameter")
UNKNOWN_TYPE = (400, "InvalidInstanceType.ValueNotSupported")
NOT_IN_ZONE = (403, "InvalidInstanceType.ZoneNotSupported")
MALFORMED_BLOCK = (400, "InvalidCidrBlock.Malformed")
NO_VPC = (404, "InvalidVpcId.NotFound")
NO_SWITCH = (404, "InvalidVSwitchId.NotFound")
NO_REGION = (404, "InvalidRegionId.NotFound")
NO_DATABASE = (404, "InvalidDBInstanceId.NotFound")
NO_IMAGE = (404, "InvalidImageId.NotFound")
NO_NODE_IMAGE = (400, "InvalidImageId.NotSupported")
DISK_MISFIT = (403, "InvalidDiskCategory.NotSupported")
BAD_DISK_SIZE = (400, "InvalidDataDiskSize.ValueNotSupported")


def refused(name: str, /, error: tuple[int, str], piece: str, **changes: Any) -> Any:
    """A row of a table: the first of the changed fields is the one that is refused."""
    status, code = error
    field = next(iter(changes))
    return pytest.param(
        Refusal(changes=changes, field=field, status=status, code=code, piece=piece), id=name
    )


def accepted(name: str, /, **changes: Any) -> Any:
    """A row of a table: changes that leave the body valid."""
    return pytest.param(changes, id=name)


@pytest.fixture
async def client(aiohttp_client):
    return await a_client(aiohttp_client)


@pytest.fixture
async def strict(aiohttp_client):
    """A simulator that knows no resources but the default ones."""
    return await a_client(aiohttp_client, unknown_resources="refuse")


async def a_client(aiohttp_client, **settings):
    app = create_app(Settings(db=":memory:", clock="frozen", **settings))
    return await aiohttp_client(app)


async def test_the_example_of_the_documents_makes_a_cluster(client):
    cluster = await assert_accepted(client)

    wanted = a_create_body()
    hidden = {"password", "need_slb", "io_optimized", "release_eip_flag"}
    assert {field: cluster.get(field) for field in wanted.keys() - hidden} == {
        field: wanted[field] for field in wanted.keys() - hidden
    }


async def test_unknown_fields_are_accepted(client):
    await assert_accepted(client, labels=["a"], tags={"b": 1}, zone_id="cn-beijing-x")


# ---- name


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("a", id="one letter"),
        pytest.param("7", id="one digit"),
        pytest.param("a" * 63, id="63 letters"),
        pytest.param("集" * 63, id="63 Chinese characters"),
        pytest.param("测试集群-1", id="Chinese"),
        pytest.param("一龥", id="first and last Chinese character"),
        pytest.param("My-Test--Cluster", id="hyphens within"),
        pytest.param("cluster-", id="hyphen at the end"),
    ],
)
async def test_a_name_of_letters_digits_chinese_and_hyphens_is_accepted(client, name):
    assert (await assert_accepted(client, name=name))["name"] == name


@pytest.mark.parametrize(
    "row",
    [
        refused("64 letters", MALFORMED_NAME, "at most 63 characters, not 64", name="a" * 64),
        refused("64 Chinese", MALFORMED_NAME, "at most 63 characters, not 64", name="集" * 64),
        refused("leading hyphen", MALFORMED_NAME, "begin with a hyphen", name="-cluster"),
        refused("only a hyphen", MALFORMED_NAME, "begin with a hyphen", name="-"),
        refused("space", MALFORMED_NAME, "hyphens only", name="my cluster"),
        refused("space at the end", MALFORMED_NAME, "hyphens only", name="cluster "),
        refused("line end", MALFORMED_NAME, "hyphens only", name="cluster\n"),
        refused("underscore", MALFORMED_NAME, "hyphens only", name="my_cluster"),
        refused("dot", MALFORMED_NAME, "hyphens only", name="my.cluster"),
        refused("address", MALFORMED_NAME, "hyphens only", name="https://cluster"),
        refused("emoji", MALFORMED_NAME, "hyphens only", name="cluster😀"),
        refused("accent", MALFORMED_NAME, "hyphens only", name="clúster"),
        refused("wide digit", MALFORMED_NAME, "hyphens only", name="cluster\uff13"),
        refused("kana", MALFORMED_NAME, "hyphens only", name="クラスタ"),
        refused("after the last Chinese", MALFORMED_NAME, "hyphens only", name="\u9fa6"),
        refused("before the first Chinese", MALFORMED_NAME, "hyphens only", name="\u4dff"),
        refused("dash for a hyphen", MALFORMED_NAME, "hyphens only", name="my\u2010cluster"),
    ],
)
async def test_an_invalid_name_is_refused(client, row):
    await assert_refused(client, row)


@pytest.mark.parametrize(
    "elsewhere",
    [
        accepted("in the same VPC", subnet_cidr="172.28.2.0/24"),
        accepted(
            "in another region",
            region_id="cn-hangzhou",
            vpc_id="vpc-bp1default",
            vswitch_id="vsw-bp1defaultb",
        ),
    ],
)
async def test_a_name_is_given_once_to_an_account(client, elsewhere):
    await assert_accepted(client)

    answer = await client.post("/clusters", json=a_create_body(**elsewhere))

    assert await refusal_in(answer) == (
        400,
        "ErrorClusterNameAlreadyExist",
        "cluster name already exist (name: 'my-test-cluster' is taken)",
    )


async def test_the_name_of_a_refused_cluster_is_still_free(client):
    await client.post("/clusters", json=a_create_body(size=21))

    await assert_accepted(client)


# ---- size


@pytest.mark.parametrize("size", [0, 1, 2, 20])
async def test_a_cluster_has_up_to_20_nodes(client, size):
    assert (await assert_accepted(client, size=size))["size"] == size


@pytest.mark.parametrize(
    "row",
    [
        refused("21", (400, "QuotaExceeded.Node"), "at most 20, not 21", size=21),
        refused("2 to the 63rd", (400, "QuotaExceeded.Node"), "at most 20", size=2**63),
        refused("-1", (400, "InvalidParameter"), "at least 0, not -1", size=-1),
        refused("text", (400, "InvalidParameter"), "a whole number, not a string", size="3"),
        refused("fraction", (400, "InvalidParameter"), "whole number, not a number", size=1.5),
        refused("3.0", (400, "InvalidParameter"), "whole number, not a number", size=3.0),
        refused("true", (400, "InvalidParameter"), "not true or false", size=True),
        refused("false", (400, "InvalidParameter"), "not true or false", size=False),
        refused("list", (400, "InvalidParameter"), "whole number, not an array", size=[1]),
        refused("object", (400, "InvalidParameter"), "whole number, not an object", size={"a": 1}),
        refused("null", (400, "MissingParameter"), "not supplied", size=None),
        refused("empty", (400, "MissingParameter"), "not supplied", size=""),
        refused("absent", (400, "MissingParameter"), "not supplied", size=ABSENT),
    ],
)
async def test_an_invalid_size_is_refused(client, row):
    await assert_refused(client, row)


async def test_the_quota_of_nodes_can_be_set(aiohttp_client):
    client = await a_client(aiohttp_client, quota=("nodes_per_cluster=30",))

    await assert_accepted(client, size=30)
    answer = await client.post("/clusters", json=a_create_body(name="more", size=31))

    assert await refusal_in(answer) == (
        400,
        "QuotaExceeded.Node",
        "node quota exceeded (size: at most 30, not 31)",
    )


# ---- instance_type


@pytest.mark.parametrize(
    "changes",
    [
        accepted("entry level", instance_type="ecs.n4.small"),
        accepted("retired by now", instance_type="ecs.sn1.medium"),
        accepted("16 vCPU", instance_type="ecs.c5.4xlarge"),
        accepted("burstable", instance_type="ecs.t5-lc2m1.nano"),
        accepted(
            "classic in the first zone", instance_type="ecs.s3.large", vswitch_id="vsw-2zedefaulta"
        ),
        accepted("classic in the second zone", instance_type="ecs.s2.large"),
        accepted(
            "newer in the last zone", instance_type="ecs.n4.small", vswitch_id="vsw-2zedefaultg"
        ),
        accepted("graphics in a big region", instance_type="ecs.gn5-c4g1.xlarge"),
        accepted("bare metal in a big region", instance_type="ecs.ebmhfg5.2xlarge"),
        accepted("big data in a big region", instance_type="ecs.d1.2xlarge"),
        accepted("FPGA in a big region", instance_type="ecs.f1-c8f1.2xlarge"),
        accepted("local SSD in a big region", instance_type="ecs.i1.xlarge"),
    ],
)
async def test_an_instance_type_of_the_time_is_accepted(client, changes):
    cluster = await assert_accepted(client, **changes)

    assert cluster["instance_type"] == changes["instance_type"]


IN_QINGDAO = {
    "region_id": "cn-qingdao",
    "vpc_id": "vpc-m5edefault",
    "vswitch_id": "vsw-m5edefaultb",
}


@pytest.mark.parametrize(
    "row",
    [
        refused("unknown", UNKNOWN_TYPE, "no instance type", instance_type="ecs.x9.huge"),
        refused("without its prefix", UNKNOWN_TYPE, "no instance type", instance_type="n1.small"),
        refused("capital letters", UNKNOWN_TYPE, "no instance type", instance_type="ECS.N1.SMALL"),
        refused("space", UNKNOWN_TYPE, "no instance type", instance_type="ecs.n1.small "),
        refused("too late", UNKNOWN_TYPE, "after the Swarm clusters", instance_type="ecs.g6.large"),
        refused(
            "never optimized",
            (403, "InvalidInstanceType.NotSupported"),
            "cannot be I/O optimized",
            instance_type="ecs.s1.small",
        ),
        refused(
            "never optimized and asked to be none",
            (403, "InvalidInstanceType.NotSupported"),
            "cannot be I/O optimized",
            instance_type="ecs.t1.small",
            io_optimized="none",
        ),
        refused(
            "24 vCPU",
            (400, "InvalidInstanceType.ValueUnauthorized"),
            "24 vCPUs, and the account is approved for 16",
            instance_type="ecs.c5.6xlarge",
        ),
        refused(
            "classic in the third zone",
            NOT_IN_ZONE,
            "not offered in cn-beijing-c",
            instance_type="ecs.s3.large",
            vswitch_id="vsw-2zedefaultc",
        ),
        *(
            refused(
                f"{kind} in a small region",
                NOT_IN_ZONE,
                "not offered in cn-qingdao-b",
                instance_type=name,
                **IN_QINGDAO,
            )
            for kind, name in {
                "graphics": "ecs.gn5-c4g1.xlarge",
                "bare metal": "ecs.ebmhfg5.2xlarge",
                "big data": "ecs.d1.2xlarge",
                "FPGA": "ecs.f1-c8f1.2xlarge",
                "local SSD": "ecs.i1.xlarge",
            }.items()
        ),
    ],
)
async def test_an_invalid_instance_type_is_refused(client, row):
    await assert_refused(client, row)


async def test_larger_instance_types_can_be_approved(aiohttp_client):
    client = await a_client(aiohttp_client, quota=("vcpus_per_instance=24",))

    await assert_accepted(client, instance_type="ecs.c5.6xlarge")


# ---- network_mode, vpc_id, vswitch_id


@pytest.mark.parametrize(
    "row",
    [
        refused("classic", (403, "OperationDenied"), "only vpc", network_mode="classic"),
        refused("capitals", (400, "InvalidParameter"), "only vpc, not 'VPC'", network_mode="VPC"),
        refused("another word", (400, "InvalidParameter"), "only vpc", network_mode="bridge"),
        refused("unknown form of VPC", NO_VPC, "no VPC", vpc_id="2zedefault"),
        refused("capital VPC", NO_VPC, "no VPC", vpc_id="VPC-2zedefault"),
        refused("VPC without a body", NO_VPC, "no VPC", vpc_id="vpc-"),
        refused("VPC with a blank", NO_VPC, "no VPC", vpc_id="vpc-2zedefault "),
        refused("vSwitch for a VPC", NO_VPC, "no VPC", vpc_id="vsw-2zedefaultb"),
        refused("VPC with a line end", NO_VPC, "no VPC", vpc_id="vpc-mine\n"),
        refused("unknown form of vSwitch", NO_SWITCH, "no vSwitch", vswitch_id="2zedefaultb"),
        refused("vSwitch without a body", NO_SWITCH, "no vSwitch", vswitch_id="vsw-"),
        refused("vSwitch in capitals", NO_SWITCH, "no vSwitch", vswitch_id="vsw-MINE"),
        refused("VPC for a vSwitch", NO_SWITCH, "no vSwitch", vswitch_id="vpc-2zedefault"),
        refused(
            "VPC of another region",
            (400, "VpcNotFound"),
            "vpc-bp1default is in cn-hangzhou, not in cn-beijing",
            vpc_id="vpc-bp1default",
            vswitch_id="vsw-bp1defaultb",
        ),
        refused(
            "vSwitch of another VPC",
            (400, "InvalidParameter.Mismatch"),
            "vsw-bp1defaultb belongs to vpc-bp1default",
            vswitch_id="vsw-bp1defaultb",
        ),
        refused(
            "known vSwitch in an unknown VPC",
            (400, "InvalidParameter.Mismatch"),
            "belongs to vpc-2zedefault",
            vswitch_id="vsw-2zedefaultb",
            vpc_id="vpc-mine",
        ),
    ],
)
async def test_a_network_that_does_not_fit_is_refused(client, row):
    await assert_refused(client, row)


@pytest.mark.parametrize("zone", "abcdefg")
async def test_the_zone_of_a_cluster_is_that_of_its_vswitch(client, zone):
    cluster = await assert_accepted(client, vswitch_id=f"vsw-2zedefault{zone}")

    assert cluster["zone_id"] == f"cn-beijing-{zone}"


@pytest.mark.parametrize(
    "changes",
    [
        accepted("VPC and vSwitch", vpc_id="vpc-mine", vswitch_id="vsw-mine"),
        accepted("vSwitch in a known VPC", vswitch_id="vsw-mine"),
        accepted("short old ids", vpc_id="vpc-257gqcdfv", vswitch_id="vsw-25yqjuxhz"),
        accepted(
            "block of 192.168",
            vpc_id="vpc-mine",
            vswitch_id="vsw-mine",
            subnet_cidr="192.168.1.0/24",
        ),
        accepted(
            "block of 10", vpc_id="vpc-mine", vswitch_id="vsw-mine", subnet_cidr="10.0.0.0/16"
        ),
    ],
)
async def test_an_unknown_network_of_the_right_form_is_adopted(client, changes):
    cluster = await assert_accepted(client, **changes)

    assert cluster["vswitch_id"] == changes["vswitch_id"]
    assert cluster["zone_id"] == "cn-beijing-a"


async def test_an_adopted_vpc_stays_in_its_region(client):
    mine = {"vpc_id": "vpc-mine", "vswitch_id": "vsw-mine"}
    await assert_accepted(client, **mine)

    moved = a_create_body(**mine, name="second", region_id="cn-hangzhou")
    answer = await client.post("/clusters", json=moved)

    status, code, message = await refusal_in(answer)
    assert (status, code) == (400, "VpcNotFound")
    assert "vpc-mine is in cn-beijing, not in cn-hangzhou" in message


async def test_an_adopted_vswitch_stays_in_its_vpc(client):
    await assert_accepted(client, vpc_id="vpc-mine", vswitch_id="vsw-mine")

    moved = a_create_body(vpc_id="vpc-other", vswitch_id="vsw-mine", name="second")
    answer = await client.post("/clusters", json=moved)

    status, code, message = await refusal_in(answer)
    assert (status, code) == (400, "InvalidParameter.Mismatch")
    assert "vsw-mine belongs to vpc-mine" in message


async def test_a_refused_request_adopts_nothing(client):
    mine = {"vpc_id": "vpc-mine", "vswitch_id": "vsw-mine"}
    await client.post("/clusters", json=a_create_body(**mine, rds_instances=["no-database"]))

    cluster = await assert_accepted(client, **mine, region_id="cn-hangzhou")

    assert cluster["region_id"] == "cn-hangzhou"


@pytest.mark.parametrize(
    "row",
    [
        refused("VPC", NO_VPC, "no VPC 'vpc-mine'", vpc_id="vpc-mine", vswitch_id="vsw-mine"),
        refused("vSwitch", NO_SWITCH, "no vSwitch 'vsw-mine'", vswitch_id="vsw-mine"),
        refused("database", NO_DATABASE, "no instance 'rm-mine'", rds_instances=["rm-mine"]),
        refused("custom image", NO_IMAGE, "no image 'm-mine'", ecs_image_id="m-mine"),
        refused(
            "public image",
            NO_IMAGE,
            "no image",
            ecs_image_id="ubuntu_16_0402_64_20G_alibase_20180101",
        ),
    ],
)
async def test_unknown_resources_can_be_refused(strict, row):
    await assert_refused(strict, row)


@pytest.mark.parametrize(
    "changes",
    [
        accepted("the example"),
        accepted("databases", rds_instances=["rm-2zeorders", "rm-2zeusers"]),
        accepted("custom image", ecs_image_id="m-2zeubuntu1604"),
        accepted("public image", ecs_image_id="ubuntu_16_0402_64_20G_alibase_20180409"),
    ],
)
async def test_known_resources_are_accepted_where_unknown_ones_are_not(strict, changes):
    await assert_accepted(strict, **changes)


# ---- subnet_cidr


@pytest.mark.parametrize(
    "subnet_cidr",
    [
        "192.168.24.0/22",
        "192.168.0.0/16",
        "192.168.255.0/24",
        "172.16.0.0/16",
        "172.18.0.0/24",
        "172.31.255.0/24",
        "172.20.128.0/17",
    ],
)
async def test_a_private_block_beside_the_vpc_is_accepted(client, subnet_cidr):
    assert (await assert_accepted(client, subnet_cidr=subnet_cidr))["subnet_cidr"] == subnet_cidr


@pytest.mark.parametrize(
    "row",
    [
        refused("no length", MALFORMED_BLOCK, "no prefix length", subnet_cidr="172.28.1.0"),
        refused("empty length", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.1.0/"),
        refused("three octets", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.1/24"),
        refused("five octets", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.1.0.0/24"),
        refused("octet 256", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.256.0/24"),
        refused("octet 01", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.01.0/24"),
        refused("empty octet", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28..0/24"),
        refused("length 33", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.1.0/33"),
        refused("length -1", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.1.0/-1"),
        refused("length 024", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.1.0/024"),
        refused(
            "two lengths", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.1.0/24/24"
        ),
        refused(
            "mask", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.1.0/255.255.255.0"
        ),
        refused("blank", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="172.28.1.0/24 "),
        refused("IPv6", MALFORMED_BLOCK, "not an IPv4 block", subnet_cidr="fd00::/64"),
        refused("word", MALFORMED_BLOCK, "no prefix length", subnet_cidr="default"),
        refused(
            "wide digits",
            MALFORMED_BLOCK,
            "not an IPv4 block",
            subnet_cidr="172.28.1.0/\uff12\uff14",
        ),
        refused(
            "host bits", MALFORMED_BLOCK, "block is 172.28.1.0/24", subnet_cidr="172.28.1.1/24"
        ),
        refused(
            "bits of a /22", MALFORMED_BLOCK, "is 192.168.24.0/22", subnet_cidr="192.168.25.0/22"
        ),
        *(
            refused(
                f"{block} is public", (400, "InvalidParameter"), "must lie in", subnet_cidr=block
            )
            for block in (
                "8.8.8.0/24",
                "11.0.0.0/16",
                "100.64.0.0/16",
                "127.0.0.0/16",
                "172.15.0.0/16",
                "172.32.0.0/16",
                "192.167.0.0/16",
                "192.169.0.0/24",
                "192.0.0.0/8",
            )
        ),
        *(
            refused(
                f"{block} has a wrong size",
                (400, "InvalidCirdrBlock.MaskLength"),
                f"from /16 to /24, not /{block.partition('/')[2]}",
                subnet_cidr=block,
            )
            for block in ("172.16.0.0/12", "172.28.0.0/15", "172.28.1.0/25", "172.28.1.4/32")
        ),
        refused(
            "in the VPC",
            (400, "InvalidCidrBlock.Overlapped"),
            "10.200.0.0/16 overlaps 10.0.0.0/8 of vpc-2zedefault",
            subnet_cidr="10.200.0.0/16",
        ),
        refused(
            "on the vSwitch",
            (400, "InvalidCidrBlock.Overlapped"),
            "10.0.16.0/20 overlaps 10.0.0.0/8",
            subnet_cidr="10.0.16.0/20",
        ),
    ],
)
async def test_an_invalid_block_is_refused(client, row):
    await assert_refused(client, row)


@pytest.mark.parametrize(
    ("block", "is_free"),
    [
        pytest.param("192.168.24.0/22", False, id="the same"),
        pytest.param("192.168.24.0/24", False, id="its first part"),
        pytest.param("192.168.27.0/24", False, id="its last part"),
        pytest.param("192.168.24.0/21", False, id="it and what follows"),
        pytest.param("192.168.16.0/20", False, id="it within"),
        pytest.param("192.168.0.0/16", False, id="all around it"),
        pytest.param("192.168.23.0/24", True, id="right before it"),
        pytest.param("192.168.20.0/22", True, id="as large and right before it"),
        pytest.param("192.168.28.0/24", True, id="right after it"),
        pytest.param("192.168.28.0/22", True, id="as large and right after it"),
        pytest.param("172.24.24.0/22", True, id="elsewhere"),
    ],
)
async def test_a_block_is_used_by_one_cluster_of_a_vpc(client, block, is_free):
    await assert_accepted(client, subnet_cidr="192.168.24.0/22")
    second = a_create_body(name="second", subnet_cidr=block)

    answer = await client.post("/clusters", json=second)

    if is_free:
        await created_by(client, answer)
    else:
        status, code, message = await refusal_in(answer)
        assert (status, code) == (400, "InvalidCidrBlock.Overlapped")
        assert f"(subnet_cidr: {block} overlaps the block of another cluster" in message


async def test_clusters_of_two_vpcs_may_have_the_same_block(client):
    await assert_accepted(client)

    await assert_accepted(client, name="second", vpc_id="vpc-mine", vswitch_id="vsw-mine")


async def test_the_block_of_an_adopted_vpc_is_kept_clear_of_later_clusters(client):
    mine = {"vpc_id": "vpc-mine", "vswitch_id": "vsw-mine"}
    await assert_accepted(client, **mine, subnet_cidr="172.28.1.0/24")

    later = a_create_body(**mine, name="second", subnet_cidr="192.168.1.0/24")
    answer = await client.post("/clusters", json=later)

    status, code, message = await refusal_in(answer)
    assert (status, code) == (400, "InvalidCidrBlock.Overlapped")
    assert "192.168.1.0/24 overlaps 192.168.0.0/16 of vpc-mine" in message


# ---- password

SPECIALS = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/"


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("abcdABCD1", id="lower, upper, digit"),
        pytest.param("abcdABCD!", id="lower, upper, special"),
        pytest.param("abcd1234!", id="lower, digit, special"),
        pytest.param("ABCD1234!", id="upper, digit, special"),
        pytest.param("abAB12!?", id="all four, 8 characters"),
        pytest.param("aA1" + "a" * 27, id="30 characters"),
        pytest.param("/abcdAB12", id="slash first"),
        pytest.param("***ABc12", id="stars"),
        *(pytest.param(f"abcd1234{special}", id=f"with {special}") for special in SPECIALS),
    ],
)
async def test_a_password_of_three_classes_is_accepted(client, password):
    await assert_accepted(client, password=password)


MALFORMED_PASSWORD = (400, "InvalidPassword.Malformed")


@pytest.mark.parametrize(
    "row",
    [
        refused(
            what, MALFORMED_PASSWORD, "8 to 30 characters, at least three of", password=password
        )
        for what, password in {
            "7 characters": "abAB12!",
            "31 characters": "aA1" + "a" * 28,
            "lower": "abcdefghi",
            "upper": "ABCDEFGHI",
            "digits": "123456789",
            "specials": "()!@#$%^&",
            "lower and upper": "abcdABCD",
            "lower and digits": "abcd1234",
            "lower and specials": "abcd!@#$",
            "upper and digits": "ABCD1234",
            "upper and specials": "ABCD!@#$",
            "digits and specials": "1234!@#$",
            "space": "abcdAB12 ",
            "quotation mark": 'abcdAB12"',
            "backslash": "abcdAB12\\",
            "tab": "abcd\tAB12",
            "line end": "abcdAB12\n",
            "zero character": "abcd\0AB12",
            "accent": "abcdAB12é",
            "Chinese": "abcdAB12密",
            "wide digit": "abcdAB12\uff13",
            "emoji": "abcdAB12😀",
        }.items()
    ],
)
async def test_an_invalid_password_is_refused(client, row):
    await assert_refused(client, row)


@pytest.mark.parametrize(
    "changes",
    [
        accepted("accepted", password="Hush-Hush-124"),
        accepted("malformed", password="hush hush hush"),
        accepted("beside another problem", password="Hush-Hush-124", size=21),
        accepted("in a list", password=["Hush-Hush-124"]),
    ],
)
async def test_no_answer_holds_the_password(client, changes):
    body = a_create_body(**changes)
    created = await client.post("/clusters", json=body)
    answers = [
        created,
        await client.post("/_simulator/validate", json=body),
        await client.get("/clusters"),
    ]
    if created.status == 202:
        ids = await created.json()
        answers += [
            await client.get(f"/clusters/{ids['cluster_id']}"),
            await client.get(f"/clusters/{ids['cluster_id']}/logs"),
            await client.get(f"/clusters/{ids['cluster_id']}/nodes"),
            await client.get(f"/tasks/{ids['task_id']}"),
        ]

    texts = [(await answer.text()).lower() for answer in answers]

    assert {answer.status for answer in answers[1:]} == {200}
    assert not [text for text in texts if "hush" in text]


# ---- data_disk_category, data_disk_size, io_optimized

# A type that can be optimized or not, so that each category finds an instance that it fits.
NOT_OPTIMIZED = {"instance_type": "ecs.s3.large", "io_optimized": "none"}
DISKS = [
    ("cloud", 5, 2000, NOT_OPTIMIZED),
    ("cloud_efficiency", 20, 32768, {}),
    ("cloud_ssd", 20, 32768, {}),
    ("cloud_essd", 20, 32768, {}),
    ("ephemeral_ssd", 5, 800, {}),
    ("local_disk", 5, 800, {}),
]


@pytest.mark.parametrize(
    "changes",
    [
        accepted(f"{name} of {size}", data_disk_size=size, data_disk_category=name, **fitting)
        for name, least, most, fitting in DISKS
        for size in (least, most)
    ],
)
async def test_a_data_disk_is_accepted_up_to_the_limits_of_its_category(client, changes):
    cluster = await assert_accepted(client, **changes)

    assert cluster["data_disk_category"] == changes["data_disk_category"]
    assert cluster["data_disk_size"] == changes["data_disk_size"]


@pytest.mark.parametrize(
    "row",
    [
        refused(
            f"{name} of {size}",
            BAD_DISK_SIZE,
            f"{least} to {most} GiB for {name}, not {size}",
            data_disk_size=size,
            data_disk_category=name,
            **fitting,
        )
        for name, least, most, fitting in DISKS
        for size in (least - 1, most + 1)
    ],
)
async def test_a_data_disk_beyond_the_limits_of_its_category_is_refused(client, row):
    await assert_refused(client, row)


async def test_old_clients_may_send_the_size_of_a_disk_as_a_text(client):
    assert (await assert_accepted(client, data_disk_size="40"))["data_disk_size"] == 40


@pytest.mark.parametrize(
    "row",
    [
        refused("0", (400, "MissingParameter"), "not supplied", data_disk_size=0),
        refused("empty", (400, "MissingParameter"), "not supplied", data_disk_size=""),
        refused("negative", BAD_DISK_SIZE, "20 to 32768 GiB", data_disk_size=-40),
        refused(
            "word", (400, "InvalidParameter"), "whole number, not a string", data_disk_size="big"
        ),
        refused("with a unit", (400, "InvalidParameter"), "not a string", data_disk_size="40GB"),
        refused("fraction", (400, "InvalidParameter"), "not a number", data_disk_size=40.5),
        refused("true", (400, "InvalidParameter"), "not true or false", data_disk_size=True),
        *(
            refused(
                category,
                (400, "InvalidDataDiskCategory.ValueNotSupported"),
                "one of cloud, cloud_efficiency, cloud_ssd",
                data_disk_category=category,
            )
            for category in ("cloud_auto", "ephemeral", "all", "floppy", "CLOUD_SSD", "cloud_ssd ")
        ),
    ],
)
async def test_an_invalid_data_disk_is_refused(client, row):
    await assert_refused(client, row)


@pytest.mark.parametrize(
    "changes",
    [
        accepted("optimized", io_optimized="optimized"),
        accepted("text true", io_optimized="true"),
        accepted("true", io_optimized=True),
        accepted("absent", io_optimized=ABSENT),
        accepted("null", io_optimized=None),
        accepted("empty", io_optimized=""),
        *(
            accepted(
                f"{value!r} with {disk}",
                io_optimized=value,
                instance_type="ecs.s3.large",
                data_disk_category=disk,
            )
            for value in ("none", "false", False)
            for disk in ("cloud_efficiency", "ephemeral_ssd", "cloud")
        ),
        accepted(
            "both kinds of type, optimized", io_optimized="optimized", instance_type="ecs.s3.large"
        ),
        accepted("both kinds of type, absent", io_optimized=ABSENT, instance_type="ecs.s3.large"),
    ],
)
async def test_an_instance_is_optimized_or_not_as_its_type_allows(client, changes):
    await assert_accepted(client, **changes)


@pytest.mark.parametrize(
    "row",
    [
        *(
            refused(
                f"word {value}",
                (400, "InvalidIoOptimizedValue.ValueNotSupported"),
                "optimized or none",
                io_optimized=value,
            )
            for value in ("yes", "True", "Optimized", "1")
        ),
        refused("number", (400, "InvalidParameter"), "a string, not a number", io_optimized=1),
        *(
            refused(
                f"{value!r} with a type that always is",
                (404, "DependencyViolation.IoOptimized"),
                "ecs.n1.small must be optimized",
                io_optimized=value,
            )
            for value in ("none", "false", False)
        ),
        refused(
            "cloud_ssd without",
            DISK_MISFIT,
            "cloud_ssd needs io_optimized optimized",
            data_disk_category="cloud_ssd",
            **NOT_OPTIMIZED,
        ),
        refused(
            "cloud_essd without",
            DISK_MISFIT,
            "cloud_essd needs io_optimized optimized",
            data_disk_category="cloud_essd",
            **NOT_OPTIMIZED,
        ),
        refused(
            "cloud with",
            DISK_MISFIT,
            "cloud needs io_optimized none",
            data_disk_category="cloud",
        ),
        refused(
            "cloud by default",
            DISK_MISFIT,
            "cloud needs io_optimized none",
            data_disk_category="cloud",
            instance_type="ecs.s3.large",
            io_optimized=ABSENT,
        ),
    ],
)
async def test_what_does_not_go_with_an_optimized_instance_is_refused(client, row):
    await assert_refused(client, row)


# ---- ecs_image_id


@pytest.mark.parametrize(
    "image_id",
    [
        pytest.param("centos_7_04_64_20G_alibase_201701015", id="the documents' CentOS"),
        pytest.param("centos_7_04_64_20G_alibase_201701015.vhd", id="with .vhd"),
        pytest.param("ubuntu_16_0402_64_20G_alibase_20180409", id="Ubuntu 16.04"),
        pytest.param("ubuntu_14_0405_64_20G_alibase_20170824.vhd", id="Ubuntu 14.04 with .vhd"),
        pytest.param("ubuntu_18_04_64_20G_alibase_20190223", id="Ubuntu 18.04"),
        pytest.param("centos_7_2_64_40G_base_20170222", id="40 GiB"),
        pytest.param("ubuntu_16_0402_64_20G_alibase_20180101", id="unlisted Ubuntu"),
        pytest.param("centos_7_04_64_20G_alibase_20180101.vhd", id="unlisted CentOS with .vhd"),
        pytest.param("m-2zeubuntu1604", id="own Ubuntu"),
        pytest.param("m-2zecentos74", id="own CentOS"),
        pytest.param("m-mine", id="unknown own image"),
        pytest.param("", id="empty"),
        pytest.param(None, id="null"),
        pytest.param(ABSENT, id="absent"),
    ],
)
async def test_an_image_that_runs_nodes_is_accepted(client, image_id):
    await assert_accepted(client, ecs_image_id=image_id)


@pytest.mark.parametrize(
    "row",
    [
        refused(
            "Windows",
            NO_NODE_IMAGE,
            "windows 2012 R2, 64 bit",
            ecs_image_id="win2012_64_datactr_r2_en_40G_alibase_20160622",
        ),
        refused(
            "32 bit",
            NO_NODE_IMAGE,
            "ubuntu 14.04, 32 bit",
            ecs_image_id="ubuntu_14_0405_32_40G_alibase_20170711",
        ),
        refused(
            "CentOS 6",
            NO_NODE_IMAGE,
            "centos 6.8, 64 bit",
            ecs_image_id="centos_6_08_64_20G_alibase_20171208.vhd",
        ),
        refused(
            "Debian",
            NO_NODE_IMAGE,
            "debian 9.2",
            ecs_image_id="debian_9_02_64_20G_alibase_20171023",
        ),
        refused(
            "unlisted CentOS 6",
            NO_NODE_IMAGE,
            "centos 6.9",
            ecs_image_id="centos_6_09_64_20G_alibase_20180101",
        ),
        refused(
            "unlisted 32 bit",
            NO_NODE_IMAGE,
            "ubuntu 16.04, 32 bit",
            ecs_image_id="ubuntu_16_0402_32_20G_alibase_20180101",
        ),
        refused("old kernel", NO_NODE_IMAGE, "not 3.10.0", ecs_image_id="m-2zeoldkernel"),
        refused("own Debian", NO_NODE_IMAGE, "not debian", ecs_image_id="m-2zedebian9"),
        refused(
            "of another region",
            (403, "OperationDenied.ImageNotValid"),
            "m-bp1ubuntu1604 is in cn-hangzhou",
            ecs_image_id="m-bp1ubuntu1604",
        ),
        refused("no form of id", NO_IMAGE, "no image 'centos'", ecs_image_id="centos"),
        refused("own in capitals", NO_IMAGE, "no image", ecs_image_id="M-2zeubuntu1604"),
        refused("own without a body", NO_IMAGE, "no image 'm-'", ecs_image_id="m-"),
        refused("own with .vhd", NO_IMAGE, "no image", ecs_image_id="m-2zeubuntu1604.vhd"),
        refused("only .vhd", NO_IMAGE, "no image '.vhd'", ecs_image_id=".vhd"),
    ],
)
async def test_an_invalid_image_is_refused(client, row):
    await assert_refused(client, row)


# ---- need_slb, release_eip_flag, rds_instances


@pytest.mark.parametrize("field", ["need_slb", "release_eip_flag"])
@pytest.mark.parametrize("value", [True, False, None, "", ABSENT])
async def test_a_flag_is_true_or_false_or_left_out(client, field, value):
    await assert_accepted(client, **{field: value})


@pytest.mark.parametrize(
    "row",
    [
        refused(
            f"{field} {value!r}",
            (400, "InvalidParameter"),
            f"must be true or false, not {kind}",
            **{field: value},
        )
        for field in ("need_slb", "release_eip_flag")
        for value, kind in [
            ("true", "a string"),
            ("False", "a string"),
            (1, "a number"),
            (0, "a number"),
            ([], "an array"),
            ({}, "an object"),
        ]
    ],
)
async def test_a_flag_takes_no_words_and_no_numbers(client, row):
    await assert_refused(client, row)


@pytest.mark.parametrize(
    "rds_instances",
    [
        pytest.param(["rm-2zeorders"], id="one"),
        pytest.param(["rm-2zeorders", "rm-2zeusers"], id="two"),
        pytest.param(["rm-mine"], id="unknown"),
        pytest.param(["pgm-2ze1a2b3c"], id="PostgreSQL"),
        pytest.param([], id="none"),
        pytest.param(None, id="null"),
        pytest.param("", id="empty text"),
        pytest.param(ABSENT, id="absent"),
    ],
)
async def test_databases_are_accepted(client, rds_instances):
    await assert_accepted(client, rds_instances=rds_instances)


@pytest.mark.parametrize(
    "row",
    [
        refused("malformed", NO_DATABASE, "no instance 'orders'", rds_instances=["orders"]),
        refused("empty id", NO_DATABASE, "no instance ''", rds_instances=[""]),
        refused("capitals", NO_DATABASE, "no instance", rds_instances=["RM-2ZEORDERS"]),
        refused("no body", NO_DATABASE, "no instance 'rm-'", rds_instances=["rm-"]),
        refused(
            "the second one is bad",
            NO_DATABASE,
            "no instance 'db_2'",
            rds_instances=["rm-2zeorders", "db_2"],
        ),
        refused(
            "another region",
            (400, "InvalidDBInstanceId.RegionMismatch"),
            'DB instance "rm-bp1orders" and the cluster are not in the same Region.',
            rds_instances=["rm-2zeorders", "rm-bp1orders"],
        ),
        refused("text", (400, "InvalidParameter"), "not a string", rds_instances="rm-2zeorders"),
        refused("object", (400, "InvalidParameter"), "not an object", rds_instances={"a": 1}),
        refused("number", (400, "InvalidParameter"), "not a number", rds_instances=5),
        refused(
            "list with a number",
            (400, "InvalidParameter"),
            "an array of strings only, not a number",
            rds_instances=["rm-2zeorders", 5],
        ),
        refused("list with null", (400, "InvalidParameter"), "not null", rds_instances=[None]),
        refused("nested", (400, "InvalidParameter"), "not an array", rds_instances=[["rm-a"]]),
    ],
)
async def test_other_databases_are_refused(client, row):
    await assert_refused(client, row)


# ---- region_id, cluster_type


@pytest.mark.parametrize(
    ("region_id", "letters", "zone"),
    [
        ("cn-qingdao", "m5e", "b"),
        ("cn-beijing", "2ze", "a"),
        ("cn-zhangjiakou", "8vb", "a"),
        ("cn-huhehaote", "hp3", "a"),
        ("cn-hangzhou", "bp1", "b"),
        ("cn-shanghai", "uf6", "a"),
        ("cn-shenzhen", "wz9", "a"),
        ("cn-hongkong", "j6c", "b"),
        ("ap-southeast-1", "t4n", "a"),
        ("ap-southeast-2", "p0w", "a"),
        ("ap-southeast-3", "8ps", "a"),
        ("ap-northeast-1", "6we", "a"),
        ("us-west-1", "rj9", "a"),
        ("us-east-1", "0xi", "a"),
        ("eu-central-1", "gw8", "a"),
    ],
)
async def test_each_region_has_a_network_to_begin_with(client, region_id, letters, zone):
    cluster = await assert_accepted(
        client,
        region_id=region_id,
        vpc_id=f"vpc-{letters}default",
        vswitch_id=f"vsw-{letters}default{zone}",
    )

    assert cluster["region_id"] == region_id
    assert cluster["zone_id"].startswith(region_id)


@pytest.mark.parametrize(
    "row",
    [
        refused("unknown", NO_REGION, "no region 'cn-atlantis'", region_id="cn-atlantis"),
        refused("capitals", NO_REGION, "no region 'CN-BEIJING'", region_id="CN-BEIJING"),
        refused("blank", NO_REGION, "no region", region_id=" cn-beijing"),
        refused("zone", NO_REGION, "no region", region_id="cn-beijing-a"),
        refused("later", NO_REGION, "has no Swarm clusters", region_id="cn-wulanchabu"),
        refused("abroad and later", NO_REGION, "has no Swarm clusters", region_id="eu-west-1"),
        refused("number", (400, "InvalidParameter"), "a string, not a number", region_id=7),
        refused("list", (400, "InvalidParameter"), "not an array", region_id=["cn-beijing"]),
    ],
)
async def test_an_invalid_region_is_refused(client, row):
    await assert_refused(client, row)


@pytest.mark.parametrize("cluster_type", ["Swarm", "swarm", "aliyun", "", None])
async def test_a_cluster_type_that_means_swarm_is_accepted(client, cluster_type):
    await assert_accepted(client, cluster_type=cluster_type)


@pytest.mark.parametrize(
    "row",
    [
        refused(
            str(name),
            (400, "ClusterTypeNotSupported"),
            f"swarm, or left out, with the fields of a Swarm cluster; not '{name}'",
            cluster_type=name,
        )
        for name in ("docker", "compose")
    ],
)
async def test_an_invalid_cluster_type_is_refused(client, row):
    await assert_refused(client, row)


# ---- the account


async def test_an_account_has_up_to_5_clusters_in_all_regions(client):
    for number in range(4):
        await assert_accepted(client, name=f"c{number}", subnet_cidr=f"172.28.{number}.0/24")
    fifth = {"region_id": "cn-hangzhou", "vpc_id": "vpc-mine", "vswitch_id": "vsw-mine"}
    await assert_accepted(client, **fifth)

    sixth = a_create_body(name="sixth", subnet_cidr="172.28.6.0/24")
    answer = await client.post("/clusters", json=sixth)

    assert await refusal_in(answer) == (
        400,
        "QuotaExceeded.Cluster",
        "cluster quota exceeded: 5 clusters",
    )


async def test_the_quota_of_clusters_can_be_set(aiohttp_client):
    client = await a_client(aiohttp_client, quota=("clusters=7",))
    for number in range(7):
        await assert_accepted(client, name=f"c{number}", subnet_cidr=f"172.28.{number}.0/24")

    answer = await client.post("/clusters", json=a_create_body(subnet_cidr="172.28.8.0/24"))

    assert (await refusal_in(answer))[1:] == (
        "QuotaExceeded.Cluster",
        "cluster quota exceeded: 7 clusters",
    )
