"""Nodes of Kubernetes clusters: listing with filters, removing by instance and by name."""

import json
import re

import pytest
from cs_simulator.cluster_types.ack.pools.nodes import expiry
from cs_simulator.domain import instants

from tests.support.kubernetes import a_dedicated_body, a_kubernetes_cluster, a_running
from tests.support.pools import a_pool, begin_pool, counts, nodes, pool, state_of, task_of
from tests.support.worlds import a_tenant, call, run_one_step, settle


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return a_kubernetes_cluster(tenant)


def test_a_node_is_machine_and_kubernetes_node_in_one(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=1)

    [node] = nodes(tenant, cluster_id)

    assert re.fullmatch("i-[0-9a-z]{20}", node["instance_id"])
    assert node["ip_address"] == [node["node_name"].removeprefix("cn-beijing.")]
    assert node == {
        "creation_time": node["creation_time"],
        "error_message": "",
        "expired_time": "2099-12-31T15:59:00Z",
        "host_name": f"iZ{node['instance_id'][2:]}Z",
        "image_id": node["image_id"],
        "instance_charge_type": "PostPaid",
        "instance_id": node["instance_id"],
        "instance_name": f"worker-k8s-for-cs-{cluster_id}",
        "instance_role": "Worker",
        "instance_status": "Running",
        "instance_type": "ecs.g7.xlarge",
        "instance_type_family": "ecs.g7",
        "ip_address": node["ip_address"],
        "is_aliyun_node": True,
        "node_name": node["node_name"],
        "node_status": "Ready",
        "nodepool_id": nodepool_id,
        "source": "ess",
        "spot_strategy": "NoSpot",
        "state": "running",
    }


def test_a_machine_is_counted_before_it_is_listed_and_listed_before_it_is_ready(tenant, cluster_id):
    nodepool_id = begin_pool(tenant, cluster_id, size=1)
    seen = [("nothing", counts(tenant, cluster_id, nodepool_id)["total"])]
    while run_one_step(tenant):
        listed = nodes(tenant, cluster_id)
        shown = (listed[0]["state"], listed[0]["node_status"]) if listed else "nothing"
        seen.append((shown, counts(tenant, cluster_id, nodepool_id)["total"]))

    assert list(dict.fromkeys(seen)) == [
        ("nothing", 1),
        (("pending", "Unknown"), 1),
        (("running", "Ready"), 1),
    ]


def test_all_filters_hold_together(tenant, cluster_id):
    labels = {"labels": [{"key": "a", "value": "b"}, {"key": "c", "value": ""}]}
    first = a_pool(tenant, cluster_id, "one", 2, kubernetes_config=labels)
    second = a_pool(tenant, cluster_id, "two", 1)
    one, two = nodes(tenant, cluster_id, f"nodepool_id={first}")
    [three] = nodes(tenant, cluster_id, f"nodepool_id={second}")

    def names(query):
        return [node["node_name"] for node in nodes(tenant, cluster_id, query)]

    everything = [one["node_name"], two["node_name"], three["node_name"]]
    assert names("state=all") == names("state=running") == names("") == everything
    assert names("state=failed") == names("state=removing") == names("state=initial") == []
    assert names(f"instanceIds={one['instance_id']},{three['instance_id']}") == [
        one["node_name"],
        three["node_name"],
    ]
    assert names(f"nodeNames={two['node_name']}") == [two["node_name"]]
    assert names(f"nodeIps={two['ip_address'][0]}") == [two["node_name"]]
    assert names("nodeLabels=a=b") == everything[:2]
    assert names("nodeLabels=a=b,c=") == everything[:2]
    assert names("nodeLabels=a=b,c=d") == []
    assert names(f"nodeLabels=a=b&instanceIds={three['instance_id']}") == []
    assert names("nodepool_id=np0") == []


def test_a_page_past_the_end_is_empty(tenant, cluster_id):
    a_pool(tenant, cluster_id, size=3)
    path = f"/clusters/{cluster_id}/nodes"
    for query, amount in (("", 3), ("?pageSize=2", 2), ("?pageSize=2&pageNumber=2", 1)):
        assert len(call(tenant, "GET", path + query).ok()["nodes"]) == amount
    assert len(call(tenant, "GET", f"{path}?page_number=2&page_size=2").ok()["nodes"]) == 1
    past = call(tenant, "GET", f"{path}?pageNumber=9").ok()
    assert past == {
        "nodes": [],
        "page": {"page_number": 9, "page_size": 10, "total_count": 3},
    }


