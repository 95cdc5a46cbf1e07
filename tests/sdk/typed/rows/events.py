"""Events of clusters, tasks and regions, and the log of a cluster."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row


@row(
    "DescribeClusterEvents", given.a_pool, *CLUSTER,
    request=lambda there: {"task_id": there.ids["task_id"], "page_number": 1, "page_size": 10},
)  # fmt: skip
def _lists_the_events_of_a_task(there, answer):
    assert {event["type"] for event in answer["events"]} == {"nodepool_create"}
    assert {event["subject"] for event in answer["events"]} == {there.ids["nodepool_id"]}
    assert answer["page_info"]["total_count"] == len(answer["events"]) > 1


@row(
    "DescribeEvents", given.a_pool,
    request=lambda there: {"cluster_id": there.ids["cluster_id"], "type": "cluster_create"},
)  # fmt: skip
def _lists_events_of_a_type(there, answer):
    assert [event["data"]["reason"] for event in answer["events"]] == ["Succeeded", "Started"]
    assert {event["subject"] for event in answer["events"]} == {there.ids["cluster_id"]}


@row("DescribeEventsForRegion", given.a_pool, "region_id", request={"max_results": 1})
def _lists_events_of_a_region_piece_by_piece(there, answer):
    [newest] = answer["events"]
    assert newest["type"] == "nodepool_create"
    request = {"max_results": 1, "next_token": answer["next_token"]}
    [before] = there.ask("DescribeEventsForRegion", "region_id", request=request).raw["events"]
    assert before["event_id"] != newest["event_id"]
    there.ids["region_id"] = "cn-hangzhou"
    assert there.ask("DescribeEventsForRegion", "region_id", request={}).raw["events"] == []


@row("DescribeClusterLogs", given.a_cluster, *CLUSTER)
def _lists_lines_of_the_log(there, answer):
    numbers = [line["ID"] for line in answer]
    assert numbers == sorted(numbers, reverse=True)
    assert all(there.ids["cluster_id"] in line["cluster_log"] for line in answer)
    assert "Start to create cluster" in answer[-1]["cluster_log"]
