"""Tables of records in memory: whatever was changed and undone, each index agrees with its own."""

from typing import Any

from cs_simulator.domain.records import (
    HELD,
    Cluster,
    KubernetesObject,
    KubernetesTimer,
    Node,
    Step,
    Task,
    TaskState,
)
from cs_simulator.domain.records.kubernetes import EXPIRY
from cs_simulator.engine.tables import CountIndex, GroupIndex
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from hypothesis import given
from hypothesis import strategies as st

from tests.support.records import example
from tests.support.worlds import a_tenant


def copies(text: str) -> st.SearchStrategy[str]:
    """The text or nothing; each time as another object, as a client sends it anew."""
    return st.sampled_from([text, ""]).map(lambda chosen: "".join(list(chosen)))


FEW = st.integers(1, 4)
NODES = st.builds(
    lambda number, **fields: example(Node, number, instance_id=f"i-{number}", **fields),
    FEW,
    cluster_id=st.just("c-1"),
    group_id=st.just("np-1"),
    vpc_id=st.just("vpc-1"),
    vswitch_id=st.just("vsw-1"),
    ip_address=st.sampled_from(["", "10.0.0.1", "10.0.0.2"]),
    eip_address=copies("203.0.113.1"),
    is_routed=st.booleans(),
)
STEPS = st.builds(
    lambda serial, **fields: example(Step, serial, task_id=f"T-{serial % 2}", **fields),
    FEW,
    cluster_id=st.just("c-1"),
    stage=st.integers(0, 1),
    due=st.one_of(st.integers(0, 5).map(lambda due: 2**40 + due), st.just(HELD)),
    is_wait=st.just(False),
)
TASKS = st.builds(
    lambda number, **fields: example(Task, number, task_id=f"T-{number}", **fields),
    FEW,
    cluster_id=st.just("c-1"),
    state=st.sampled_from(TaskState),
)
CLUSTERS = st.builds(
    lambda number, **fields: example(Cluster, number, cluster_id=f"c-{number}", **fields),
    FEW,
    name=st.sampled_from("ab"),
    container_cidr=st.just("10.1.0.0/16"),
    external_loadbalancer_id=copies("lb-1"),
    security_group_id=copies("sg-1"),
)
OBJECTS = st.builds(
    lambda number, **fields: example(KubernetesObject, number, key=f"key-{number}", **fields),
    FEW,
    cluster_id=st.just("c-1"),
    resource=st.just("pods"),
    version=FEW,
)
TIMERS = st.builds(
    lambda number, **fields: example(KubernetesTimer, number, **fields),
    FEW,
    cluster_id=st.just("c-1"),
    due=FEW,
    kind=st.sampled_from([EXPIRY, "other"]),
)
TABLES = {
    "node": NODES, "step": STEPS, "task": TASKS, "cluster": CLUSTERS,
    "kubernetes_object": OBJECTS, "kubernetes_timer": TIMERS,
}  # fmt: skip
RECORDS = st.one_of(
    st.tuples(st.just(name), st.booleans(), records) for name, records in TABLES.items()
)
UNITS = st.lists(st.tuples(st.lists(RECORDS, max_size=8), st.booleans()), max_size=8)


def found_by(world: World) -> dict[str, Any]:
    """What the indexes of a world say, without the order of what they group."""
    found: dict[str, Any] = {
        "addresses": {key: taken for key, taken in world.addresses.taken.items() if taken},
        "blocks": {key: taken for key, taken in world.blocks.blocks.items() if taken},
        "open tasks": {key: set(of) for key, of in world.open_tasks.by_cluster.items()},
        "stages": world.stage_counts.by_task,
        "next step": world.next_step(),
        "next timer": world.kubernetes_timers_due.first(world.kubernetes_timers.records),
    }
    for name in World.__slots__:
        index = getattr(world, name, None)
        if isinstance(index, GroupIndex):
            found[name] = {value: set(keys) for value, keys in index.groups.items()}
        elif isinstance(index, CountIndex):
            found[name] = index.counts
    return found


@given(UNITS)
def test_an_index_agrees_with_its_table_whatever_was_put_dropped_and_undone(units):
    world, again = a_tenant().world, a_tenant().world

    for changes, is_kept in units:
        unit = Unit(world, 0)
        for table, is_put, record in changes:
            if is_put:
                unit.put(world.tables[table], record)
            elif present := world.tables[table].get_own(world.tables[table].key(record)):
                unit.drop(world.tables[table], present)
        if not is_kept:
            unit.rollback()
        world.next_step()  # what it leaves out on the way, it must not need again

    for name in TABLES:
        for record in world.tables[name]:
            again.restore(name, record)
    assert found_by(world) == found_by(again)
    pending = [step.due for step in world.steps if not step.is_held]
    assert (first := world.next_step()) is None or first.due == min(pending)
    assert bool(first) == bool(pending)
