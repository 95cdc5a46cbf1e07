"""Inspections of Kubernetes clusters: asked for, and regular; what a scenario broke is named."""

import pytest
from cs_simulator.cluster_types.ack.health.items import ITEMS
from cs_simulator.domain import instants
from cs_simulator.domain.instants import DAY, HOUR, MINUTE
from cs_simulator.domain.records import ClusterState
from cs_simulator.engine import node_loss

from tests.sdk.schemas.walker import problems
from tests.support.breaking import lost_after, not_joining, settle_all
from tests.support.kubernetes import a_kubernetes_cluster, a_running
from tests.support.pools import a_pool, a_tenant_with, nodes, task_of
from tests.support.worlds import a_running_cluster, a_tenant, advance, call, put_in_state, settle

DAILY = "FREQ=DAILY;BYHOUR=10;BYMINUTE=15"


class Inspected:
    """A Kubernetes cluster, and calls about its inspections."""

    def __init__(self, tenant=None, size=1):
        self.tenant = tenant or a_tenant()
        self.cluster_id = a_kubernetes_cluster(self.tenant)
        if size:
            a_pool(self.tenant, self.cluster_id, size=size)

    def call(self, method, path, body=None):
        return call(self.tenant, method, f"/clusters/{self.cluster_id}/{path}", body)

    def configure(self, method="POST", **body):
        if method == "POST":
            body = {"enabled": True, "recurrence": DAILY, **body}
        answer = self.call(method, "inspectConfig", body)
        operation = {"POST": "Create", "PUT": "Update"}[method]
        assert problems(f"{operation}ClusterInspectConfig", answer.ok()) == []

    def run(self, **body):
        answer = self.call("POST", "inspectReports", body)
        assert problems("RunClusterInspect", answer.ok()) == []
        return answer.body

    def reports(self, query=""):
        answer = self.call("GET", f"inspectReports{query}").ok()
        assert problems("ListClusterInspectReports", answer) == []
        return answer["reports"]

    def detail(self, report_id, query=""):
        answer = self.call("GET", f"inspectReports/{report_id}{query}").ok()
        assert problems("GetClusterInspectReportDetail", answer) == []
        return answer

    def abnormal(self, report_id):
        """The abnormal items of a report, by name, but for advice."""
        rows = self.detail(report_id, "?enableFilter=true&maxResults=50")["checkItemResults"]
        return {row["checkItemUid"]: row for row in rows if row["level"] != "advice"}

    def advance(self, by):
        advance(self.tenant, self.tenant.now(0.0) + by)

    def starts(self):
        """When each report began, oldest first."""
        return [report["startTime"] for report in reversed(self.reports("?maxResults=50"))]

    def lose(self):
        [node, *_] = self.tenant.world.nodes_of(self.cluster_id)
        self.tenant.change(0.0, lambda unit: node_loss.lose(unit, node))
        return nodes(self.tenant, self.cluster_id)[0]["node_name"]

    def recover(self):
        [node, *_] = self.tenant.world.nodes_of(self.cluster_id)
        self.tenant.change(0.0, lambda unit: node_loss.recover(unit, node))


@pytest.fixture
def cluster():
    return Inspected()


# ---- an inspection that is asked for


def test_an_inspection_is_a_task_that_makes_a_report(cluster):
    begun = cluster.run()
    [running] = cluster.reports()
    assert (running["reportId"], running["status"]) == (begun["reportId"], "running")
    assert running["endTime"] == ""
    assert cluster.detail(begun["reportId"])["checkItemResults"] == []

    settle(cluster.tenant)

    task = call(cluster.tenant, "GET", f"/tasks/{begun['taskId']}").ok()
    assert (task["state"], task["task_type"]) == ("success", "cluster_inspection")
    report = cluster.detail(begun["reportId"])
    assert report["status"] == "completed"
    assert report["startTime"] < report["endTime"]
    assert [row["checkItemUid"] for row in report["checkItemResults"]] == list(ITEMS)
    summary = report["summary"]
    counts = [summary[f"{name}Count"] for name in ("advice", "warn", "error", "normal")]
    assert sum(counts) == len(ITEMS)
    assert counts[1:3] == [0, 0]


def test_a_node_that_a_scenario_loses_is_named():
    cluster = Inspected(a_tenant_with(lost_after(1)), size=2)
    settle_all(cluster.tenant)
    found = nodes(cluster.tenant, cluster.cluster_id)
    [lost] = [node for node in found if node["node_status"] == "NotReady"]

    begun = cluster.run()
    settle(cluster.tenant)

    abnormal = cluster.abnormal(begun["reportId"])
    assert abnormal.keys() == {"NodeReady"}
    row = abnormal["NodeReady"]
    assert row["targets"] == [lost["node_name"]]
    assert f"node {lost['node_name']} is lost" in row["description"]
    assert (row["level"], row["targetType"], row["category"]) == ("critical", "Node", "stability")
    [report] = cluster.reports()
    assert (report["summary"]["errorCount"], report["summary"]["code"]) == (1, "critical")


