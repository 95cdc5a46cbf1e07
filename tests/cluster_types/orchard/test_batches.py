"""Tasks that take their nodes in batches: pausing, resuming and canceling them, failing nodes."""

from collections.abc import Callable
from typing import Any

import pytest
from cs_simulator.catalog import errors
from cs_simulator.domain.instants import MINUTE, SECOND
from cs_simulator.domain.records import NodeState, Task, TaskState, Trace
from cs_simulator.engine import (
    cluster_nodes,
    manual_override,
    provisioning,
    scenario,
    stage_history,
    task_control,
)
from cs_simulator.engine.unit import Unit
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.cluster_types.orchard.cluster_type import GROW, PRUNE, THIN, prune, sow, thin, water
from tests.cluster_types.orchard.hill import a_grown_orchard, a_hill, rows
from tests.support.worlds import advance, call, settle

APPLES = 7
OOPS = errors.TASK_CANCELED()


def an_orchard(**settings: Any) -> tuple[Tenant, str, str]:
    """A tenant with a grown orchard: it, the id of the orchard, and that of its row of apples."""
    tenant = a_hill(**settings)
    cluster_id = a_grown_orchard(tenant, apples=APPLES, pears=0)
    return tenant, cluster_id, f"row-{cluster_id}-apples"


def start(tenant: Tenant, begin: Callable[[Unit], Task]) -> str:
    return tenant.change(0.0, begin).task_id


def wait(tenant: Tenant, seconds: float) -> None:
    advance(tenant, tenant.now(0.0) + int(seconds * SECOND))


def ask(tenant: Tenant, what: Callable[[Unit, Task], Task], task_id: str) -> TaskState:
    return tenant.change(0.0, lambda unit: what(unit, unit.world.tasks[task_id])).state


def task_of(tenant: Tenant, task_id: str) -> Task:
    return tenant.world.tasks[task_id]


def shown(tenant: Tenant, task_id: str) -> list[tuple[str, str]]:
    """The stages of a task as the API shows them, each with its state."""
    history = stage_history.history_of(task_of(tenant, task_id))
    return [(stage["title"], stage["state"]) for stage in history["stages"]]


def in_stage(tenant: Tenant, name: str) -> list[int]:
    """The instants at which steps of a stage ended, oldest first."""
    return [
        entry.ended
        for entry in tenant.changes.entries
        if isinstance(entry, Trace) and entry.kind == "step" and entry.name == name
    ]


def under(tenant: Tenant, *rules: dict[str, object]) -> None:
    """Put a scenario with some rules in force."""
    written = [
        {"id": f"rule-{number}", "phase": "provision", **rule} for number, rule in enumerate(rules)
    ]
    head = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "storm"}}
    tenant.change(0.0, lambda unit: scenario.begin(unit, {**head, "rules": written}))


def failing(operation: str, stage: str, count: int, policy: str = "fail") -> dict[str, object]:
    """A rule that fails some nodes in a stage."""
    return {
        "when": {"operation": operation, "stage": stage},
        "select": {"count": count},
        "then": {"fail": {"code": "Storm", "message": "It blew.", "policy": policy}},
    }


# ---- batches


