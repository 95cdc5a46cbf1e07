"""A creation, step by step; what goes wrong in it; and a deletion."""

from collections import Counter

import pytest
from cs_simulator.cluster_types.swarm.plans import CREATE_CLUSTER
from cs_simulator.domain.instants import HOUR, SECOND
from cs_simulator.domain.records import ClusterState, Event, LogLine, NodeState, TaskState
from cs_simulator.engine import timeline
from cs_simulator.engine.unit import Unit

from tests.support.worlds import a_running_cluster, a_tenant, advance, call, create, run_one_step

NODE_STAGES = [stage.name for stage in CREATE_CLUSTER.stages if stage.scope == "node"]
FAR = 10**18  # later than anything a plan takes


def steps_run(tenant):
    """Run a tenant's timeline to its end; returns instance id, stage and due time of the steps."""
    steps = []
    while step := run_one_step(tenant):
        steps.append((step.instance_id, CREATE_CLUSTER.stages[step.stage].name, step.due))
    return steps


def log_of(tenant):
    return [entry.text for entry in tenant.changes.entries if isinstance(entry, LogLine)]


def events_of(tenant):
    return [
        (entry.type, entry.reason) for entry in tenant.changes.entries if isinstance(entry, Event)
    ]


def test_twenty_nodes_go_through_every_stage_independently():
    tenant = a_tenant()
    cluster_id = create(tenant, size=20)

    steps = steps_run(tenant)

    nodes = tenant.world.cluster_nodes[cluster_id]
    for node in nodes:
        assert [stage for instance_id, stage, _ in steps if instance_id == node] == NODE_STAGES
    ends = {instance_id: due for instance_id, stage, due in steps if stage == "init"}
    assert len(nodes) == len(set(ends.values())) == 20


def test_a_nodes_state_and_status_follow_its_stages():
    tenant = a_tenant()
    cluster_id = create(tenant, size=1, need_slb=False)

    seen = []
    while run_one_step(tenant):
        seen += [
            (node.state, node.instance_status, bool(node.ip_address), bool(node.eip_address))
            for node in tenant.world.nodes_of(cluster_id)
        ]

    assert seen == [
        (NodeState.INITIAL, "Pending", False, False),
        (NodeState.INITIAL, "Starting", True, False),
        (NodeState.INITIAL, "Running", True, False),
        (NodeState.INITIAL, "Running", True, True),
        (NodeState.INITIAL, "Running", True, True),
        (NodeState.RUNNING, "Running", True, True),
    ]


def test_the_cluster_runs_once_its_last_node_is_ready_and_not_before():
    tenant = a_tenant()
    cluster_id = create(tenant, size=3)
    while run_one_step(tenant):
        cluster = tenant.world.clusters[cluster_id]
        ready = [n.state is NodeState.RUNNING for n in tenant.world.nodes_of(cluster_id)]
        assert (cluster.state is ClusterState.RUNNING) == (len(ready) == 3 and all(ready))
    assert tenant.world.clusters[cluster_id].state is ClusterState.RUNNING


def test_a_creation_takes_minutes_as_the_real_one_did():
    tenant = a_tenant()
    began = tenant.now(0.0)
    for number in range(50):
        create(tenant, name=f"c-{number}", subnet_cidr=f"172.20.{number}.0/24")
    advance(tenant, began + 24 * HOUR)
    took = sorted((c.updated - c.created) / SECOND for c in tenant.world.clusters)
    assert 200 < took[25] < 340
    assert took[0] > 100


def test_a_cluster_without_nodes_becomes_inactive_within_seconds():
    tenant = a_tenant()
    cluster_id = create(tenant, size=0)
    advance(tenant, tenant.now(0.0) + 20 * SECOND)
    assert tenant.world.clusters[cluster_id].state is ClusterState.INACTIVE


def test_nodes_get_the_lowest_free_addresses_of_the_vswitch():
    tenant = a_tenant()
    cluster_id = create(tenant, size=5)
    advance(tenant, FAR)
    addresses = {node.ip_address for node in tenant.world.nodes_of(cluster_id)}
    assert addresses == {f"10.0.16.{n}" for n in range(1, 6)}


