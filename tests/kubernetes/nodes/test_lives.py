"""What the world does with an instance, and what its Node object does: one test for each row."""

import pytest
from cs_simulator.cluster_types.ack.pools.changes import upgrade_node
from cs_simulator.domain.instants import as_text
from cs_simulator.engine import node_loss
from cs_simulator.kubernetes import objects

from tests.support.cluster_api import ClusterApi
from tests.support.cluster_nodes import (
    PODS,
    a_cluster,
    a_cluster_that_grows,
    a_pod,
    an_uncalled_cluster,
    lose,
    move,
    node_object,
    node_objects,
    nodes_of,
    patch,
    path_of,
    pod_names,
    ready,
    recover,
    run_until_settled,
    said,
    taints,
)
from tests.support.kubernetes import a_running
from tests.support.pools import a_tenant_with, begin_pool, nodes
from tests.support.worlds import advance, call

READY = ("True", "KubeletReady")
NOT_READY = ("False", "KubeletNotReady")
UNKNOWN = ("Unknown", "NodeStatusUnknown")
UNREACHABLE = [
    "node.kubernetes.io/unreachable:NoSchedule",
    "node.kubernetes.io/unreachable:NoExecute",
]


def run_until(api, condition):
    """Run what is due, one after the other, until something is so."""
    while not condition():
        advance(api.tenant, api.tenant.world.next_due().due)


def is_booted(api):
    return all(node.instance_status == "Running" for node in nodes_of(api))


def test_a_machine_that_has_not_registered_is_no_node():
    api = a_cluster_that_grows()
    run_until(api, lambda: bool(nodes_of(api)) and is_booted(api))

    assert node_objects(api) == []


def test_an_agent_registers_before_the_node_is_ready():
    api = a_cluster_that_grows()
    run_until(api, lambda: bool(node_objects(api)))

    node = node_object(api)

    assert ready(node) == NOT_READY
    assert taints(node) == ["node.kubernetes.io/not-ready:NoSchedule"]
    assert said(api) == [("Starting", "kubelet"), ("RegisteredNode", "node-controller")]


def test_a_node_is_ready_when_its_last_stage_is_done():
    api = a_cluster_that_grows()
    run_until_settled(api.tenant)

    node = node_object(api)

    assert ready(node) == READY
    assert taints(node) == []
    assert said(api)[-1] == ("NodeReady", "kubelet")


@pytest.mark.parametrize(
    ("version", "grace"),
    [("1.31.1-aliyun.1", 40), ("1.32.1-aliyun.1", 50), ("1.34.1-aliyun.1", 50)],
)
def test_a_lost_node_is_not_ready_after_the_grace_period(version, grace):
    api = a_cluster(version=version)
    before = node_object(api)
    lose(api)
    move(api.tenant, grace - 0.001)
    assert node_object(api)["metadata"] == before["metadata"]

    move(api.tenant, 0.001)

    node = node_object(api)
    assert ready(node) == UNKNOWN
    assert {each["status"] for each in node["status"]["conditions"]} == {"Unknown"}
    assert taints(node) == UNREACHABLE
    assert all("timeAdded" in taint for taint in node["spec"]["taints"])
    assert said(api)[-1] == ("NodeNotReady", "node-controller")


def test_a_lost_node_was_heard_of_last_when_it_was_lost():
    api = a_cluster()
    node_object(api)
    move(api.tenant, 1000)
    lose(api)
    lost = api.tenant.now(0.0)
    move(api.tenant, 500)

    heard = {each["lastHeartbeatTime"] for each in node_object(api)["status"]["conditions"]}

    assert heard == {as_text(lost)}


def test_a_node_that_is_back_is_ready():
    api = a_cluster()
    node_object(api)
    lose(api)
    move(api.tenant, 60)
    recover(api)

    node = node_object(api)

    assert ready(node) == READY
    assert taints(node) == []
    assert said(api)[-2:] == [("NodeNotReady", "node-controller"), ("NodeReady", "kubelet")]


