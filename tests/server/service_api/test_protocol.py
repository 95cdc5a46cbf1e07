"""What every client relies on, whatever it asks: JSON, labels, ids, types, dialects."""

import json
import re

import pytest
from cs_simulator.catalog.known_operations import verified
from cs_simulator.operations import all_operations

from tests.support.builders import ABSENT, PASSWORD, a_create_body
from tests.support.http import advance, create

UUID4 = r"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}"


EVERYTHING = [
    ("GET", "/clusters", 200),
    ("GET", "/version", 200),
    ("GET", "/clusters/unknown", 404),
    ("DELETE", "/clusters/unknown", 404),
    ("GET", "/clusters/unknown/logs", 404),
    ("GET", "/clusters/unknown/nodes", 404),
    ("GET", "/clusters/[ClusterId]", 404),
    ("GET", "/tasks/T-0", 400),
    ("GET", "/", 404),
    ("GET", "/nowhere", 404),
    ("GET", "/%2e%2e/%00", 404),
    ("GET", "/line%0Abreak", 404),
    ("GET", "/clusters/line%0Abreak", 404),
    ("PATCH", "/clusters", 405),
    ("PUT", "/version", 405),
    ("OPTIONS", "/clusters", 405),
    ("PROPFIND", "/clusters", 405),
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
    assert body["Message"] == f"{body['Code']}: {body['message']}"
    assert (body["RequestId"], body["status"]) == (body["requestId"], 404)


@pytest.mark.parametrize("keys", ["both", "service"])
async def test_a_client_that_searches_its_message_for_the_code_finds_it(an_api, keys):
    api = await an_api(error_keys=keys)
    raw = await (await api.get("/clusters/c0")).text()
    # alibaba-cloud-sdk-go reads capitalised keys; without them the message is the whole body.
    assert "ErrorClusterNotFound" in json.loads(raw).get("Message", raw)


async def test_decoders_that_ignore_case_read_the_plain_message(api):
    raw = await (await api.get("/clusters/c0")).text()
    fields = dict(json.loads(raw, object_pairs_hook=lambda ps: [(k.lower(), v) for k, v in ps]))
    assert (fields["code"], fields["message"]) == ("ErrorClusterNotFound", "cluster not found: c0")


async def test_a_service_error_can_have_the_services_own_keys_only(an_api):
    api = await an_api(error_keys="service")
    body = await (await api.get("/clusters/c0")).json()
    assert body.keys() == {"code", "message", "requestId", "status"}


async def test_the_gateway_keeps_its_keys_whatever_the_service_does(an_api):
    api = await an_api(error_keys="service")
    body = await (await api.get("/nowhere")).json()
    assert body.keys() == {"RequestId", "HostId", "Code", "Message"}


SCALE = {"size": 3, "instance_type": "ecs.n1.small", "password": PASSWORD}
TEMPLATE = {"name": "web", "template": "web: {}"}
# What is sent to operations that want a body.
BODIES = {
    "AttachInstances": {"password": PASSWORD, "instances": ["i-2zefree1"]},
    "CreateCluster": a_create_body(name="other", subnet_cidr="172.29.1.0/24"),
    "CreateTemplate": TEMPLATE,
    "ModifyClusterTags": [{"key": "a", "value": "b"}],
    "ResetClusterNode": {"password": PASSWORD, "ecs_image_id": "m-2zeubuntu1604"},
    "ScaleCluster": SCALE,
    "ScaleInCluster": {"size": 1},
    "UpdateTemplate": TEMPLATE,
}
ASYNCHRONOUS = {
    "AttachInstances",
    "CreateCluster",
    "DeleteCluster",
    "DeleteClusterNode",
    "ResetClusterNode",
    "ScaleCluster",
    "ScaleInCluster",
}


async def names_of_everything(api):
    """What the paths of operations may name: a running cluster, and one of all that is kept."""
    names = await create(api, size=2)
    await advance(api, until="idle")
    cluster = f"/clusters/{names['cluster_id']}"
    [host, _] = await (await api.get(f"{cluster}/hosts")).json()
    token = await (await api.post(f"{cluster}/token")).json()
    template = await (await api.put("/templates", json=TEMPLATE)).json()
    return {
        **names,
        "cluster_name": "renamed",
        "ip": host["IP"],
        "instance_id": host["InstanceId"],
        "token": token["token"],
        "template_id": template["template_id"],
        "region_id": "cn-beijing",
    }


# Those that clients have called for Swarm clusters; answers about others are in tests/sdk.
CALLED = {name for names in verified()["swarm"].values() for name in names}
OF_SWARM = [
    operation
    for operation in all_operations()
    if operation.name in CALLED and not operation.cluster_type
]


@pytest.mark.parametrize("operation", OF_SWARM, ids=lambda operation: operation.name)
async def test_a_successful_answer_is_never_empty(api, operation):
    names = await names_of_everything(api)
    if operation.name == "CancelTask":
        scaled = await api.put(f"/clusters/{names['cluster_id']}", json=SCALE)
        names["task_id"] = (await scaled.json())["task_id"]
    answer = await api.request(
        operation.method, operation.path.format(**names), json=BODIES.get(operation.name)
    )
    assert answer.status == (202 if operation.name in ASYNCHRONOUS else 200), await answer.text()
    assert isinstance(await answer.json(), dict | list)


@pytest.mark.parametrize("wanted", ["application/octet-stream", "text/html", "image/*;q=0.8"])
async def test_json_is_answered_whatever_the_client_would_rather_have(api, wanted):
    answer = await api.get("/clusters", headers={"Accept": wanted})
    assert (answer.content_type, await answer.json()) == ("application/json", [])


async def test_no_two_answers_have_the_same_request_id(api):
    answers = [await api.get(path) for path in ("/clusters", "/nowhere", "/clusters/c0") * 5]
    assert len({answer.headers["x-acs-request-id"] for answer in answers}) == 15


async def test_a_head_request_has_no_body_and_the_connection_goes_on(api):
    answer = await api.head("/clusters")
    assert (answer.status, await answer.read()) == (405, b"")
    assert await (await api.get("/clusters")).json() == []


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
    # The first eight digits of a task id are the time: 2026-09-01T09:00:00Z.
    assert re.fullmatch(r"T-6a969410[0-9a-f]{16}", body["task_id"])


async def test_a_task_id_begins_with_the_virtual_instant(api):
    first = (await create(api, size=0))["task_id"]
    await advance(api, by="90s")
    second = (await create(api, size=0, name="later", subnet_cidr="172.29.1.0/24"))["task_id"]
    assert int(second[2:10], 16) - int(first[2:10], 16) == 90


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
    assert cluster["created"] == cluster["updated"] == "2026-09-01T09:00:00Z"
    assert json.loads(cluster["node_status"]) == {"health": 0, "unhealth": 0}
    texts = ("name", "state", "master_url", "vpc_id", "external_loadbalancer_id", "region_id")
    assert all(type(cluster[name]) is str for name in texts)


async def test_no_field_of_a_cluster_has_another_type_once_it_runs(api):
    cluster_id = (await create(api, size=2))["cluster_id"]
    early = await (await api.get(f"/clusters/{cluster_id}")).json()
    await advance(api, until="idle")
    late = await (await api.get(f"/clusters/{cluster_id}")).json()
    assert {name: type(value) for name, value in early.items()} == {
        name: type(value) for name, value in late.items()
    }
    assert {name for name, value in late.items() if type(value) is not str} == {
        "data_disk_size",
        "size",
        "tags",
    }


async def test_the_status_of_the_nodes_counts_those_that_run(api):
    path = f"/clusters/{(await create(api, size=2))['cluster_id']}"
    await advance(api, by="1m")
    early = await (await api.get(path)).json()
    await advance(api, until="idle")
    late = await (await api.get(path)).json()
    assert json.loads(early["node_status"]) == {"health": 0, "unhealth": 2}
    assert json.loads(late["node_status"]) == {"health": 2, "unhealth": 0}


async def test_times_can_be_written_in_the_time_of_china(an_api):
    api = await an_api(times="china")
    created = await create(api)
    await advance(api, until="idle")
    path = f"/clusters/{created['cluster_id']}"
    cluster = await (await api.get(path)).json()
    task = await (await api.get(f"/tasks/{created['task_id']}")).json()
    log = await (await api.get(f"{path}/logs")).json()
    [node] = (await (await api.get(f"{path}/nodes")).json())["nodes"]
    times = {cluster["created"], task["created"], log[-1]["created"]}
    assert times == {"2026-09-01T17:00:00+08:00"}
    assert re.fullmatch(r"2026-09-01T17:0\d:\d\d\+08:00", node["creation_time"])


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


async def test_a_repeated_deletion_gets_the_same_task_and_moves_nothing(api):
    path = f"/clusters/{(await create(api))['cluster_id']}"
    await advance(api, until="idle")
    first = await (await api.delete(path)).json()
    due = (await advance(api, by="100ms"))["next"]
    again = await api.delete(path)
    second = await again.json()
    assert (again.status, second["task_id"]) == (202, first["task_id"])
    assert (await advance(api, by=0))["next"] == due


async def test_repeated_deletions_do_not_put_off_the_end(an_api):
    ends = set()
    for repetitions in (0, 5):
        api = await an_api()
        path = f"/clusters/{(await create(api))['cluster_id']}"
        await advance(api, until="idle")
        await api.delete(path)
        for _ in range(repetitions):
            await advance(api, by="3s")
            assert (await api.delete(path)).status == 202
        ends.add((await advance(api, until="idle"))["now"])
    assert len(ends) == 1


async def test_what_is_gone_cannot_be_deleted_again(api):
    path = f"/clusters/{(await create(api))['cluster_id']}"
    await api.delete(path)
    await advance(api, until="idle")
    answer = await api.delete(path)
    assert (answer.status, (await answer.json())["code"]) == (404, "ErrorClusterNotFound")


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