def test_a_node_that_a_scenario_keeps_from_joining_is_named_with_the_reason():
    cluster = Inspected(a_tenant_with(not_joining("kubelet does not answer")), size=3)
    [failed] = nodes(cluster.tenant, cluster.cluster_id, "state=failed")
    begun = cluster.run()
    settle(cluster.tenant)
    row = cluster.abnormal(begun["reportId"])["NodeJoined"]
    assert row["targets"] == [failed["node_name"]]
    assert "kubelet does not answer" in row["description"]


def test_a_call_with_the_same_token_has_no_second_effect(cluster):
    first, again = cluster.run(clientToken="t"), cluster.run(clientToken="t")
    assert (first["reportId"], first["taskId"]) == (again["reportId"], again["taskId"])
    assert cluster.run(clientToken="u")["reportId"] != first["reportId"]
    other = a_kubernetes_cluster(cluster.tenant, name="other")
    refused = call(
        cluster.tenant, "POST", f"/clusters/{other}/inspectReports", {"clientToken": "t"}
    )
    assert refused.code == "IdempotentParameterMismatch"


def test_an_inspection_that_a_scenario_makes_fail_has_a_failed_report():
    when = {"operation": "RunClusterInspect", "stage": "inspect"}
    rule = {"id": "no", "when": when, "then": {"fail": {"code": "Timeout", "message": "slow"}}}
    cluster = Inspected(a_tenant_with(rule))
    begun = cluster.run()
    settle(cluster.tenant)
    report = cluster.detail(begun["reportId"])
    assert (report["status"], report["checkItemResults"]) == ("failed", [])
    assert report["summary"]["code"] == ""


def test_reading_again_moves_a_polling_clock_to_the_report():
    tenant = a_tenant(clock="polling")
    cluster_id = a_running(tenant)
    begun = call(tenant, "POST", f"/clusters/{cluster_id}/inspectReports").ok()
    for path in ("inspectReports", f"inspectReports/{begun['reportId']}"):
        call(tenant, "GET", f"/clusters/{cluster_id}/{path}").ok()
    found = call(tenant, "GET", f"/clusters/{cluster_id}/inspectReports/{begun['reportId']}").ok()
    assert found["status"] == "completed"


# ---- items and pages


def test_items_are_chosen_by_level_category_target_and_result(cluster):
    name = cluster.lose()
    report_id = cluster.run()["reportId"]
    settle(cluster.tenant)

    def items(query):
        return [row["checkItemUid"] for row in cluster.detail(report_id, query)["checkItemResults"]]

    assert items("?level=critical") == ["ClusterState", "NodeReady"]
    assert items("?level=critical&enableFilter=true") == ["NodeReady"]
    assert items("?category=cost") == []
    assert set(items("?targetType=NodePool")) == {"NodePoolState", "NodePoolSize"}
    [row] = cluster.detail(report_id, "?level=critical&enableFilter=True")["checkItemResults"]
    assert row["targets"] == [name]
    for query in ("enableFilter=maybe", "level=bad", "category=looks", "targetType=Moon"):
        refused = cluster.call("GET", f"inspectReports/{report_id}?{query}")
        assert refused.code.startswith("InvalidParameter.")


def test_items_and_reports_come_in_pages(cluster):
    for _ in range(3):
        cluster.run()
    settle(cluster.tenant)
    first = cluster.call("GET", "inspectReports?maxResults=2").ok()
    rest = cluster.call("GET", f"inspectReports?maxResults=2&nextToken={first['nextToken']}").ok()
    assert (len(first["reports"]), len(rest["reports"]), rest["nextToken"]) == (2, 1, "")
    report_id = rest["reports"][0]["reportId"]
    some = cluster.detail(report_id, "?maxResults=5")
    more = cluster.detail(report_id, f"?maxResults=50&nextToken={some['nextToken']}")
    rows = some["checkItemResults"] + more["checkItemResults"]
    assert [row["checkItemUid"] for row in rows] == list(ITEMS)
    assert cluster.call("GET", "inspectReports?nextToken=x").code == "InvalidParameter.NextToken"
    assert cluster.call("GET", "inspectReports?maxResults=none").status == 400


