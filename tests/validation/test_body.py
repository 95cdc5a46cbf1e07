"""Bodies as real clients send and label them, and where the region of a call comes from."""

from urllib.parse import urlencode

import orjson
import pytest
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.support.builders import ABSENT, a_create_body, assert_accepted, created_by, refusal_in

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def client(aiohttp_client):
    return await aiohttp_client(create_app(Settings(db=":memory:", clock="frozen")))


async def post(client, raw, label=None, **request):
    """Send bytes under a label of the caller's choice, or under none."""
    headers = {"Content-Type": label} if label else {}
    return await client.post(
        "/clusters", data=raw, headers=headers, skip_auto_headers=["Content-Type"], **request
    )


# ---- JSON


@pytest.mark.parametrize(
    "label",
    [
        "application/json",
        "application/json;charset=UTF-8",
        "application/octet-stream",
        "text/plain",
        FORM,
        None,
    ],
)
async def test_json_is_read_under_any_label(client, label):
    cluster = await created_by(client, await post(client, orjson.dumps(a_create_body()), label))

    assert cluster["name"] == "my-test-cluster"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(orjson.dumps(a_create_body(), option=orjson.OPT_INDENT_2), id="indented"),
        pytest.param(b" \r\n\t" + orjson.dumps(a_create_body()) + b"\n", id="blanks around"),
        pytest.param(
            orjson.dumps(a_create_body()).replace(b"my-test", rb"\u006dy-test"), id="escapes"
        ),
    ],
)
async def test_json_is_read_however_it_is_written(client, raw):
    cluster = await created_by(client, await post(client, raw))

    assert cluster["name"] == "my-test-cluster"


@pytest.mark.parametrize(
    ("raw", "piece"),
    [
        pytest.param(b"", "it is empty; send a JSON object", id="nothing"),
        pytest.param(b" \r\n", "it is empty; send a JSON object", id="blanks"),
        pytest.param(b"{", "it is not JSON", id="cut off"),
        pytest.param(orjson.dumps(a_create_body())[:-1], "it is not JSON", id="last byte missing"),
        pytest.param(b'{"name": "a",}', "it is not JSON", id="comma too many"),
        pytest.param(b"{'name': 'a'}", "it is not JSON", id="single quotes"),
        pytest.param(b'{"size": NaN}', "it is not JSON", id="not a number"),
        pytest.param(b'{"name": "\xff"}', "it is not JSON", id="not UTF-8"),
        pytest.param(b"name=a&size=1", "it is not JSON", id="form without its label"),
        pytest.param(b"<cluster/>", "it is not JSON", id="XML"),
        pytest.param(b"[" * 5000, "it is not JSON", id="bottomless"),
        pytest.param(b"[" * 100_000, "more than 10000 arrays", id="too many brackets"),
        pytest.param(b"[]", "a JSON object, not an array", id="empty array"),
        pytest.param(orjson.dumps([a_create_body()]), "object, not an array", id="array"),
        pytest.param(b'"text"', "a JSON object, not a string", id="text"),
        pytest.param(b"5", "a JSON object, not a number", id="number"),
        pytest.param(b"1.5", "a JSON object, not a number", id="fraction"),
        pytest.param(b"true", "a JSON object, not true or false", id="true"),
        pytest.param(b"null", "a JSON object, not null", id="null"),
    ],
)
async def test_a_body_that_is_no_json_object_is_refused(client, raw, piece):
    status, code, message = await refusal_in(await post(client, raw, "application/json"))

    assert (status, code) == (400, "InvalidParameter")
    assert message.startswith("invalid parameter body (body: ")
    assert piece in message


# ---- the limit of a body


def padded(length):
    raw = orjson.dumps(a_create_body(padding=""))
    return raw[:-2] + b"x" * (length - len(raw)) + raw[-2:]


@pytest.mark.parametrize("length", [999, 1000])
async def test_a_body_up_to_the_limit_is_read(aiohttp_client, length):
    client = await a_client_with_limit(aiohttp_client, 1000)

    await created_by(client, await post(client, padded(length)))


async def test_a_body_over_the_limit_is_refused(aiohttp_client):
    client = await a_client_with_limit(aiohttp_client, 1000)

    status, code, message = await refusal_in(await post(client, padded(1001)))

    assert (status, code) == (413, "RequestEntityTooLarge")
    assert message == "the request body is larger than 1000 bytes (body: send less)"
    assert await (await client.get("/clusters")).json() == []


