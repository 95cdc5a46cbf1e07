"""What every client relies on, whatever it asks: JSON, labels, ids, types, dialects."""

import json
import re

import pytest

from tests.builders import ABSENT, a_create_body

UUID4 = r"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}"


async def create(api, **changes):
    answer = await api.post("/clusters", json=a_create_body(**changes))
    assert answer.status == 202, await answer.text()
    return await answer.json()


EVERYTHING = [
    ("GET", "/clusters", 200),
    ("GET", "/version", 200),
    ("GET", "/clusters/unknown", 404),
    ("DELETE", "/clusters/unknown", 404),
    ("GET", "/clusters/unknown/logs", 404),
    ("GET", "/clusters/unknown/nodes", 404),
    ("GET", "/clusters/[ClusterId]", 404),
    ("GET", "/tasks/T-0", 404),
    ("GET", "/", 404),
    ("GET", "/nowhere", 404),
    ("GET", "/%2e%2e/%00", 404),
    ("PATCH", "/clusters", 405),
    ("PUT", "/version", 405),
    ("OPTIONS", "/clusters", 405),
    ("POST", "/clusters", 400),
]


@pytest.mark.parametrize(("method", "path", "status"), EVERYTHING)
async def test_every_answer_is_labelled_json_with_a_request_id(api, method, path, status):
    answer = await api.request(method, path)
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert re.fullmatch(UUID4, answer.headers["x-acs-request-id"])
    body = json.loads(await answer.read())
    if status >= 400:
        assert body["RequestId"] == answer.headers["x-acs-request-id"]
        assert body["Code"]
        assert body["Message"]


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [("GET", "/nowhere", "InvalidAction.NotFound"), ("PUT", "/version", "UnsupportedHTTPMethod")],
)
async def test_what_the_gateway_refuses_has_the_gateways_keys_only(api, method, path, code):
    body = await (await api.request(method, path)).json()
    assert body.keys() == {"RequestId", "HostId", "Code", "Message"}
    assert body["Code"] == code


async def test_a_service_error_has_its_keys_in_both_spellings(api):
    body = await (await api.get("/clusters/c0")).json()
    assert body["code"] == body["Code"] == "ErrorClusterNotFound"
    assert body["message"] == body["Message"]
    assert body["requestId"] == body["RequestId"]
    assert body["status"] == 404


async def test_a_service_error_can_have_the_services_own_keys_only(an_api):
    api = await an_api(error_keys="service")
    body = await (await api.get("/clusters/c0")).json()
    assert body.keys() == {"code", "message", "requestId", "status"}


async def test_a_head_request_has_no_body(api):
    answer = await api.head("/clusters")
    assert (answer.status, await answer.read()) == (405, b"")


async def test_an_address_that_is_too_long_is_refused_in_json(an_api):
    api = await an_api(url_limit=100)
    answer = await api.get("/clusters?name=" + "x" * 100)
    assert (answer.status, (await answer.json())["Code"]) == (400, "InvalidUrl")


async def test_a_creation_answers_with_the_ids_of_the_documents(api):
    answer = await api.post("/clusters", json=a_create_body())
    body = await answer.json()
    assert answer.status == 202
    assert body.keys() == {"cluster_id", "request_id", "task_id"}
    assert re.fullmatch(r"c[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}", body["cluster_id"])
    assert body["request_id"] == answer.headers["x-acs-request-id"]
    # The first eight digits of a task id are the time: 2018-01-08T09:00:00Z.
    assert re.fullmatch(r"T-5a533310[0-9a-f]{16}", body["task_id"])


@pytest.mark.parametrize(
    "label", ["application/json; charset=utf-8", "application/octet-stream", ""]
)
async def test_a_body_is_read_as_json_whatever_its_label(api, label):
    headers = {"Content-Type": label}
    data = json.dumps(a_create_body()).encode()
    assert (await api.post("/clusters", data=data, headers=headers)).status == 202


async def test_a_chunked_body_is_read(api):
    async def pieces():
        raw = json.dumps(a_create_body()).encode()
        yield raw[:50]
        yield raw[50:]

    assert (await api.post("/clusters", data=pieces())).status == 202


async def test_the_types_of_a_cluster_are_those_that_strict_clients_need(api):
    created = await create(api)
    cluster = await (await api.get(f"/clusters/{created['cluster_id']}")).json()
    assert type(cluster["size"]) is int
    assert cluster["created"] == cluster["updated"] == "2018-01-08T09:00:00Z"
    assert json.loads(cluster["node_status"]) == {"health": 0, "unhealth": 0}
    texts = ("name", "state", "master_url", "vpc_id", "external_loadbalancer_id", "region_id")
    assert all(type(cluster[name]) is str for name in texts)


async def test_times_can_be_written_in_the_time_of_china(an_api):
    api = await an_api(times="china")
    created = await create(api)
    cluster = await (await api.get(f"/clusters/{created['cluster_id']}")).json()
    assert cluster["created"] == "2018-01-08T17:00:00+08:00"


