"""The polling clock over rows and their tasks: every state is seen, and none is waited for."""

from cs_simulator.engine import poll_targets, polling, task_control
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.engine.polling import Jump
from cs_simulator.engine.unit import Unit
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.cluster_types.orchard.cluster_type import prune, sow
from tests.cluster_types.orchard.hill import a_grown_orchard, a_hill, plant


def look(tenant: Tenant, target: PollTarget) -> object:
    """Look at a target as a read does; returns what is seen."""
    unit = Unit(tenant.world, tenant.now(0.0))
    if polling.jump(unit, target) is Jump.DONE:
        tenant.set_clock(tenant.world.clock.at(unit.now, 0.0))
    seen = target.view()
    polling.remember(tenant.world, target, tenant.now(0.0))
    return seen


def views(tenant: Tenant, target: PollTarget, most: int = 60) -> list[object]:
    """What a client sees that looks until nothing changes any more; each view once."""
    seen: list[object] = []
    for _ in range(most):
        view = look(tenant, target)
        if view in seen[-1:]:
            break
        seen.append(view)
    return seen


def test_who_polls_all_rows_sees_each_of_them_grow():
    tenant = a_hill(clock="polling")
    cluster_id = plant(tenant, apples=2, pears=1)

    seen = views(tenant, poll_targets.groups_target(tenant.world, cluster_id))

    assert seen[0] == [f"row-{cluster_id}-apples bare 0", f"row-{cluster_id}-pears bare 0"]
    assert seen[-1] == [f"row-{cluster_id}-apples grown 2", f"row-{cluster_id}-pears grown 1"]
    assert [f"row-{cluster_id}-apples growing 1"] in [view[:1] for view in seen]


def test_who_polls_the_tasks_sees_each_of_them_end():
    tenant = a_hill(clock="polling")
    cluster_id = plant(tenant)

    seen = views(tenant, poll_targets.tasks_target(tenant.world, cluster_id))

    assert [len(tasks) for tasks in seen] == [1, 2, 1, 0]


def test_who_polls_a_task_sees_it_pause_and_no_time_passes_while_it_is_paused():
    tenant = a_hill(clock="polling")
    cluster_id = a_grown_orchard(tenant, apples=4, pears=1)
    row = f"row-{cluster_id}-apples"
    task = tenant.change(0.0, lambda unit: prune(unit, row, most=1))
    target = poll_targets.task_target(tenant.world, task.task_id)

    assert look(tenant, target) == "running"
    tenant.change(0.0, lambda unit: task_control.pause(unit, tenant.world.tasks[task.task_id]))
    assert [look(tenant, target) for _ in range(3)] == ["pausing", "paused", "paused"]

    before = tenant.now(0.0)
    others = (poll_targets.cluster_target, poll_targets.groups_target, poll_targets.tasks_target)
    targets = [other(tenant.world, cluster_id) for other in others]
    targets += [
        poll_targets.group_target(tenant.world, row),
        poll_targets.all_clusters_target(tenant.world),
    ]
    for each in targets:
        assert look(tenant, each) == look(tenant, each)
        assert not each.is_in_progress()
    assert tenant.now(0.0) == before

    tenant.change(0.0, lambda unit: task_control.resume(unit, tenant.world.tasks[task.task_id]))
    assert views(tenant, target) == ["resuming", "running", "success"]


def test_a_row_is_polled_while_another_one_is_paused():
    tenant = a_hill(clock="polling")
    cluster_id = a_grown_orchard(tenant, apples=2, pears=0)
    apples, pears = (f"row-{cluster_id}-{name}" for name in ("apples", "pears"))
    tenant.change(0.0, lambda unit: prune(unit, apples, pauses="FirstBatch"))
    tenant.change(0.0, lambda unit: sow(unit, pears, 1))

    seen = views(tenant, poll_targets.group_target(tenant.world, pears))

    assert [view[0] for view in seen] == ["growing", "growing", "grown"]
    assert seen[-1] == ["grown", "running"]