async def test_a_body_that_does_not_say_its_length_has_the_same_limit(aiohttp_client):
    client = await a_client_with_limit(aiohttp_client, 1000)

    async def pieces():
        for _ in range(11):
            yield b" " * 100

    assert (await refusal_in(await post(client, pieces())))[0] == 413


async def test_a_body_may_be_large_by_default(client):
    await created_by(client, await post(client, padded(1_000_000)))


async def a_client_with_limit(aiohttp_client, limit):
    app = create_app(Settings(db=":memory:", clock="frozen", body_limit=limit))
    return await aiohttp_client(app)


# ---- forms


def a_form(**changes):
    return urlencode(a_create_body(**changes)).encode()


@pytest.mark.parametrize("label", [FORM, f"{FORM}; charset=utf-8"])
async def test_a_form_is_read_with_the_words_of_python(client, label):
    raw = a_form(size=3, need_slb=True, release_eip_flag=False)
    assert b"size=3&" in raw
    assert b"need_slb=True" in raw

    cluster = await created_by(client, await post(client, raw, label))

    assert (cluster["size"], cluster["data_disk_size"]) == (3, 40)
    assert cluster["subnet_cidr"] == "172.28.1.0/24"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"need_slb": "true"}, id="true"),
        pytest.param({"need_slb": "FALSE"}, id="FALSE"),
        pytest.param({"need_slb": ""}, id="empty flag"),
        pytest.param({"rds_instances": "rm-2zeorders"}, id="one database"),
        pytest.param({"rds_instances": "rm-2zeorders,rm-2zeusers"}, id="two databases"),
        pytest.param({"rds_instances": ""}, id="no database"),
        pytest.param({"name": "测试集群"}, id="Chinese"),
        pytest.param({"password": "a&b=c+d%1"}, id="characters with a meaning in forms"),
        pytest.param({"size": "0"}, id="no nodes"),
        pytest.param({"io_optimized": "true"}, id="optimized"),
        pytest.param({"region_id": ""}, id="empty region"),
        pytest.param({"unknown": "field"}, id="unknown field"),
    ],
)
async def test_a_form_has_its_values_as_texts(client, changes):
    await created_by(client, await post(client, a_form(**changes), FORM))


@pytest.mark.parametrize(
    ("changes", "code", "piece"),
    [
        ({"size": "many"}, "InvalidParameter", "size: must be a whole number, not a string"),
        ({"size": "1.0"}, "InvalidParameter", "size: must be a whole number, not a string"),
        ({"size": "1e1"}, "InvalidParameter", "size: must be a whole number, not a string"),
        ({"size": "\uff13"}, "InvalidParameter", "size: must be a whole number, not a string"),
        ({"size": "9" * 30}, "InvalidParameter", "size: must be a whole number, not a string"),
        ({"size": "-1"}, "InvalidParameter", "size: at least 0, not -1"),
        ({"size": "21"}, "QuotaExceeded.Node", "size: at most 20, not 21"),
        ({"size": ""}, "MissingParameter", '"size"'),
        ({"size": ABSENT}, "MissingParameter", '"size"'),
        ({"need_slb": "maybe"}, "InvalidParameter", "need_slb: must be true or false"),
        ({"release_eip_flag": "1"}, "InvalidParameter", "release_eip_flag: must be true or"),
        ({"name": "a b"}, "InvalidParameter", "name: letters, digits"),
        ({"rds_instances": "rm-2zeorders,2"}, "InvalidDBInstanceId.NotFound", "no instance '2'"),
    ],
)
async def test_a_form_has_the_same_rules(client, changes, code, piece):
    refusal = await refusal_in(await post(client, a_form(**changes), FORM))

    assert refusal[1] == code
    assert piece in refusal[2]


@pytest.mark.parametrize("raw", [b"name=%FF", b"name=\xff"])
async def test_a_form_is_in_utf_8(client, raw):
    status, code, message = await refusal_in(await post(client, raw, FORM))

    assert (status, code) == (400, "InvalidParameter")
    assert "body: it is not a form in UTF-8" in message


# ---- the region of a call

BODY, HEADER, QUERY = "cn-shanghai", "cn-hangzhou", "cn-shenzhen"