def test_a_node_that_is_back_within_the_grace_period_was_ready_all_the_time():
    api = a_cluster()
    move(api.tenant, 60)  # until its first pods run
    before = node_object(api)
    lose(api)
    move(api.tenant, 30)
    recover(api)
    move(api.tenant, 60)

    assert node_object(api)["metadata"] == before["metadata"]
    assert said(api)[-1] == ("NodeReady", "kubelet")


def test_pods_are_evicted_from_a_lost_node_and_end_when_it_is_back():
    api = a_cluster()
    a_pod(api, "web", node_object(api))
    lose(api)
    move(api.tenant, 349)
    assert pod_names(api) == ["web"]

    move(api.tenant, 1)
    assert pod_names(api) == ["web†"]
    assert said(api)[-1] == ("TaintManagerEviction", "taint-eviction-controller")

    recover(api)
    assert pod_names(api) == []


UNREACHABLE_FOR_EVER = {"key": "node.kubernetes.io/unreachable", "operator": "Exists"}


@pytest.mark.parametrize(
    ("tolerations", "after"),
    [
        ([UNREACHABLE_FOR_EVER], None),
        ([{"operator": "Exists"}], None),
        ([{**UNREACHABLE_FOR_EVER, "effect": "NoExecute", "tolerationSeconds": 10}], 60),
        ([{**UNREACHABLE_FOR_EVER, "effect": "NoExecute", "tolerationSeconds": -5}], 50),
        ([{**UNREACHABLE_FOR_EVER, "effect": "NoSchedule"}], 350),
        ([{"key": "other", "operator": "Exists"}], 350),
        ([{"key": "node.kubernetes.io/unreachable", "value": "x"}], 350),
    ],
)
def test_a_pod_stays_on_a_lost_node_as_long_as_it_tolerates_it(tolerations, after):
    api = a_cluster()
    a_pod(api, "web", node_object(api), tolerations=tolerations)
    lose(api)
    if after is None:
        run_until_settled(api.tenant)
        assert pod_names(api) == ["web"]
        return
    move(api.tenant, after - 0.001)
    assert pod_names(api) == ["web"]

    move(api.tenant, 0.001)

    assert pod_names(api) == ["web†"]


def test_a_pod_that_tolerates_nothing_is_evicted_at_once_from_a_node_that_is_away():
    api = a_cluster()
    node = node_object(api)
    lose(api)
    move(api.tenant, 60)
    a_pod(api, "late", node)

    move(api.tenant, 290)

    assert pod_names(api) == ["late†"]


def scale_in(api, *, drains):
    """Remove the only node."""
    (node,) = nodes_of(api)
    query = f"instance_ids={node.instance_id}&release_node=true&drain_node={str(drains).lower()}"
    path = f"/clusters/{api.cluster_id}/nodepools/{node.group_id}/nodes?{query}"
    call(api.tenant, "DELETE", path).ok()


def test_a_node_that_is_removed_goes_with_its_pods():
    api = a_cluster()
    a_pod(api, "web", node_object(api))
    scale_in(api, drains=False)
    run_until_settled(api.tenant)

    assert node_objects(api) == []
    assert pod_names(api) == []
    assert api.get("/apis/coordination.k8s.io/v1/leases")["items"] == []
    assert said(api)[-1] == ("RemovingNode", "node-controller")


def test_a_node_that_is_removed_with_its_pods_moved_away_is_cordoned_first():
    api = a_cluster()
    node = node_object(api)
    a_pod(api, "web", node)
    owner = {"apiVersion": "apps/v1", "kind": "DaemonSet", "name": "agent", "uid": "1"}
    a_pod(api, "agent", node, metadata={"ownerReferences": [owner]})
    static = {"kubernetes.io/config.mirror": "1"}
    a_pod(api, "static", node, metadata={"annotations": static})
    a_pod(api, "elsewhere", "another-node")
    scale_in(api, drains=True)
    move(api.tenant, 2)

    assert node_object(api)["spec"]["unschedulable"] is True
    assert taints(node_object(api)) == ["node.kubernetes.io/unschedulable:NoSchedule"]
    assert pod_names(api) == ["agent", "elsewhere", "static", "web†"]

    run_until_settled(api.tenant)
    assert node_objects(api) == []
    assert pod_names(api) == ["elsewhere"]


