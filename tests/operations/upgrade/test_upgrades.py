"""Upgrading and migrating a cluster: targets, states, the old ways to ask and to intervene."""

import json

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import ClusterState

from tests.support import pools, worlds
from tests.support.kubernetes import (
    ABSENT,
    a_body,
    a_dedicated_body,
    a_running,
    detail,
    findings,
    record,
    state,
)
from tests.support.worlds import a_tenant, advance, call, put_in_state, run_one_step, settle

OLD, NEXT = "1.34.10-aliyun.1", "1.35.7-aliyun.1"


@pytest.fixture
def tenant():
    return a_tenant()


def upgrade(tenant, cluster_id, **fields):
    return call(tenant, "POST", f"/api/v2/clusters/{cluster_id}/upgrade", fields)


def intervene(tenant, cluster_id, verb):
    return call(tenant, "POST", f"/api/v2/clusters/{cluster_id}/upgrade/{verb}")


def status(tenant, cluster_id):
    found = call(tenant, "GET", f"/api/v2/clusters/{cluster_id}/upgrade/status").ok()
    assert found.keys() == {
        "status",
        "upgrade_step",
        "error_message",
        "precheck_report_id",
        "upgrade_task",
    }
    return found["status"], found["upgrade_step"], found["upgrade_task"]["status"]


def test_an_upgrade_raises_the_version_at_its_end(tenant):
    cluster_id = a_running(tenant, kubernetes_version=OLD)
    began = tenant.now(0.0)

    answer = upgrade(tenant, cluster_id, next_version=NEXT, master_only=True)
    during = detail(tenant, cluster_id)
    settle(tenant)
    after = detail(tenant, cluster_id)

    assert answer.status == 200
    assert answer.body.keys() == {"cluster_id", "request_id", "task_id"}
    assert (during["state"], during["current_version"], during["next_version"]) == (
        "upgrading",
        OLD,
        NEXT,
    )
    assert (after["state"], after["current_version"], after["init_version"]) == (
        "running",
        NEXT,
        OLD,
    )
    assert 240 <= (record(tenant, cluster_id).updated - began) / SECOND <= 360
    versions = {one["name"]: one["version"] for one in json.loads(after["meta_data"])["Addons"]}
    assert versions["kube-apiserver"] == f"v{NEXT}"


def test_a_dedicated_cluster_takes_longer(tenant):
    cluster_id = a_running(tenant, a_dedicated_body(kubernetes_version=OLD))
    began = tenant.now(0.0)

    upgrade(tenant, cluster_id, next_version=NEXT).ok()
    settle(tenant)

    assert (record(tenant, cluster_id).updated - began) / SECOND > 1200


def test_the_old_name_of_the_target_is_read(tenant):
    cluster_id = a_running(tenant, kubernetes_version=OLD)

    upgrade(tenant, cluster_id, component_name="k8s", version=NEXT, rolling_policy={}).ok()
    settle(tenant)

    assert detail(tenant, cluster_id)["current_version"] == NEXT


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "MissingParameter.NextVersion"),
        ({"next_version": OLD}, "InvalidParameter.NextVersion"),
        ({"next_version": "1.36.2-aliyun.1"}, "InvalidParameter.NextVersion"),
        ({"next_version": "1.33.3-aliyun.1"}, "InvalidParameter.NextVersion"),
        ({"next_version": "newest"}, "InvalidParameter.NextVersion"),
        ({"next_version": 1.35}, "InvalidParameter"),
    ],
)
def test_only_the_next_version_is_taken(tenant, fields, code):
    cluster_id = a_running(tenant, kubernetes_version=OLD)

    answer = upgrade(tenant, cluster_id, **fields)

    assert answer.body["code"] == code
    assert state(tenant, cluster_id) is ClusterState.RUNNING