def test_an_unknown_word_for_a_state_is_refused(tenant, cluster_id):
    refused = call(tenant, "GET", f"/clusters/{cluster_id}/nodes?state=Ready")
    assert refused.code == "InvalidParameter.State"


@pytest.mark.parametrize(
    ("mode", "pattern"),
    [
        ("customized,dev,ip,example.com", r"dev\.10\.\d+\.\d+\.\d+\.example\.com"),
        ("customized,,ip,", r"10\.\d+\.\d+\.\d+"),
        ("customized,aliyun.com,5,test", r"aliyun\.com\d{5}test"),
        ("nodeip", r"cn-beijing\.10\.\d+\.\d+\.\d+"),
    ],
)
def test_nodes_are_named_as_their_pool_says(tenant, cluster_id, mode, pattern):
    a_pool(tenant, cluster_id, size=1, kubernetes_config={"node_name_mode": mode})
    [node] = nodes(tenant, cluster_id)
    assert re.fullmatch(pattern, node["node_name"])


@pytest.mark.parametrize("style", ["json", "commas"])
def test_nodes_removed_by_instance_lower_the_desired_size(tenant, cluster_id, style):
    nodepool_id = a_pool(tenant, cluster_id, size=3)
    gone = [node["instance_id"] for node in nodes(tenant, cluster_id)[:2]]
    listed = json.dumps(gone) if style == "json" else ",".join(gone)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/nodes"

    answer = call(tenant, "DELETE", f"{path}?instance_ids={listed}&release_node=True")

    assert answer.body.keys() == {"request_id", "task_id"}
    assert task_of(tenant, answer)["task_type"] == "nodepool_node_remove"
    assert state_of(tenant, cluster_id, nodepool_id) == "removing_nodes"
    assert counts(tenant, cluster_id, nodepool_id) == {
        "total": 3, "healthy": 1, "serving": 1, "removing": 2,
    }  # fmt: skip
    settle(tenant)
    found = pool(tenant, cluster_id, nodepool_id)
    assert found["scaling_group"]["desired_size"] == found["status"]["total_nodes"] == 1
    assert not set(gone) & tenant.world.instances.records.keys()


def test_nodes_that_are_not_released_stay_the_customers(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=1)
    [node] = nodes(tenant, cluster_id)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/nodes?nodes={node['node_name']}"
    call(tenant, "DELETE", path).ok()
    settle(tenant)
    assert not tenant.world.instances[node["instance_id"]].is_released


def test_draining_takes_its_time(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=1)
    [node] = nodes(tenant, cluster_id)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/nodes"
    call(tenant, "DELETE", f"{path}?instance_ids={node['instance_id']}&drain_node=true").ok()
    stages = []
    while step := run_one_step(tenant):
        task = tenant.world.tasks[step.task_id]
        stages.append(tenant.world.cluster_types.plans[task.plan].stages[step.stage].name)
    assert stages == ["cordon", "drain", "remove"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "MissingParameter.InstanceIds"),
        ("?instance_ids=i-unknown", "ErrorNodeNotFound"),
        ("?instance_ids=[1]", "InvalidParameter.InstanceIds"),
        ("?instance_ids=[", "InvalidParameter.InstanceIds"),
        ("?nodes=cn-beijing.1.2.3.4", "ErrorNodeNotFound"),
        ("?instance_ids=i-1&drain_node=perhaps", "InvalidParameter.DrainNode"),
    ],
)
def test_a_removal_names_nodes_that_there_are(tenant, cluster_id, query, code):
    nodepool_id = a_pool(tenant, cluster_id, size=1)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/nodes{query}"
    refused = call(tenant, "DELETE", path)
    assert (refused.status, refused.code) == (400, code)


