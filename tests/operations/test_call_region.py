"""Rules, handlers, policies and the journal agree on the region that a call is about."""

import pytest
from cs_simulator.cluster_types.swarm.example import example

from tests.support.builders import a_create_body

HANGZHOU, DEFAULT = "cn-hangzhou", "cn-beijing"
IN_HANGZHOU = {name: example({"region_id": HANGZHOU}, 1)[name] for name in ("vpc_id", "vswitch_id")}
HOST = f"cs.{HANGZHOU}.aliyuncs.com"

# How a call of GET /clusters says which region it is about.
NAMED = [
    ("header", {"x-acs-region-id": HANGZHOU}, "", HANGZHOU),
    ("query", {}, f"?RegionId={HANGZHOU}", HANGZHOU),
    ("host", {"Host": HOST}, "", HANGZHOU),
    ("host with its port", {"Host": f"{HOST.upper()}:443"}, "", HANGZHOU),
    ("host of the VPC API", {"Host": f"vpc.{HANGZHOU}.aliyuncs.com"}, "", HANGZHOU),
    ("header before query", {"x-acs-region-id": HANGZHOU}, "?RegionId=cn-shanghai", HANGZHOU),
    ("query before host", {"Host": HOST}, "?RegionId=cn-shanghai", "cn-shanghai"),
    ("nothing", {}, "", DEFAULT),
    ("the central host", {"Host": "cs.aliyuncs.com"}, "", DEFAULT),
]
# How a creation does.
CREATIONS = [
    ("body", {"region_id": HANGZHOU, **IN_HANGZHOU}, {}),
    ("body before header", {"region_id": HANGZHOU, **IN_HANGZHOU}, {"x-acs-region-id": DEFAULT}),
    ("header", {"region_id": "", **IN_HANGZHOU}, {"x-acs-region-id": HANGZHOU}),
    ("host", {"region_id": None, **IN_HANGZHOU}, {"Host": HOST}),
    ("vpc", {"region_id": "", **IN_HANGZHOU}, {}),
]


def rows(table):
    return [pytest.param(*row[1:], id=row[0]) for row in table]


async def last_call(api):
    return (await (await api.get("/_simulator/calls?limit=1")).json())["calls"][0]


async def down_in(api, region_id):
    rule = {"id": "down", "when": {"region_id": region_id}, "then": "outage"}
    answer = await api.patch("/_simulator/faults", json={"rules": [rule]})
    assert answer.status == 200, await answer.text()


@pytest.mark.parametrize(("headers", "query", "region_id"), rows(NAMED))
async def test_a_call_names_its_region(api, headers, query, region_id):
    assert (await api.get(f"/clusters{query}", headers=headers)).status == 200
    assert (await last_call(api))["region_id"] == region_id
    await down_in(api, region_id)
    assert (await api.get(f"/clusters{query}", headers=headers)).status == 503
    assert (await last_call(api))["region_id"] == region_id


@pytest.mark.parametrize(("changes", "headers"), rows(CREATIONS))
async def test_a_creation_happens_in_the_region_that_rules_see(api, changes, headers):
    body = a_create_body(**changes)
    await down_in(api, HANGZHOU)
    assert (await api.post("/clusters", json=body, headers=headers)).status == 503
    assert (await last_call(api))["region_id"] == HANGZHOU
    await down_in(api, DEFAULT)
    answer = await api.post("/clusters", json=body, headers=headers)
    created = await answer.json()
    assert answer.status == 202, created
    assert (await last_call(api))["region_id"] == HANGZHOU
    shown = await api.get(f"/clusters/{created['cluster_id']}")
    assert (shown.status, (await shown.json())["region_id"]) == (200, HANGZHOU)


async def test_the_clusters_own_region_counts_for_calls_about_it_and_its_tasks(api):
    body = a_create_body(region_id=HANGZHOU, **IN_HANGZHOU)
    created = await (await api.post("/clusters", json=body)).json()
    await down_in(api, HANGZHOU)
    for path in (f"/clusters/{created['cluster_id']}", f"/tasks/{created['task_id']}"):
        answer = await api.get(f"{path}?RegionId={DEFAULT}")
        assert answer.status == 503, path
        assert (await last_call(api))["region_id"] == HANGZHOU


async def test_a_path_can_name_a_region(api):
    await down_in(api, HANGZHOU)
    assert (await api.get(f"/regions/{HANGZHOU}/clusters")).status == 503
    assert (await api.get(f"/regions/{DEFAULT}/clusters")).status != 503
    assert (await last_call(api))["region_id"] == DEFAULT


async def test_an_outage_of_the_timeline_meets_creations_by_their_body(api):
    timeline = [{"at": "+0s", "do": "start_outage", "region_id": HANGZHOU, "for": "10m"}]
    scenario = {
        "apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "down"},
        "timeline": timeline,
    }  # fmt: skip
    answer = await api.put("/_simulator/scenario", json=scenario)
    assert answer.status == 200, await answer.text()
    there = a_create_body(region_id=HANGZHOU, **IN_HANGZHOU)
    assert (await api.post("/clusters", json=there)).status == 503
    assert (await api.post("/clusters", json=a_create_body())).status == 202


@pytest.mark.parametrize("region_id", [["cn-hangzhou"], 7, {"a": 1}])
async def test_a_region_that_is_no_text_is_refused_and_journalled(api, region_id):
    answer = await api.post("/clusters", json=a_create_body(region_id=region_id))
    assert answer.status == 400
    assert (await last_call(api))["region_id"] == DEFAULT