def test_nodes_are_upgraded_before_the_control_plane_goes_on(tenant):
    group = {
        "vswitch_ids": ["vsw-2zedefaultb"],
        "instance_types": ["ecs.g6.xlarge"],
        "desired_size": 1,
    }
    pool = {"nodepool_info": {"name": "pool"}, "scaling_group": group}
    cluster_id = a_running(tenant, kubernetes_version=OLD, nodepools=[pool])
    upgrade(tenant, cluster_id, next_version=NEXT).ok()
    settle(tenant)

    refused = upgrade(tenant, cluster_id, next_version="1.36.2-aliyun.1")
    [group] = tenant.world.groups_of(cluster_id)
    path = f"/clusters/{cluster_id}/nodepools/{group.group_id}/upgrade"
    call(tenant, "POST", path, {"kubernetes_version": NEXT}).ok()
    settle(tenant)
    upgrade(tenant, cluster_id, next_version="1.36.2-aliyun.1").ok()

    [(code, message)] = findings(refused)
    assert code == "InvalidParameter.NextVersion"
    assert OLD in message


def test_the_newest_version_has_no_next_one(tenant):
    cluster_id = a_running(tenant)

    answer = upgrade(tenant, cluster_id, next_version="1.37.1-aliyun.1")

    assert detail(tenant, cluster_id)["next_version"] == ""
    assert "no newer version" in findings(answer)[0][1]


def test_a_registered_cluster_is_neither_upgraded_nor_migrated(tenant):
    cluster_id = a_running(tenant, a_body(cluster_type="ExternalKubernetes", profile=ABSENT))

    waiting = upgrade(tenant, cluster_id, next_version=NEXT)
    put_in_state(tenant, cluster_id, ClusterState.RUNNING)
    running = [upgrade(tenant, cluster_id, next_version=NEXT), migrate(tenant, cluster_id)]

    assert waiting.body["code"] == "InvalidStatus.Forbidden"
    assert {answer.body["code"] for answer in running} == {"InvalidStatus.Unsupported"}


def test_an_upgrade_is_of_kubernetes_clusters(tenant):
    cluster_id = worlds.a_running_cluster(tenant)

    for verb in ("pause", "resume", "cancel"):
        assert intervene(tenant, cluster_id, verb).status == 501
    status = call(tenant, "GET", f"/api/v2/clusters/{cluster_id}/upgrade/status")
    assert status.status == 501


def test_the_old_status_follows_the_upgrade(tenant):
    cluster_id = a_running(tenant, kubernetes_version=OLD)
    seen = [status(tenant, cluster_id)]

    upgrade(tenant, cluster_id, next_version=NEXT).ok()
    seen.append(status(tenant, cluster_id))
    run_one_step(tenant)
    seen.append(status(tenant, cluster_id))
    settle(tenant)
    seen.append(status(tenant, cluster_id))

    assert seen == [
        ("success", "not_start", "Success"),
        ("running", "prechecking", "running"),
        ("running", "upgrading", "running"),
        ("success", "success", "Success"),
    ]


def test_an_upgrade_is_held_and_goes_on_in_the_old_way(tenant):
    cluster_id = a_running(tenant, kubernetes_version=OLD)
    upgrade(tenant, cluster_id, next_version=NEXT).ok()

    paused = intervene(tenant, cluster_id, "pause")
    again = intervene(tenant, cluster_id, "pause")
    advance(tenant, tenant.now(0.0) + 3600 * SECOND)
    held = status(tenant, cluster_id)
    resumed = intervene(tenant, cluster_id, "resume")
    settle(tenant)

    assert (paused.status, paused.body) == (200, None)
    assert again.body["code"] == "ErrPauseTask"
    assert held == ("pause", "pause", "running")
    assert (resumed.status, resumed.body) == (200, None)
    assert status(tenant, cluster_id)[0] == "success"
    assert detail(tenant, cluster_id)["current_version"] == NEXT