def test_nodes_go_through_their_stages_batch_by_batch():
    tenant, _, row = an_orchard()
    began = tenant.now(0.0)

    task_id = start(tenant, lambda unit: prune(unit, row, most=2))
    settle(tenant)

    ends = [(at - began) // SECOND for at in in_stage(tenant, "saw")]
    assert ends == [90, 160, 160, 230, 230, 300, 300]
    assert task_of(tenant, task_id).state is TaskState.SUCCESS
    assert shown(tenant, task_id) == [
        ("Look", "success"),
        *((f"Batch-{number}", "success") for number in (1, 2, 3, 4)),
        ("Burn", "success"),
    ]


def test_the_next_batch_begins_after_the_interval():
    tenant, _, row = an_orchard()
    began = tenant.now(0.0)

    start(tenant, lambda unit: prune(unit, row, most=10, interval=5 * MINUTE))
    settle(tenant)

    ends = sorted({(at - began) // SECOND for at in in_stage(tenant, "saw")})
    assert ends == [90, 90 + 10 + 300 + 60, 460 + 10 + 300 + 60]


@pytest.mark.parametrize(("pauses", "times"), [("FirstBatch", 1), ("EveryBatch", 2)])
def test_a_task_pauses_by_itself_after_a_batch(pauses, times):
    tenant, _, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, most=4, pauses=pauses))

    paused = 0
    while task_of(tenant, task_id).state is not TaskState.SUCCESS:
        settle(tenant)
        if task_of(tenant, task_id).state is TaskState.PAUSED:
            paused += 1
            assert ask(tenant, task_control.resume, task_id) is TaskState.RESUMING

    assert paused == times
    assert len(in_stage(tenant, "heal")) == APPLES


def test_a_stage_of_all_batches_is_shown_once():
    tenant, _, row = an_orchard()

    task_id = start(tenant, lambda unit: sow(unit, row, 15))
    wait(tenant, 120)
    meanwhile = shown(tenant, task_id)
    settle(tenant)

    assert meanwhile == [("Dig", "success"), ("Plant", "running"), ("Root", "running")]
    assert shown(tenant, task_id) == [(t, "success") for t in ("Dig", "Plant", "Root")]
    stages = stage_history.history_of(task_of(tenant, task_id))["stages"]
    assert stages[0]["ended"] == stages[1]["started"]
    assert stages[1]["started"] < stages[2]["started"] < stages[1]["ended"] < stages[2]["ended"]
    assert stages[2]["ended"] == task_of(tenant, task_id).updated


# ---- pausing, resuming, canceling


def test_a_pause_lets_what_is_under_way_run_to_its_end():
    tenant, cluster_id, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, most=2))
    wait(tenant, 100 + 20)  # in the second batch

    assert ask(tenant, task_control.pause, task_id) is TaskState.PAUSING
    settle(tenant)
    wait(tenant, 3600)

    task = task_of(tenant, task_id)
    assert task.state is TaskState.PAUSED
    assert len(in_stage(tenant, "heal")) == 3
    assert len(task.queued.split()) == 4
    assert rows(tenant, cluster_id)["apples"][0] == "pruning"

    assert ask(tenant, task_control.resume, task_id) is TaskState.RESUMING
    wait(tenant, 3)
    assert task_of(tenant, task_id).state is TaskState.RUNNING
    settle(tenant)
    assert task_of(tenant, task_id).state is TaskState.SUCCESS
    assert rows(tenant, cluster_id)["apples"] == ("grown", APPLES)


@pytest.mark.parametrize("seconds", [10, 40, 120, 300])
def test_a_task_pauses_between_any_two_stages(seconds):
    tenant, _, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, most=10, interval=MINUTE))
    wait(tenant, seconds)

    ask(tenant, task_control.pause, task_id)
    settle(tenant)

    assert task_of(tenant, task_id).state is TaskState.PAUSED
    ask(tenant, task_control.resume, task_id)
    settle(tenant)
    assert task_of(tenant, task_id).state is TaskState.SUCCESS
    assert len(in_stage(tenant, "heal")) == APPLES
    assert len(in_stage(tenant, "burn")) == 1


def test_a_pause_that_comes_too_late_changes_nothing():
    tenant, _, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, most=10))
    wait(tenant, 30 + 3 * 70 + 5)  # in the last stage

    ask(tenant, task_control.pause, task_id)
    settle(tenant)

    assert task_of(tenant, task_id).state is TaskState.SUCCESS


@pytest.mark.parametrize("seconds", [10, 40, 105, 245])
def test_a_canceled_task_ends_before_the_next_stage_or_batch(seconds):
    tenant, cluster_id, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, most=10, interval=MINUTE))
    wait(tenant, seconds)
    begun = {step.instance_id for step in tenant.world.steps if step.instance_id}

    assert ask(tenant, task_control.cancel, task_id) is TaskState.CANCELING
    settle(tenant)

    task = task_of(tenant, task_id)
    assert (task.state, task.error_code) == (TaskState.CANCELED, "")
    assert rows(tenant, cluster_id)["apples"] == ("grown", APPLES)
    assert not provisioning.is_busy(tenant.world, cluster_id)
    assert begun.isdisjoint(task.queued.split())
    assert "running" not in dict(shown(tenant, task_id)).values()


@pytest.mark.parametrize("resumed", [False, True])
def test_a_paused_task_can_be_canceled(resumed):
    tenant, cluster_id, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, pauses="FirstBatch"))
    settle(tenant)
    if resumed:
        ask(tenant, task_control.resume, task_id)

    ask(tenant, task_control.cancel, task_id)
    settle(tenant)

    assert task_of(tenant, task_id).state is TaskState.CANCELED
    assert rows(tenant, cluster_id)["apples"][0] == "grown"
    assert len(in_stage(tenant, "heal")) == 1


def test_trees_that_a_canceled_task_has_not_planted_are_gone():
    tenant, cluster_id, row = an_orchard()
    task_id = start(tenant, lambda unit: sow(unit, row, APPLES + 5))
    wait(tenant, 30)

    ask(tenant, task_control.cancel, task_id)
    settle(tenant)

    assert rows(tenant, cluster_id)["apples"] == ("grown", APPLES + 3)
    assert tenant.world.cluster_nodes.count(cluster_id) == APPLES + 3
    assert tenant.world.clusters[cluster_id].size == APPLES + 3
    assert task_of(tenant, task_id).state is TaskState.CANCELED