@pytest.mark.parametrize(
    ("body", "header", "query", "region_id"),
    [
        pytest.param(BODY, HEADER, QUERY, BODY, id="body before header and query"),
        pytest.param(BODY, HEADER, None, BODY, id="body before header"),
        pytest.param(BODY, None, QUERY, BODY, id="body before query"),
        pytest.param(ABSENT, HEADER, QUERY, HEADER, id="header before query"),
        pytest.param(ABSENT, HEADER, None, HEADER, id="header alone"),
        pytest.param(ABSENT, None, QUERY, QUERY, id="query alone"),
        pytest.param(ABSENT, "", QUERY, QUERY, id="query for an empty header"),
        pytest.param("", HEADER, QUERY, HEADER, id="header for an empty text"),
        pytest.param(None, HEADER, QUERY, HEADER, id="header for null"),
        pytest.param(None, None, QUERY, QUERY, id="query for null"),
        pytest.param(ABSENT, None, "", "cn-beijing", id="default for an empty query"),
        pytest.param(ABSENT, None, None, "cn-beijing", id="default"),
    ],
)
async def test_the_region_is_looked_for_in_body_header_and_query(
    client, body, header, query, region_id
):
    answer = await client.post(
        "/clusters",
        json=a_create_body(region_id=body, vpc_id="vpc-mine", vswitch_id="vsw-mine"),
        headers={} if header is None else {"x-acs-region-id": header},
        params={} if query is None else {"RegionId": query},
    )

    assert (await created_by(client, answer))["region_id"] == region_id


async def test_a_form_may_name_the_region_in_the_header(client):
    raw = a_form(region_id=ABSENT, vpc_id="vpc-mine", vswitch_id="vsw-mine")
    answer = await client.post(
        "/clusters", data=raw, headers={"x-acs-region-id": HEADER, "Content-Type": FORM}
    )

    assert (await created_by(client, answer))["region_id"] == HEADER


async def test_the_region_of_a_known_vpc_is_taken_where_none_is_named(client):
    cluster = await assert_accepted(
        client, region_id=ABSENT, vpc_id="vpc-bp1default", vswitch_id="vsw-bp1defaultb"
    )

    assert cluster["region_id"] == "cn-hangzhou"


async def test_the_default_region_can_be_set(aiohttp_client):
    settings = Settings(db=":memory:", clock="frozen", default_region="cn-qingdao")
    client = await aiohttp_client(create_app(settings))

    cluster = await assert_accepted(
        client, region_id=ABSENT, vpc_id="vpc-mine", vswitch_id="vsw-mine"
    )

    assert cluster["region_id"] == "cn-qingdao"


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({"headers": {"x-acs-region-id": "cn-atlantis"}}, id="header"),
        pytest.param({"params": {"RegionId": "cn-atlantis"}}, id="query"),
    ],
)
async def test_an_unknown_region_is_refused_wherever_it_stands(client, request_):
    answer = await client.post("/clusters", json=a_create_body(region_id=ABSENT), **request_)

    assert await refusal_in(answer) == (
        404,
        "InvalidRegionId.NotFound",
        "The specified RegionId does not exist. (region_id: no region 'cn-atlantis')",
    )


async def test_a_network_outside_the_region_of_the_header_is_refused(client):
    answer = await client.post(
        "/clusters",
        json=a_create_body(region_id=ABSENT),
        headers={"x-acs-region-id": "cn-hangzhou"},
    )

    status, code, message = await refusal_in(answer)
    assert (status, code) == (400, "VpcNotFound")
    assert "vpc-2zedefault is in cn-beijing, not in cn-hangzhou" in message


async def test_json_labelled_a_form_is_kept_without_its_password(aiohttp_client, tmp_path):
    path = tmp_path / "state.db"
    settings = Settings(db=str(path), clock="frozen", log_level="warning")
    client = await aiohttp_client(create_app(settings))
    form = {"Content-Type": "Application/X-WWW-Form-Urlencoded"}
    body = orjson.dumps(a_create_body(password="Leaky-Leaky1"))
    assert (await client.post("/clusters", data=body, headers=form)).status == 202
    await client.post("/clusters", data="password%3DLeaky-Leaky1", headers=form)
    await client.close()
    assert b"my-test-cluster" in path.read_bytes()
    assert b"Leaky-Leaky1" not in path.read_bytes()