def test_an_item_that_is_left_out_counts_for_nothing():
    cluster = Inspected(size=2)  # components run on the other node
    cluster.configure(enabled=False, disabledCheckItems=["NodeReady", "Unknown"])
    cluster.lose()
    report_id = cluster.run()["reportId"]
    settle(cluster.tenant)
    report = cluster.detail(report_id)
    [row] = [row for row in report["checkItemResults"] if row["checkItemUid"] == "NodeReady"]
    assert (row["result"], row["targets"]) == ("disable", [])
    assert report["summary"]["errorCount"] == 0
    assert cluster.abnormal(report_id) == {}


# ---- settings


def test_settings_are_read_changed_and_removed(cluster):
    assert cluster.call("GET", "inspectConfig").code == "InvalidResource.NotFound"
    cluster.configure(disabledCheckItems=["AddonVersion"])
    found = cluster.call("GET", "inspectConfig").ok()
    assert problems("GetClusterInspectConfig", found) == []
    assert found.pop("requestId")
    assert found == {
        "disabledCheckItems": ["AddonVersion"],
        "enabled": True,
        "recurrence": DAILY,
    }
    assert cluster.call("POST", "inspectConfig", {**found}).status == 409
    cluster.configure("PUT", scheduleTime="FREQ=DAILY;BYHOUR=1;BYMINUTE=0")
    cluster.configure("PUT", enabled=False, disabledCheckItems=[])
    found = cluster.call("GET", "inspectConfig").ok()
    assert (found["enabled"], found["disabledCheckItems"]) == (False, [])
    assert found["recurrence"] == "FREQ=DAILY;BYHOUR=1;BYMINUTE=0"
    removed = cluster.call("DELETE", "inspectConfig").ok()
    assert problems("DeleteClusterInspectConfig", removed) == []
    for method in ("GET", "PUT", "DELETE"):
        assert cluster.call(method, "inspectConfig", {}).code == "InvalidResource.NotFound"


@pytest.mark.parametrize(
    "recurrence",
    [
        "daily",
        "FREQ=WEEKLY;BYHOUR=10;BYMINUTE=15",
        "FREQ=DAILY;BYHOUR=10",
        "FREQ=DAILY;BYHOUR=24;BYMINUTE=0",
        "FREQ=DAILY;BYHOUR=1;BYMINUTE=60",
        "FREQ=DAILY;BYHOUR=1,;BYMINUTE=6",
        "FREQ=DAILY;BYHOUR=10;BYMINUTE=15;COUNT=3",
    ],
)
def test_a_recurrence_that_the_service_does_not_take_is_refused(cluster, recurrence):
    body = {"enabled": True, "recurrence": recurrence}
    assert cluster.call("POST", "inspectConfig", body).code == "InvalidParameter.Recurrence"
    cluster.configure()
    refused = cluster.call("PUT", "inspectConfig", {"scheduleTime": recurrence})
    assert refused.code == "InvalidParameter.ScheduleTime"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"recurrence": DAILY}, "MissingParameter.Enabled"),
        ({"enabled": True}, "MissingParameter.Recurrence"),
        ({"enabled": "yes", "recurrence": DAILY}, "InvalidParameter"),
        ({"enabled": True, "recurrence": DAILY, "disabledCheckItems": [1]}, "InvalidParameter"),
    ],
)
def test_settings_that_are_not_whole_are_refused(cluster, body, code):
    assert cluster.call("POST", "inspectConfig", body).code == code


# ---- regular runs


def test_a_regular_run_has_a_report_a_minute_after_it_was_due(cluster):
    now = cluster.tenant.now(0.0)
    cluster.configure()
    due = now // DAY * DAY + 10 * HOUR + 15 * MINUTE
    due += 0 if due > now else DAY
    advance(cluster.tenant, due + MINUTE - 1)
    assert cluster.reports() == []
    cluster.advance(1)
    [report] = cluster.reports()
    assert report["startTime"] == instants.as_text(due)
    assert report["endTime"] == instants.as_text(due + MINUTE)
    assert report["status"] == "completed"
    cluster.advance(DAY)
    assert cluster.starts() == [instants.as_text(due), instants.as_text(due + DAY)]
    assert cluster.reports()[1] == report


def test_several_hours_and_minutes_are_several_runs_a_day(cluster):
    cluster.configure(recurrence="FREQ=DAILY;BYHOUR=2,14;BYMINUTE=30,0")
    cluster.advance(DAY)
    assert sorted(start[11:16] for start in cluster.starts()) == [
        "02:00", "02:30", "14:00", "14:30",
    ]  # fmt: skip