def test_a_canceled_upgrade_leaves_the_version(tenant):
    cluster_id = a_running(tenant, kubernetes_version=OLD)
    upgrade(tenant, cluster_id, next_version=NEXT).ok()

    canceled = intervene(tenant, cluster_id, "cancel")
    settle(tenant)

    assert (canceled.status, canceled.body) == (200, None)
    found = detail(tenant, cluster_id)
    assert (found["state"], found["current_version"]) == ("running", OLD)
    assert status(tenant, cluster_id)[0] == "fail"


@pytest.mark.parametrize("verb", ["pause", "resume", "cancel"])
def test_there_is_nothing_to_intervene_in_without_an_upgrade(tenant, verb):
    cluster_id = a_running(tenant)

    answer = intervene(tenant, cluster_id, verb)

    assert (answer.status, answer.body["code"]) == (400, "ErrPauseTask")
    assert "no upgrade is under way" in answer.body["message"]


# ---- migration


def migrate(tenant, cluster_id, body=None):
    return call(tenant, "POST", f"/clusters/{cluster_id}/migrate", body)


def test_an_ordinary_cluster_is_migrated_to_a_professional_one(tenant):
    cluster_id = a_running(tenant, cluster_spec="ack.standard")

    answer = migrate(tenant, cluster_id, {"type": "ManagedKubernetes", "spec": "ack.pro.small"})

    assert answer.status == 200
    assert state(tenant, cluster_id) is ClusterState.MIGRATING
    settle(tenant)
    found = detail(tenant, cluster_id)
    assert (found["state"], found["cluster_spec"]) == ("running", "ack.pro.small")


def test_a_migration_needs_no_body(tenant):
    cluster_id = a_running(tenant, cluster_spec="ack.standard")

    migrate(tenant, cluster_id).ok()
    settle(tenant)

    assert detail(tenant, cluster_id)["cluster_spec"] == "ack.pro.small"


def test_a_dedicated_cluster_is_migrated_with_a_bucket(tenant):
    cluster_id = a_running(tenant, a_dedicated_body())

    refused = migrate(tenant, cluster_id, {})
    migrate(tenant, cluster_id, {"oss_bucket_name": "b", "oss_bucket_endpoint": "e"}).ok()
    settle(tenant)

    assert [code for code, _ in findings(refused)] == [
        "MissingParameter.OssBucketName",
        "MissingParameter.OssBucketEndpoint",
    ]
    found = detail(tenant, cluster_id)
    assert (found["cluster_type"], found["cluster_spec"]) == ("ManagedKubernetes", "ack.pro.small")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"spec": "ack.pro.small"}, "InvalidParameter.Spec"),
        ({"spec": "ack.standard"}, "InvalidParameter.Spec"),
        ({"type": "Kubernetes"}, "InvalidParameter.Type"),
    ],
)
def test_a_migration_leads_to_another_professional_edition(tenant, body, code):
    cluster_id = a_running(tenant)

    assert findings(migrate(tenant, cluster_id, body))[0][0] == code


def test_an_upgrade_waits_until_no_node_pool_changes(tenant):
    cluster_id = a_running(tenant, kubernetes_version=OLD)
    pools.begin_pool(tenant, cluster_id)

    refused = upgrade(tenant, cluster_id, next_version=NEXT)
    settle(tenant)
    accepted = upgrade(tenant, cluster_id, next_version=NEXT)

    assert (refused.status, refused.body["code"]) == (400, "InvalidStatus.Forbidden")
    assert refused.body["message"] == "cannot operate cluster where state is scaling"
    assert accepted.status == 200


@pytest.mark.parametrize(
    ("verb", "asked"), [("pause", "paused"), ("resume", "resumed"), ("cancel", "canceled")]
)
def test_where_no_upgrade_is_under_way_the_refusal_names_what_was_asked(tenant, verb, asked):
    refused = intervene(tenant, a_running(tenant), verb)

    assert (refused.status, refused.body["code"]) == (400, "ErrPauseTask")
    assert refused.body["message"] == f"the task cannot be {asked}: no upgrade is under way"