def test_a_load_balancer_is_made_only_when_asked_for():
    tenant = a_tenant()
    with_one = create(tenant)
    without = create(tenant, name="without", subnet_cidr="172.29.1.0/24", need_slb=False)
    advance(tenant, FAR)
    assert tenant.world.clusters[with_one].external_loadbalancer_id.startswith("lb-2ze")
    assert tenant.world.clusters[without].external_loadbalancer_id == ""


def test_elastic_addresses_are_kept_unless_their_release_was_asked_for():
    tenant = a_tenant()
    keeps = create(tenant, size=2)
    releases = create(tenant, name="r", subnet_cidr="172.29.1.0/24", size=2, release_eip_flag=True)
    advance(tenant, FAR)
    assert all(node.eip_address for node in tenant.world.nodes_of(keeps))
    assert not any(node.eip_address for node in tenant.world.nodes_of(releases))
    assert tenant.world.eips["all"] == 2


def test_the_nodes_addresses_are_added_to_the_whitelist_of_each_database():
    tenant = a_tenant()
    cluster_id = create(tenant, size=2, rds_instances=["rm-2zeorders", "rm-unheardof"])
    advance(tenant, FAR)
    addresses = [node.ip_address for node in tenant.world.nodes_of(cluster_id)]
    for database in ("rm-2zeorders", "rm-unheardof"):
        whitelist = tenant.world.rds_instances.get(database).whitelist
        assert whitelist.split(",") == ["127.0.0.1", *addresses]


def test_the_log_lists_what_was_made_between_a_start_and_an_end():
    tenant = a_tenant()
    cluster_id = create(tenant, size=1)
    advance(tenant, FAR)
    lines = log_of(tenant)
    assert lines[0] == "Start to create cluster"
    assert lines[-2:] == [
        f"Node {cluster_id}-node1 joined the cluster",
        "start to update cluster status to CREATE_COMPLETE",
    ]
    cluster, (node,) = tenant.world.clusters[cluster_id], tenant.world.nodes_of(cluster_id)
    assert f"Create SLB {cluster.external_loadbalancer_id} successfully" in lines
    assert f"Allocate EIP {node.eip_address} for {node.instance_id}" in lines
    assert events_of(tenant) == [("cluster_create", "Started"), ("cluster_create", "Succeeded")]


QUOTAS = [
    ("slbs=0", {}, "ORDER.QUANTITY_INVALID", 0),
    ("security_groups=0", {}, "QuotaExceed.SecurityGroup", 0),
    ("eips=1", {"size": 2}, "QuotaExceeded.Eip", 2),
    ("routes_per_vpc=1", {"size": 2}, "QuotaExceeded.RouteEntry", 2),
]


@pytest.mark.parametrize(("quota", "changes", "code", "nodes"), QUOTAS)
def test_a_used_up_quota_fails_the_cluster_minutes_after_the_202(quota, changes, code, nodes):
    tenant = a_tenant(quota=(quota,))
    cluster_id = create(tenant, **changes)
    assert tenant.world.clusters[cluster_id].state is ClusterState.INITIAL

    advance(tenant, FAR)

    cluster = tenant.world.clusters[cluster_id]
    (task,) = tenant.world.tasks
    assert (cluster.state, task.state, task.error_code) == ("failed", TaskState.FAILED, code)
    assert len(tenant.world.nodes_of(cluster_id)) == nodes
    assert f"Code: {code}" in cluster.error_message
    failure, marker = log_of(tenant)[-2:]
    assert failure.startswith("Resource CREATE failed: ResponseException: resources.")
    assert failure.endswith(f"Code: {code}")
    assert marker == "start to update cluster status to CREATE_FAILED"
    assert events_of(tenant)[-1] == ("cluster_create", code)


def test_a_vswitch_without_addresses_fails_the_nodes_that_come_too_late():
    tenant = a_tenant(quota=("nodes_per_cluster=5000", "eips=5000", "routes_per_vpc=5000"))
    cluster_id = create(tenant, size=4093)  # a /20 hands out 4092

    advance(tenant, FAR)

    states = Counter(node.state for node in tenant.world.nodes_of(cluster_id))
    assert states[NodeState.FAILED] == 1
    (task,) = tenant.world.tasks
    assert task.error_code == "InvalidVSwitchId.IpNotEnough"