def test_runs_are_due_only_while_the_inspection_is_switched_on(cluster):
    cluster.configure(enabled=False)
    cluster.advance(2 * DAY)
    assert cluster.reports() == []
    cluster.configure("PUT", enabled=True)
    cluster.advance(2 * DAY)
    before = cluster.starts()
    assert len(before) == 2
    cluster.configure("PUT", enabled=False)
    cluster.advance(2 * DAY)
    assert cluster.starts() == before
    cluster.configure("PUT", enabled=True, scheduleTime="FREQ=DAILY;BYHOUR=0;BYMINUTE=0")
    cluster.advance(DAY)
    assert cluster.starts()[:2] == before
    assert cluster.starts()[2].endswith("T00:00:00Z")
    cluster.call("DELETE", "inspectConfig").ok()
    cluster.advance(2 * DAY)
    assert len(cluster.starts()) == 3


def test_the_report_of_a_regular_run_is_of_the_moment_at_which_it_was_due(cluster):
    cluster.configure()
    cluster.advance(DAY)
    name = cluster.lose()
    cluster.advance(DAY)
    cluster.recover()
    cluster.advance(DAY)
    reports = [report["reportId"] for report in reversed(cluster.reports())]
    before, lost, after = map(cluster.abnormal, reports)
    assert (before, after) == ({}, {})
    assert lost["NodeReady"]["targets"] == [name]
    assert f"node {name} is lost" in lost["NodeReady"]["description"]


def test_a_regular_run_names_what_a_scenario_broke():
    cluster = Inspected(a_tenant_with(not_joining("kubelet does not answer")), size=2)
    cluster.configure()
    cluster.advance(DAY)
    [report] = cluster.reports()
    abnormal = cluster.abnormal(report["reportId"])
    assert "kubelet does not answer" in abnormal["NodeJoined"]["description"]
    assert "1 of 2 nodes are running" in abnormal["NodePoolSize"]["description"]


def test_settings_of_its_time_count_for_a_run():
    cluster = Inspected(size=2)
    cluster.configure(disabledCheckItems=["NodeReady"])
    cluster.lose()
    cluster.advance(DAY)
    cluster.configure("PUT", disabledCheckItems=[])
    cluster.advance(DAY)
    newer, older = cluster.reports()
    assert (older["summary"]["errorCount"], newer["summary"]["errorCount"]) == (0, 1)


def test_reports_are_the_same_however_often_they_are_read():
    def played(reads):
        cluster = Inspected()
        cluster.configure()
        for day in range(4):
            if day == 2:
                cluster.lose()
            cluster.advance(DAY)
            if reads:
                cluster.reports()
        return cluster.reports()

    assert played(reads=True) == played(reads=False)


def test_reports_of_regular_runs_are_shown_for_ninety_days(cluster):
    cluster.configure()
    cluster.advance(200 * DAY)
    first = cluster.call("GET", "inspectReports?maxResults=50").ok()
    rest = cluster.call("GET", f"inspectReports?maxResults=50&nextToken={first['nextToken']}").ok()
    assert len(first["reports"]) + len(rest["reports"]) == 90


# ---- what there is not


def test_a_cluster_that_is_being_deleted_is_not_inspected(cluster):
    put_in_state(cluster.tenant, cluster.cluster_id, ClusterState.DELETING)
    body = {"enabled": True, "recurrence": DAILY}
    for path in ("inspectConfig", "inspectReports"):
        assert cluster.call("POST", path, body).code == "InvalidStatus.Unsupported"


def test_swarm_clusters_and_unknown_ids_have_no_reports(cluster):
    assert cluster.call("GET", "inspectReports/r0").code == "InvalidResource.NotFound"
    swarm = a_running_cluster(cluster.tenant)
    for method, path in (("GET", "inspectConfig"), ("POST", "inspectReports")):
        refused = call(cluster.tenant, method, f"/clusters/{swarm}/{path}", None)
        assert (refused.status, refused.code) == (501, "OperationNotModelled")


def test_inspections_leave_other_tasks_alone(cluster):
    cluster.run()
    path = f"/clusters/{cluster.cluster_id}/nodepools"
    [pool] = call(cluster.tenant, "GET", path).ok()["nodepools"]
    nodepool_id = pool["nodepool_info"]["nodepool_id"]
    answer = call(cluster.tenant, "POST", f"{path}/{nodepool_id}", {"count": 1})
    settle(cluster.tenant)
    assert task_of(cluster.tenant, answer)["state"] == "success"
    cluster.run()
    call(cluster.tenant, "DELETE", f"/clusters/{cluster.cluster_id}").ok()
    settle(cluster.tenant)
    assert cluster.tenant.world.clusters.get(cluster.cluster_id) is None
