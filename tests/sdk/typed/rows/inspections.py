"""Inspections of clusters: asked for, and regular ones, and their reports."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row

DAILY = "FREQ=DAILY;BYHOUR=10;BYMINUTE=15"
CONFIG = {"enabled": True, "recurrence": DAILY, "disabledCheckItems": ["NodeReady"]}
REPORT = ("cluster_id", "report_id")


def _a_config(there):
    """A cluster with a lost node that is inspected every day."""
    given.a_lost_node(there)
    there.ask("CreateClusterInspectConfig", "cluster_id", request={**CONFIG, "enabled": False})


def _a_report(there):
    """A report of a cluster with a lost node."""
    given.a_lost_node(there)
    answer = there.ask("RunClusterInspect", "cluster_id", request={}).raw
    there.ids["report_id"] = answer["reportId"]
    there.settle()


def _config(there):
    found = there.ask("GetClusterInspectConfig", "cluster_id").raw
    return {name: value for name, value in found.items() if name != "requestId"}


def _reports(there):
    return there.ask("ListClusterInspectReports", "cluster_id", request={}).raw["reports"]


def _after_a_day(there):
    """What became of a check in the report of a day later."""
    there.tenant.clock.advance("25h")
    [report] = _reports(there)
    there.ids["report_id"] = report["reportId"]
    detail = there.ask("GetClusterInspectReportDetail", *REPORT, request={"maxResults": 50}).raw
    return {item["checkItemUid"]: item["result"] for item in detail["checkItemResults"]}


@row("CreateClusterInspectConfig", given.a_lost_node, *CLUSTER, request=CONFIG)
def _inspects_every_day(there, answer):
    assert _config(there) == CONFIG
    assert _after_a_day(there)["NodeReady"] == "disable"


@row("GetClusterInspectConfig", _a_config, *CLUSTER)
def _describes_when_it_inspects(there, answer):
    shown = {**CONFIG, "enabled": False}
    assert {name: answer[name] for name in shown} == shown


@row(
    "UpdateClusterInspectConfig", _a_config, *CLUSTER,
    request={"enabled": True, "scheduleTime": "FREQ=DAILY;BYHOUR=3;BYMINUTE=0",
             "disabledCheckItems": ["AddonVersion"]},
)  # fmt: skip
def _inspects_at_another_time(there, answer):
    assert _config(there)["recurrence"] == "FREQ=DAILY;BYHOUR=3;BYMINUTE=0"
    results = _after_a_day(there)
    assert (results["NodeReady"], results["AddonVersion"]) == ("true", "disable")


@row("DeleteClusterInspectConfig", _a_config, *CLUSTER)
def _inspects_no_more(there, answer):
    assert there.refusal("GetClusterInspectConfig", "cluster_id").status == 404


@row("RunClusterInspect", given.a_lost_node, *CLUSTER, request={"clientToken": "once"})
def _inspects_now(there, answer):
    again = there.ask("RunClusterInspect", "cluster_id", request={"clientToken": "once"}).raw
    assert again["reportId"] == answer["reportId"]
    there.ids["task_id"] = answer["taskId"]
    there.settle()
    assert (there.task()["task_type"], there.task()["state"]) == ("cluster_inspection", "success")
    assert [report["reportId"] for report in _reports(there)] == [answer["reportId"]]


@row("ListClusterInspectReports", _a_report, *CLUSTER, request={"maxResults": 5})
def _lists_reports(there, answer):
    [report] = answer["reports"]
    assert (report["reportId"], report["status"]) == (there.ids["report_id"], "completed")
    assert (report["summary"]["code"], report["summary"]["errorCount"]) == ("critical", 2)
    assert report["startTime"] < report["endTime"]


@row(
    "GetClusterInspectReportDetail", _a_report, *REPORT,
    request={"level": "critical", "enableFilter": True, "targetType": "Node",
             "category": "stability", "maxResults": 5},
)  # fmt: skip
def _describes_a_report(there, answer):
    [item] = answer["checkItemResults"]
    assert (item["checkItemUid"], item["result"]) == ("NodeReady", "true")
    assert item["targets"] == [there.ids["lost"]]
    assert there.ids["lost"] in item["description"]