def test_the_line_of_a_failure_names_the_node_that_failed():
    tenant = a_tenant(quota=("eips=0",))
    cluster_id = create(tenant, size=1)
    advance(tenant, FAR)
    (node,) = tenant.world.nodes_of(cluster_id)
    assert node.state is NodeState.FAILED
    assert f"resources.{cluster_id}-node1: Elastic IP address quota exceeded" in log_of(tenant)[-2]


def test_nothing_is_under_way_after_a_failure():
    tenant = a_tenant(quota=("eips=0",))
    create(tenant, size=20)
    advance(tenant, FAR)
    assert tenant.world.next_step() is None


def test_a_deletion_takes_away_everything_that_the_cluster_had():
    tenant = a_tenant()
    cluster_id = create(tenant, size=3)
    advance(tenant, FAR)

    status, answer = call(tenant, "DELETE", f"/clusters/{cluster_id}")
    advance(tenant, 2 * FAR)

    world = tenant.world
    assert status == 202
    assert (len(world.clusters), len(world.nodes), len(world.steps)) == (0, 0, 0)
    assert (world.eips["all"], world.slbs["all"], world.security_groups["all"]) == (0, 0, 0)
    assert world.routes["vpc-2zedefault"] == 0
    assert world.tasks[answer["task_id"]].state is TaskState.SUCCESS


def test_what_a_deleted_cluster_had_can_be_had_again():
    tenant = a_tenant()
    for _ in range(3):
        cluster_id = create(tenant, size=2)
        advance(tenant, tenant.now(0.0) + HOUR)
        assert {n.ip_address for n in tenant.world.nodes_of(cluster_id)} == {
            "10.0.16.1",
            "10.0.16.2",
        }
        call(tenant, "DELETE", f"/clusters/{cluster_id}")
        advance(tenant, tenant.now(0.0) + HOUR)


def test_a_deletion_in_the_middle_of_a_creation_ends_the_creation():
    tenant = a_tenant()
    cluster_id = create(tenant, size=2)
    (creation,) = tenant.world.tasks
    advance(tenant, tenant.now(0.0) + 60 * SECOND)

    call(tenant, "DELETE", f"/clusters/{cluster_id}")
    task = tenant.world.tasks[creation.task_id]
    advance(tenant, FAR)

    assert (task.state, task.error_code) == (TaskState.FAILED, "Canceled")
    assert not len(tenant.world.clusters)
    assert events_of(tenant) == [
        ("cluster_create", "Started"),
        ("cluster_create", "Canceled"),
        ("cluster_delete", "Started"),
        ("cluster_delete", "Succeeded"),
    ]


def test_repeating_a_deletion_restarts_nothing():
    tenant = a_tenant()
    cluster_id = create(tenant)
    advance(tenant, tenant.now(0.0) + HOUR)
    _, first = call(tenant, "DELETE", f"/clusters/{cluster_id}")
    due = tenant.world.next_step().due
    advance(tenant, tenant.now(0.0) + SECOND // 2)

    status, second = call(tenant, "DELETE", f"/clusters/{cluster_id}")

    assert (status, second["task_id"]) == (202, first["task_id"])
    assert tenant.world.next_step().due == due


def test_a_run_that_is_undone_leaves_clusters_and_nodes_in_their_order():
    tenant = a_tenant()
    ids = [
        a_running_cluster(tenant, name=f"c-{n}", size=3, subnet_cidr=f"172.28.{n}.0/24")
        for n in range(2)
    ]
    call(tenant, "DELETE", f"/clusters/{ids[0]}")
    unit = Unit(tenant.world, tenant.now(0.0))

    timeline.run(unit, timeline.FOREVER)
    assert ids[0] not in tenant.world.clusters.records
    unit.rollback()

    clusters = call(tenant, "GET", "/clusters").ok()
    assert [cluster["cluster_id"] for cluster in clusters] == ids
    assert [node.number for node in tenant.world.nodes_of(ids[0])] == [1, 2, 3]