def test_nodes_removed_by_name_are_replaced_if_the_pool_keeps_its_size(tenant, cluster_id):
    keeps, counted = (
        a_pool(tenant, cluster_id, "keeps", 2),
        a_pool(tenant, cluster_id, "counted", None, count=2),
    )
    names = [
        nodes(tenant, cluster_id, f"nodepool_id={one}")[0]["node_name"] for one in (keeps, counted)
    ]

    answer = call(tenant, "POST", f"/clusters/{cluster_id}/nodes", {"nodes": names})

    assert answer.body.keys() == {"cluster_id", "request_id", "task_id"}
    assert task_of(tenant, answer)["task_type"] == "cluster_node_delete"
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "removing"
    assert {state_of(tenant, cluster_id, one) for one in (keeps, counted)} == {"removing"}
    settle(tenant)
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "running"
    assert counts(tenant, cluster_id, keeps)["healthy"] == 2
    assert counts(tenant, cluster_id, counted)["healthy"] == 1
    assert pool(tenant, cluster_id, keeps)["scaling_group"]["desired_size"] == 2
    assert not {node["node_name"] for node in nodes(tenant, cluster_id)} & set(names[1:])


def test_a_removal_by_name_waits_for_busy_pools_and_refuses_unknown_names(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=1)
    path = f"/clusters/{cluster_id}/nodes"
    [node] = nodes(tenant, cluster_id)
    assert call(tenant, "POST", path, {"nodes": ["nonsense"]}).code == "ErrorNodeNotFound"
    assert call(tenant, "POST", path, {"nodes": []}).code == "InvalidParameter.Nodes"
    assert call(tenant, "POST", path, {}).code == "MissingParameter.Nodes"
    call(tenant, "POST", f"/clusters/{cluster_id}/nodepools/{nodepool_id}", {"count": 1}).ok()
    refused = call(tenant, "POST", path, {"nodes": [node["node_name"]]})
    assert refused.code == "InvalidNodePoolStatus.Forbidden"


@pytest.mark.parametrize(
    ("period", "unit", "ends"),
    [(1, "Month", "2026-10-01"), (12, None, "2027-09-01"), (2, "Week", "2026-09-15")],
)
def test_subscriptions_end_and_are_not_released(tenant, cluster_id, period, unit, ends):
    charge = {"instance_charge_type": "PrePaid", "period": period, "period_unit": unit}
    nodepool_id = a_pool(tenant, cluster_id, size=1, scaling_group=charge)
    [node] = nodes(tenant, cluster_id)
    assert node["instance_charge_type"] == "PrePaid"
    assert node["expired_time"].startswith(ends)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}?force=true"
    call(tenant, "DELETE", path).ok()
    settle(tenant)
    assert not tenant.world.instances[node["instance_id"]].is_released


def test_a_month_ends_on_its_last_day():
    bought = instants.from_text("2026-10-31T09:00:00Z")
    assert expiry(bought, 4, "Month") == "2027-02-28T09:00:00Z"


def test_the_old_removal_by_name_answers_nothing(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=None, count=2)
    [node, _] = nodes(tenant, cluster_id)
    path = f"/api/v2/clusters/{cluster_id}/nodes/remove"
    body = {"nodes": [node["node_name"]], "release_node": True, "drain_node": False}

    answer = call(tenant, "POST", path, body)

    assert (answer.status, answer.body) == (200, None)
    assert state_of(tenant, cluster_id, nodepool_id) == "removing"
    settle(tenant)
    assert state_of(tenant, cluster_id, nodepool_id) == "active"
    assert counts(tenant, cluster_id, nodepool_id)["total"] == 1


def test_masters_are_listed_and_cannot_be_removed(tenant):
    dedicated = a_running(tenant, a_dedicated_body())
    masters = nodes(tenant, dedicated)
    assert [node["instance_role"] for node in masters] == ["Master"] * 3
    body = {"nodes": [masters[0]["node_name"]]}
    refused = call(tenant, "POST", f"/clusters/{dedicated}/nodes", body)
    assert (refused.status, refused.code) == (400, "InvalidParameter.Nodes")


def test_a_list_may_repeat_its_name(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=3)
    gone = [node["instance_id"] for node in nodes(tenant, cluster_id)[:2]]
    query = "&".join(f"instance_ids={instance_id}" for instance_id in gone)
    call(tenant, "DELETE", f"/clusters/{cluster_id}/nodepools/{nodepool_id}/nodes?{query}").ok()
    assert counts(tenant, cluster_id, nodepool_id)["removing"] == 2