def test_a_task_without_a_state_leaves_the_state_alone():
    tenant, cluster_id, row = an_orchard()
    task_id = start(tenant, lambda unit: water(unit, cluster_id))

    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "running"
    assert not provisioning.is_busy(tenant.world, cluster_id)
    assert not provisioning.is_busy(tenant.world, cluster_id, row)
    ask(tenant, task_control.pause, task_id)
    settle(tenant)
    assert task_of(tenant, task_id).state is TaskState.PAUSED
    ask(tenant, task_control.cancel, task_id)
    settle(tenant)
    assert task_of(tenant, task_id).state is TaskState.CANCELED
    assert shown(tenant, task_id) == [("Pump", "success")]

    again = start(tenant, lambda unit: water(unit, cluster_id))
    settle(tenant)
    assert task_of(tenant, again).state is TaskState.SUCCESS
    failing_one = start(tenant, lambda unit: water(unit, cluster_id))
    tenant.change(0.0, lambda unit: manual_override.fail(unit, task_of(tenant, failing_one), OOPS))
    assert task_of(tenant, failing_one).state is TaskState.FAILED
    assert shown(tenant, failing_one) == [("Pump", "failed")]
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "running"


def test_which_task_can_be_asked_for_what():
    tenant, _, row = an_orchard()
    world = tenant.world
    task_id = start(tenant, lambda unit: prune(unit, row))

    def possible() -> tuple[bool, bool, bool]:
        task = task_of(tenant, task_id)
        asked = (task_control.can_pause, task_control.can_resume, task_control.can_cancel)
        return tuple(can(world, task) for can in asked)

    assert possible() == (True, False, True)
    ask(tenant, task_control.pause, task_id)
    assert possible() == (False, False, True)
    settle(tenant)
    assert possible() == (False, True, True)
    ask(tenant, task_control.cancel, task_id)
    assert possible() == (False, False, False)
    settle(tenant)
    assert possible() == (False, False, False)
    sown = task_of(tenant, start(tenant, lambda unit: sow(unit, row, APPLES + 1)))
    assert not task_control.can_pause(world, sown)
    assert task_control.can_cancel(world, sown)


def test_a_paused_task_is_finished_by_hand():
    tenant, _, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, pauses="EveryBatch"))
    settle(tenant)

    tenant.change(0.0, lambda unit: manual_override.finish(unit, task_of(tenant, task_id)))

    assert task_of(tenant, task_id).state is TaskState.SUCCESS
    assert len(in_stage(tenant, "heal")) == APPLES


def test_a_paused_task_is_released_by_hand():
    tenant, _, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, pauses="FirstBatch"))
    settle(tenant)
    [held] = manual_override.steps_of(tenant.world, task_of(tenant, task_id))
    assert held.is_held

    tenant.change(0.0, lambda unit: manual_override.release(unit, [held]))
    settle(tenant)

    assert task_of(tenant, task_id).state is TaskState.SUCCESS


@pytest.mark.parametrize("seconds", [20, 80, 3600])
def test_a_deletion_of_the_cluster_ends_a_task_in_batches(seconds):
    tenant, cluster_id, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, pauses="FirstBatch"))
    wait(tenant, seconds)

    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    settle(tenant)

    assert task_of(tenant, task_id).state is TaskState.FAILED
    assert not any(map(len, (tenant.world.clusters, tenant.world.nodes, tenant.world.steps)))


def test_a_batch_whose_trees_are_gone_is_passed_over():
    tenant, _, row = an_orchard()
    task_id = start(tenant, lambda unit: prune(unit, row, most=1))
    wait(tenant, 40)
    [gone, *_] = task_of(tenant, task_id).queued.split()
    world = tenant.world

    tenant.change(
        0.0, lambda unit: cluster_nodes.release_node(unit, world.nodes[gone], releases=True)
    )
    settle(tenant)

    assert task_of(tenant, task_id).state is TaskState.SUCCESS
    assert len(in_stage(tenant, "heal")) == APPLES - 1


# ---- nodes that fail


def test_of_five_trees_that_are_wanted_two_come():
    tenant, cluster_id, row = an_orchard()
    under(tenant, failing(GROW, "plant", 3))

    task_id = start(tenant, lambda unit: sow(unit, row, APPLES + 5))
    settle(tenant)

    task = task_of(tenant, task_id)
    failed = stage_history.history_of(task)["failed"]
    assert task.state is TaskState.SUCCESS
    assert rows(tenant, cluster_id)["apples"] == ("grown", APPLES + 2)
    assert tenant.world.group_nodes.count(row) == APPLES + 2
    assert len(set(failed) & set(task.nodes.split())) == 3
    assert {failure["code"] for failure in failed.values()} == {"Storm"}
    assert "It blew." in next(iter(failed.values()))["message"]