def test_a_pod_with_finalizers_is_held_when_its_node_goes():
    api = a_cluster()
    a_pod(api, "held", node_object(api), metadata={"finalizers": ["example.com/held"]})
    scale_in(api, drains=False)
    run_until_settled(api.tenant)

    assert pod_names(api) == ["held†"]
    patch(api, f"{PODS}/held", {"metadata": {"labels": {"a": "b"}}})
    assert pod_names(api) == ["held†"]


def delete_object(api):
    """Delete the only Node object."""
    answer = api.request("DELETE", path_of(node_object(api)))
    assert answer.status == 200


def status_listed(api):
    (node,) = nodes(api.tenant, api.cluster_id)
    return node["node_status"]


def test_a_deleted_node_object_stays_away_while_its_instance_lives():
    api = a_cluster()
    a_pod(api, "web", node_object(api))
    delete_object(api)
    move(api.tenant, 100)

    assert node_objects(api) == []
    assert pod_names(api) == []
    assert api.get("/apis/coordination.k8s.io/v1/leases")["items"] == []
    assert said(api)[-1] == ("RemovingNode", "node-controller")
    assert status_listed(api) == "Unknown"
    assert len(nodes_of(api)) == 1


def test_a_deleted_node_object_is_there_again_when_the_agent_has_been_started_again():
    api = a_cluster()
    uid = node_object(api)["metadata"]["uid"]
    delete_object(api)
    lose(api)
    move(api.tenant, 10)
    recover(api)

    assert ready(node_object(api)) == READY
    assert node_object(api)["metadata"]["uid"] != uid
    assert status_listed(api) == "Ready"
    assert said(api)[-3:] == [
        ("Starting", "kubelet"),
        ("RegisteredNode", "node-controller"),
        ("NodeReady", "kubelet"),
    ]


def test_repairing_a_node_starts_its_agent_again():
    api = a_cluster()
    delete_object(api)
    (record,) = nodes_of(api)
    body = {"nodes": [node["node_name"] for node in nodes(api.tenant, api.cluster_id)]}
    path = f"/clusters/{api.cluster_id}/nodepools/{record.group_id}/repair"
    call(api.tenant, "POST", path, body).ok()
    run_until_settled(api.tenant)

    assert ready(node_object(api)) == READY


def test_an_object_that_is_deleted_before_its_node_is_ready_stays_away():
    api = a_cluster_that_grows()
    run_until(api, lambda: bool(node_objects(api)))
    delete_object(api)

    run_until_settled(api.tenant)

    assert node_objects(api) == []


def test_what_people_write_into_a_node_survives():
    api = a_cluster()
    path = path_of(node_object(api))
    patch(
        api,
        path,
        {
            "metadata": {"labels": {"mine": "yes"}, "annotations": {"note": "1"}},
            "spec": {"taints": [{"key": "mine", "effect": "NoSchedule"}], "unschedulable": True},
        },
    )
    patch(
        api,
        f"{path}/status",
        {
            "status": {
                "capacity": {"example.com/dongle": "4"},
                "conditions": [
                    *node_object(api)["status"]["conditions"],
                    {"type": "KernelDeadlock", "status": "False"},
                ],
            }
        },
    )
    lose(api)
    move(api.tenant, 60)
    recover(api)

    node = node_object(api)
    assert node["metadata"]["labels"]["mine"] == "yes"
    assert node["metadata"]["annotations"]["note"] == "1"
    assert node["spec"]["unschedulable"] is True
    assert taints(node) == ["mine:NoSchedule", "node.kubernetes.io/unschedulable:NoSchedule"]
    assert node["status"]["capacity"]["example.com/dongle"] == "4"
    assert [each["type"] for each in node["status"]["conditions"]] == [
        "KernelDeadlock", "MemoryPressure", "DiskPressure", "PIDPressure", "Ready",
    ]  # fmt: skip


def test_cordoning_a_node_taints_it_until_it_is_uncordoned():
    api = a_cluster()
    path = path_of(node_object(api))

    assert taints(patch(api, path, {"spec": {"unschedulable": True}})) == [
        "node.kubernetes.io/unschedulable:NoSchedule"
    ]
    assert taints(patch(api, path, {"spec": {"unschedulable": None}})) == []


