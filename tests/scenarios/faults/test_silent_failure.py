"""A step that fails without a reason: the task is failed, and nothing says why."""

import pytest


@pytest.mark.parametrize("stage", ["slb", "ecs"])
async def test_a_task_fails_without_a_word(play, stage):
    await play.rules({"id": "mute", "when": {"stage": stage}, "then": {"fail": {"silent": True}}})
    cluster = await play.settled()
    [task] = cluster["tasks"]
    assert (cluster["state"], cluster["error_message"]) == ("failed", None)
    assert (task["state"], task["error_code"], task["error_message"]) == ("failed", None, None)
    assert "Resource CREATE failed" not in await play.log(cluster["cluster_id"])
    found = (await play.call("GET", f"/tasks/{task['task_id']}")).ok()
    assert found["state"] == "failed"
    events = (await play.call("GET", f"/clusters/{cluster['cluster_id']}/events")).ok()["events"]
    assert events[0]["data"]["reason"] == "Failed"


async def test_a_node_fails_without_a_word_and_the_others_go_on(play):
    rule = {"id": "mute", "when": {"stage": "init"}, "select": {"count": 1}}
    await play.rules({**rule, "then": {"fail": {"silent": True, "policy": "keep"}}})
    cluster = await play.settled(size=2)
    assert cluster["state"] == "running"
    assert sorted(node["state"] for node in cluster["nodes"]) == ["failed", "running"]
    assert [node["error_message"] for node in cluster["nodes"]] == [None, None]