def test_a_tree_that_came_and_did_not_root_stays_with_the_reason():
    tenant, cluster_id, row = an_orchard()
    under(tenant, failing(GROW, "root", 1))

    start(tenant, lambda unit: sow(unit, row, APPLES + 2))
    settle(tenant)

    [failed] = [n for n in tenant.world.nodes_of_group(row) if n.state is NodeState.FAILED]
    assert "It blew." in failed.error_message
    assert rows(tenant, cluster_id)["apples"] == ("grown", APPLES + 1)


def test_what_the_products_refuse_fails_a_node_alone_too():
    tenant, cluster_id, row = an_orchard()
    head = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "dry"}}
    stock = {"do": "set_stock", "at": "0s", "instance_type": "ecs.n1.small", "available": 2}
    written = {**head, "timeline": [{**stock, "zone_id": "cn-beijing-b"}]}
    tenant.change(0.0, lambda unit: scenario.begin(unit, written))
    wait(tenant, 1)

    task_id = start(tenant, lambda unit: sow(unit, row, APPLES + 5))
    settle(tenant)

    assert rows(tenant, cluster_id)["apples"] == ("grown", APPLES + 2)
    assert len(stage_history.history_of(task_of(tenant, task_id))["failed"]) == 3


@pytest.mark.parametrize("wanted", [1, 5])
def test_a_task_all_of_whose_trees_fail_fails(wanted):
    tenant, cluster_id, row = an_orchard()
    under(tenant, failing(GROW, "plant", wanted))

    task_id = start(tenant, lambda unit: sow(unit, row, APPLES + wanted))
    settle(tenant)

    task = task_of(tenant, task_id)
    assert (task.state, task.error_code) == (TaskState.FAILED, "Storm")
    assert rows(tenant, cluster_id)["apples"] == ("grown", APPLES)


def test_a_rule_can_still_take_back_the_whole_task():
    tenant, cluster_id, row = an_orchard()
    under(tenant, failing(GROW, "root", 1, policy="rollback"))

    task_id = start(tenant, lambda unit: sow(unit, row, APPLES + 3))
    settle(tenant)

    assert task_of(tenant, task_id).state is TaskState.FAILED
    assert rows(tenant, cluster_id)["apples"] == ("grown", APPLES)
    assert tenant.world.group_nodes.count(row) == APPLES


@pytest.mark.parametrize(("most_failed", "state", "pruned"), [(0, "failed", 2), (1, "success", 6)])
def test_more_failed_nodes_than_the_plan_allows_fail_the_task_after_their_batch(
    most_failed, state, pruned
):
    tenant, _, row = an_orchard()
    rule = failing(PRUNE, "saw", 1)
    under(tenant, {**rule, "select": {"index": [1]}})

    task_id = start(tenant, lambda unit: prune(unit, row, most_failed=most_failed))
    settle(tenant)

    task = task_of(tenant, task_id)
    assert task.state == state
    assert task.error_code == ("Storm" if state == "failed" else "")
    assert len(in_stage(tenant, "heal")) == pruned
    states = [node.state for node in tenant.world.nodes_of_group(row)]
    assert states.count(NodeState.FAILED) == 1


def test_a_tree_that_could_not_be_cut_stands_on():
    tenant, cluster_id, row = an_orchard()
    under(tenant, failing(THIN, "cut", 1))

    task_id = start(tenant, lambda unit: thin(unit, row, 3))
    settle(tenant)

    assert task_of(tenant, task_id).state is TaskState.SUCCESS
    assert rows(tenant, cluster_id)["apples"] == ("grown", APPLES - 2)
    [node] = [node for node in tenant.world.nodes_of_group(row) if node.error_message]
    assert (node.state, node.is_released) == (NodeState.RUNNING, False)


@pytest.mark.parametrize(
    ("begin", "trees"),
    [(lambda row: lambda unit: thin(unit, row, 3), 7), (lambda row: lambda u: sow(u, row, 12), 7)],
)
def test_a_task_that_is_failed_by_hand_leaves_no_node_half_done(begin, trees):
    tenant, cluster_id, row = an_orchard()
    task_id = start(tenant, begin(row))
    wait(tenant, 6)

    tenant.change(0.0, lambda unit: manual_override.fail(unit, task_of(tenant, task_id), OOPS))

    assert task_of(tenant, task_id).state is TaskState.FAILED
    nodes = tenant.world.nodes_of_group(row)
    assert [node.state for node in nodes] == [NodeState.RUNNING] * trees
    assert rows(tenant, cluster_id)["apples"] == ("grown", trees)