def test_labels_and_taints_of_a_pool_are_written_onto_its_nodes_when_that_is_asked_for():
    config = {
        "labels": [{"key": "old", "value": "1"}, {"key": "team", "value": "blue"}],
        "taints": [{"key": "old", "effect": "NoSchedule"}],
    }
    api = a_cluster(kubernetes_config=config)
    path = path_of(node_object(api))
    patch(api, path, {"metadata": {"labels": {"mine": "yes", "old": "2"}}})
    (record,) = nodes_of(api)
    changed = {
        "labels": [{"key": "team", "value": "red"}],
        "taints": [{"key": "new", "value": "1", "effect": "NoExecute"}],
    }
    body = {"kubernetes_config": changed, "update_nodes": True}
    pool = f"/clusters/{api.cluster_id}/nodepools/{record.group_id}"
    call(api.tenant, "PUT", pool, body).ok()
    run_until_settled(api.tenant)

    labels = node_object(api)["metadata"]["labels"]
    assert (labels["mine"], labels["team"]) == ("yes", "red")
    assert "old" not in labels
    assert taints(node_object(api)) == ["new=1:NoExecute"]


def test_somebodys_object_of_the_same_name_is_left_alone():
    api = a_cluster_that_grows()
    run_until(api, lambda: bool(nodes_of(api)) and is_booted(api))
    (listed,) = nodes(api.tenant, api.cluster_id)
    body = {"metadata": {"name": listed["node_name"]}, "spec": {"providerID": "kind://mine"}}
    assert api.request("POST", "/api/v1/nodes", body).status == 201

    run_until_settled(api.tenant)
    assert "conditions" not in node_object(api).get("status", {})

    scale_in(api, drains=False)
    run_until_settled(api.tenant)
    assert node_object(api)["spec"] == {"providerID": "kind://mine"}


def test_an_event_is_gone_an_hour_after_it_happened_last():
    api = a_cluster_that_grows()
    run_until_settled(api.tenant)
    assert len(said(api)) == 3
    about = {"kind": "Pod", "name": "web", "namespace": "default"}
    for name, more in (("new", {}), ("odd", {"lastTimestamp": None})):
        body = {"metadata": {"name": name}, "involvedObject": about, **more}
        made = api.request("POST", "/api/v1/namespaces/default/events", body)
        assert made.status == 201, made

    move(api.tenant, 3600)

    assert api.get("/api/v1/events")["items"] == []
    assert not len(api.tenant.world.kubernetes_timers)


def test_a_node_settles_though_its_events_are_still_there():
    api = a_cluster_that_grows()
    run_until_settled(api.tenant)

    assert len(api.tenant.world.kubernetes_timers) == 1
    assert len(said(api)) == 3


def test_a_pod_that_finalizers_hold_stays_when_its_node_is_back():
    api = a_cluster()
    held = {"finalizers": ["example.com/held"]}
    a_pod(api, "web", node_object(api), metadata=held)
    lose(api)
    move(api.tenant, 350)
    recover(api)
    assert pod_names(api) == ["web†"]

    answer = api.request(
        "PATCH",
        f"{PODS}/web",
        {"metadata": {"finalizers": None}},
        content_type="application/merge-patch+json",
    )

    assert answer.status == 200
    assert pod_names(api) == []


def test_a_node_that_does_not_join_is_never_there():
    rule = {"when": {"stage": "join"}, "then": {"fail": {"message": "no route"}}}
    api = ClusterApi(a_tenant_with({"id": "no-join", **rule}))
    begin_pool(api.tenant, api.cluster_id, "pool", 1)

    while api.tenant.world.next_due() is not None:
        advance(api.tenant, api.tenant.world.next_due().due)
        assert node_objects(api) == []