async def test_the_list_is_a_bare_array_in_the_order_of_creation(api):
    assert await (await api.get("/clusters")).json() == []
    await create(api, name="one")
    await create(api, name="two", subnet_cidr="172.29.1.0/24")
    clusters = await (await api.get("/clusters")).json()
    assert [cluster["name"] for cluster in clusters] == ["one", "two"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=n", ["one"]),
        ("Name=tw", ["two"]),
        ("name=TW", []),
        ("name=", ["one", "two"]),
        ("RegionId=cn-hangzhou", ["one", "two"]),
        ("clusterType=Swarm", ["one", "two"]),
        ("clusterType=Kubernetes", []),
        ("whatever=1", ["one", "two"]),
    ],
)
async def test_the_list_is_filtered_by_a_part_of_the_name_and_never_by_region(api, query, names):
    await create(api, name="one")
    await create(api, name="two", subnet_cidr="172.29.1.0/24")
    clusters = await (await api.get(f"/clusters?{query}")).json()
    assert [cluster["name"] for cluster in clusters] == names


async def test_a_cluster_id_is_found_in_any_case_and_with_a_slash_behind(api):
    cluster_id = (await create(api))["cluster_id"]
    assert (await api.get(f"/clusters/{cluster_id.upper()}")).status == 200
    assert (await api.get(f"/clusters/{cluster_id}/")).status == 200


async def test_nodes_come_in_pages(api):
    cluster_id = (await create(api, size=12))["cluster_id"]
    await api.post("/_simulator/clock/advance", json={"until": "idle"})
    path = f"/clusters/{cluster_id}/nodes"
    first = await (await api.get(path)).json()
    second = await (await api.get(f"{path}?pageNumber=2")).json()
    assert first["page"] == {"page_number": 1, "page_size": 10, "total_count": 12}
    assert (len(first["nodes"]), len(second["nodes"])) == (10, 2)
    names = [node["host_name"] for node in first["nodes"] + second["nodes"]]
    assert names == [f"{cluster_id}-node{number}" for number in range(1, 13)]
    wanted = first["nodes"][3]["instance_id"]
    chosen = await (await api.get(f"{path}?instanceIds={wanted}&state=running")).json()
    assert [node["instance_id"] for node in chosen["nodes"]] == [wanted]


@pytest.mark.parametrize("query", ["pageSize=0", "pageSize=x", "pageNumber=-1", "pageNumber=²"])
async def test_a_page_that_makes_no_sense_is_refused(api, query):
    cluster_id = (await create(api))["cluster_id"]
    answer = await api.get(f"/clusters/{cluster_id}/nodes?{query}")
    assert (answer.status, (await answer.json())["code"]) == (400, "InvalidParameter")


async def test_a_task_can_be_read_after_its_cluster_is_gone(api):
    created = await create(api)
    deleted = await (await api.delete(f"/clusters/{created['cluster_id']}")).json()
    await api.post("/_simulator/clock/advance", json={"until": "idle"})
    assert (await api.get(f"/clusters/{created['cluster_id']}")).status == 404
    creation = await (await api.get(f"/tasks/{created['task_id']}")).json()
    deletion = await (await api.get(f"/tasks/{deleted['task_id']}")).json()
    assert (creation["state"], creation["error"]["code"]) == ("failed", "Canceled")
    assert (deletion["state"], deletion["task_type"]) == ("success", "cluster_delete")


async def test_the_log_is_a_bare_array_newest_line_first(api):
    cluster_id = (await create(api))["cluster_id"]
    await api.post("/_simulator/clock/advance", json={"until": "idle"})
    lines = await (await api.get(f"/clusters/{cluster_id}/logs")).json()
    assert [line["ID"] for line in lines] == sorted((line["ID"] for line in lines), reverse=True)
    assert lines[-1]["cluster_log"] == f"{cluster_id} | Start to create cluster"
    assert lines[-1].keys() == {
        "ID", "cluster_id", "cluster_log", "created", "log_level", "updated",
    }  # fmt: skip
    assert {line["log_level"] for line in lines} == {"\u0004"}


async def test_a_header_that_is_not_utf_8_breaks_nothing(api):
    body = a_create_body(region_id=ABSENT, vpc_id="vpc-new", vswitch_id="vsw-new")
    answer = await api.post("/clusters", json=body, headers={"x-acs-region-id": "é"})
    assert (answer.status, (await answer.json())["code"]) == (404, "InvalidRegionId.NotFound")


async def test_no_secret_reaches_the_database_file(an_api, tmp_path):
    path = tmp_path / "state.db"
    api = await an_api(db=str(path))
    secret = "Very-Secret-1"
    headers = {"Authorization": "acs testid:c2lnbmF0dXJl"}
    await api.post("/clusters", json=a_create_body(password=secret), headers=headers)
    await api.post("/clusters", json=a_create_body(password=[secret]), headers=headers)
    await api.post("/clusters", data=f'{{"password": "{secret}",', headers=headers)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    await api.post("/clusters", data=f"password={secret}&name=x", headers=form)
    await api.get(f"/clusters?password={secret}&token={secret}", headers=headers)
    await api.close()
    assert b"my-test-cluster" in path.read_bytes()
    assert secret.encode() not in path.read_bytes()
    assert b"c2lnbmF0dXJl" not in path.read_bytes()
