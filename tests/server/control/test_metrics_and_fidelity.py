"""What the simulator tells of its work, and of how true it is."""

import pytest
from cs_simulator.server.app import SIMULATOR
from prometheus_client.parser import text_string_to_metric_families

from tests.support.broken_storage import CAUSES
from tests.support.builders import a_create_body

pytestmark = pytest.mark.every_type

CALLS = "cs_simulator_call_seconds_count"


async def samples(api):
    answer = await api.get("/_simulator/metrics")
    assert answer.status == 200
    assert answer.content_type == "text/plain"
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(await answer.text())
        for sample in family.samples
    }


OVERLAPS = {"swarm": "InvalidCidrBlock.Overlapped", "ack": "InvalidParameter.ContainerCidr"}


async def test_calls_tasks_steps_commits_and_faults_are_counted(an_api, cluster_type):
    api = await an_api(start="2018-01-08T09:00:00Z")
    await api.post("/clusters", json=a_create_body())
    await api.post("/clusters", json=a_create_body())
    await api.get("/nowhere")
    before = await samples(api)
    calls = "cs_simulator_call_seconds_count"
    assert before[calls, "", "CreateCluster"] == 1
    assert before[calls, "CreateCluster", OVERLAPS[cluster_type]] == 1
    assert before[calls, "", "InvalidAction.NotFound"] == 1
    assert before["cs_simulator_tasks", "CreateCluster", "running"] == 1
    assert before["cs_simulator_steps_total",] == 0
    assert before["cs_simulator_commit_seconds_count",] >= 1
    assert before["cs_simulator_tenants", "memory"] == 1
    advanced = await api.post("/_simulator/clock/advance", json={"until": "idle"})
    ran = (await advanced.json())["ran"]
    rule = {"id": "no", "when": {"operation": "DescribeClusters"}, "then": {"error": "Throttling"}}
    await api.patch("/_simulator/faults", json={"rules": [rule]})
    await api.get("/clusters")
    after = await samples(api)
    assert after["cs_simulator_tasks", "CreateCluster", "success"] == 1
    assert after["cs_simulator_steps_total",] == ran > 0
    assert after["cs_simulator_faults_total", "error", "no"] == 1
    assert after[calls, "DescribeClusters", "Throttling"] == 1
    assert after["cs_simulator_internal_errors_total",] == 0
    offsets = [value for name, value in after.items() if name[0].endswith("offset_seconds")]
    assert len(offsets) == 1
    assert offsets[0] < 0  # the clock of this test stands in 2018


async def test_metrics_count_what_failed(an_api, tmp_path):
    api = await an_api(db=str(tmp_path / "x.db"), log_level="error")
    assert (await samples(api))["cs_simulator_background_failing",] == 0
    async with CAUSES["read-only"](api.app[SIMULATOR]):
        assert (await api.post("/clusters", json=a_create_body())).status == 500
        failing = await samples(api)

    assert failing[CALLS, "CreateCluster", "InternalError"] == 1
    assert (CALLS, "", "CreateCluster") not in failing
    assert failing["cs_simulator_internal_errors_total",] == 1
    assert failing["cs_simulator_background_failing",] == 1
    assert failing["cs_simulator_background_failures_total", "database"] >= 1
    assert failing["cs_simulator_journal_entries_lost_total",] == 0
    assert (await api.get("/_simulator/readyz")).status == 200
    after = await samples(api)
    assert after["cs_simulator_background_failing",] == 0
    assert after["cs_simulator_internal_errors_total",] == 1


async def test_metrics_count_calls_that_get_to_no_tenant(an_api):
    api = await an_api(url_limit=100, body_limit=2_000)
    assert (await api.get(f"/{'x' * 200}")).status == 400
    assert (await api.post("/clusters", data=b"x" * 5_000)).status == 413
    found = await samples(api)
    calls = {key[1:]: value for key, value in found.items() if key[0] == CALLS}
    assert calls == {("", "InvalidUrl"): 1, ("", "RequestEntityTooLarge"): 1}, calls


async def test_buckets_count_what_is_below_them(api):
    for _ in range(5):
        await api.get("/version")
    found = await samples(api)
    name = "cs_simulator_call_seconds_bucket"
    below = [v for key, v in found.items() if key[0] == name and "DescribeApiVersion" in key]
    assert below == sorted(below)
    assert below[-1] == 5


async def test_fidelity_lists_what_is_modelled_verified_assumed_and_unread(api):
    await api.post("/clusters", json=a_create_body(colour="blue", shape="round"))
    rule = {"id": "late", "when": {"operation": "DescribeClusters"}, "then": {"empty": {}}}
    await api.patch("/_simulator/faults", json={"rules": [{**rule, "then": "malformed"}]})
    await api.get("/clusters")
    answer = await (await api.get("/_simulator/fidelity")).json()
    rows = {each["operation"]: each for each in answer["operations"]}
    create = rows["CreateCluster"]
    assert create["is_modelled"]
    assert create["verified_by"]
    assert {1, 8} <= set(create["assumptions"])
    assert (create["received"], create["unread"]) == (1, {"colour": 1, "shape": 1})
    assert rows["DescribeClusters"]["received"] == 0  # a fault touched it: that is no evidence
    refused = [each for each in answer["operations"] if not each["is_modelled"]]
    assert refused
    assert all(each["reason"] for each in refused)
    numbers = [each["number"] for each in answer["assumptions"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {each["cluster_type"] for each in answer["assumptions"]} == {None, "ack", "swarm"}
    assert create["verified_by"].keys() == {"swarm", "ack"}


async def test_what_a_web_page_could_send_without_asking_is_refused(api):
    for headers in ({"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data"}):
        answer = await api.post("/_simulator/reset", data="{}", headers=headers)
        assert (answer.status, (await answer.json())["code"]) == (415, "UnsupportedMediaType")
    form = await api.post("/_simulator/reset", data={"keep": "calls"})
    assert form.status == 415
    assert (await api.post("/_simulator/reset")).status == 200
    file = await api.put("/_simulator/snapshots/a/file", json={})
    assert file.status == 415