def test_a_node_that_is_lost_before_it_registers_is_there_when_it_is_back():
    api = a_cluster_that_grows()
    run_until(api, lambda: bool(nodes_of(api)) and is_booted(api))
    lose(api)
    run_until_settled(api.tenant)
    assert node_objects(api) == []
    assert status_listed(api) == "NotReady"

    move(api.tenant, 60)
    recover(api)

    assert ready(node_object(api)) == READY


def test_a_node_that_is_lost_while_it_begins_is_not_ready_after_the_grace_period():
    api = a_cluster_that_grows()
    run_until(api, lambda: bool(node_objects(api)))
    lose(api)
    move(api.tenant, 49)
    assert ready(node_object(api)) == READY

    move(api.tenant, 1)

    assert ready(node_object(api)) == UNKNOWN


def test_a_node_whose_object_was_deleted_can_be_removed():
    api = a_cluster()
    delete_object(api)
    scale_in(api, drains=True)
    run_until_settled(api.tenant)

    assert node_objects(api) == []
    assert nodes_of(api) == []


def test_an_upgrade_starts_the_agent_again():
    tenant, cluster_id = an_uncalled_cluster()
    api = ClusterApi(tenant, cluster_id)
    delete_object(api)

    def upgrade(unit):
        cluster, (record,) = unit.world.clusters[cluster_id], nodes_of(api)
        unit.put(unit.world.nodes, record._replace(**upgrade_node(unit, cluster, record)))

    tenant.change(0.0, upgrade)

    assert ready(node_object(api)) == READY


def test_an_elastic_address_of_a_node_is_its_external_one():
    api = a_cluster()
    put_record(api, eip_address="203.0.113.7")

    found = {each["type"]: each["address"] for each in node_object(api)["status"]["addresses"]}

    assert found["ExternalIP"] == "203.0.113.7"


def put_record(api, **changes):
    """Change the record of the only node."""
    (record,) = nodes_of(api)
    nodes_table = api.tenant.world.nodes
    api.tenant.change(0.0, lambda unit: unit.put(nodes_table, record._replace(**changes)))


def test_a_node_of_an_earlier_version_has_been_there_since_it_was_made():
    tenant, cluster_id = an_uncalled_cluster()
    (record,) = tenant.world.nodes_of(cluster_id)
    old = record._replace(joined=0, losses="[]", is_lost=True, updated=tenant.now(0.0))
    tenant.change(0.0, lambda unit: unit.put(unit.world.nodes, old))
    api = ClusterApi(tenant, cluster_id)
    assert ready(node_object(api)) == READY

    move(tenant, 50)
    assert ready(node_object(api)) == UNKNOWN

    recover(api)
    assert ready(node_object(api)) == READY


def test_only_the_last_losses_of_a_node_are_kept():
    api = a_cluster()
    for _ in range(12):
        lose(api)
        move(api.tenant, 1)
        recover(api)
    (record,) = nodes_of(api)

    assert len(node_loss.losses_of(record)) == 8
    assert node_loss.as_lost(node_loss.as_lost(record, 1), 2) == node_loss.as_lost(record, 1)


def test_what_happens_in_another_cluster_is_not_followed():
    tenant, cluster_id = an_uncalled_cluster()
    called = ClusterApi(
        tenant, a_running(tenant, container_cidr="172.22.0.0/16", service_cidr="172.23.0.0/20")
    )
    other = tenant.world.nodes_of(cluster_id)[0]
    run_until_settled(tenant)  # the components of the first one wait for nodes in vain
    before = tenant.world.kubernetes_objects.records.copy()

    tenant.change(0.0, lambda unit: node_loss.lose(unit, other))
    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    run_until_settled(tenant)

    assert tenant.world.kubernetes_objects.records == before
    assert node_objects(called) == []


def test_a_call_that_fails_leaves_the_nodes_alone():
    tenant, cluster_id = an_uncalled_cluster()
    api = ClusterApi(tenant, cluster_id)
    before = node_objects(api)

    def fail(unit):
        for found in objects.objects_of(unit.world, cluster_id, "nodes"):
            objects.drop(unit, found)
        raise RuntimeError("as a call that breaks")

    with pytest.raises(RuntimeError):
        tenant.change(0.0, fail)

    assert node_objects(api) == before
    assert status_listed(api) == "Ready"
