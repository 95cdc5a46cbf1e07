"""Tables of records in memory: whatever was changed and undone, each index agrees with its own."""

from functools import partial
from itertools import islice
from typing import Any

from cs_simulator.domain.records import (
    HELD,
    Cluster,
    ClusterEntry,
    KubernetesObject,
    KubernetesTimer,
    Node,
    Step,
    Task,
    TaskState,
)
from cs_simulator.domain.records.kubernetes import EXPIRY
from cs_simulator.domain.records.tables import RESOURCES
from cs_simulator.engine.tables import CountIndex, GroupIndex, Table
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
    partial(example, Node),
    cluster_id=st.just("c-1"),
    group_id=st.just("np-1"),
    vpc_id=st.just("vpc-1"),
    vswitch_id=st.just("vsw-1"),
    ip_address=st.sampled_from(["", "10.0.0.1", "10.0.0.2"]),
    eip_address=copies("203.0.113.1"),
    is_routed=st.booleans(),
)
STEPS = st.builds(
    partial(example, Step),
    task_id=st.just("T-1"),
    cluster_id=st.just("c-1"),
    stage=st.integers(0, 1),
    due=st.one_of(st.integers(0, 5).map(lambda due: 2**40 + due), st.just(HELD)),
    is_wait=st.just(False),
)
TASKS = st.builds(
    partial(example, Task),
    cluster_id=st.just("c-1"),
    state=st.sampled_from(TaskState),
)
CLUSTERS = st.builds(
    partial(example, Cluster),
    name=st.sampled_from("ab"),
    container_cidr=st.just("10.1.0.0/16"),
    external_loadbalancer_id=copies("lb-1"),
    security_group_id=copies("sg-1"),
)
OBJECTS = st.builds(
    partial(example, KubernetesObject),
    cluster_id=st.just("c-1"),
    resource=st.just("pods"),
    version=FEW,
)
TIMERS = st.builds(
    partial(example, KubernetesTimer),
    cluster_id=st.just("c-1"),
    due=FEW,
    kind=st.sampled_from([EXPIRY, "other"]),
)
# The key of an entry begins with its cluster, so that one never goes to another.
ENTRIES = st.builds(partial(example, ClusterEntry), cluster_id=st.just("c-1"), kind=st.just("x"))
TABLES = {
    "node": NODES, "step": STEPS, "task": TASKS, "cluster": CLUSTERS,
    "cluster_entry": ENTRIES, "kubernetes_object": OBJECTS, "kubernetes_timer": TIMERS,
}  # fmt: skip
TABLE_KEYS = {table.name: table.key for table in RESOURCES if table.name in TABLES}
CHANGES = st.one_of(
    st.tuples(st.just(name), st.booleans(), FEW, records) for name, records in TABLES.items()
)
UNITS = st.lists(st.tuples(st.lists(CHANGES, max_size=8), st.booleans()), max_size=8)


def change(unit: Unit, name: str, is_put: bool, number: int, record: Any) -> None:
    """Put the record in place of the one of that number in the table, or drop that."""
    table: Table[Any, Any] = unit.world.tables[name]
    present = next(islice(table, number - 1, None), None)
    if present is None:
        serial = unit.serial()
        key: str = TABLE_KEYS[name]
        named = {} if key == "serial" else {key: f"{name}-{serial}"}
        unit.put(table, record._replace(serial=serial, **named))
    elif is_put:
        key = TABLE_KEYS[name]
        never_changed = ("serial", key, *(("kind",) if name == "kubernetes_timer" else ()))
        kept = {field: getattr(present, field) for field in never_changed}
        unit.put(table, record._replace(**kept))
    else:
        unit.drop(table, present)


def order_of(world: World) -> list[Any]:
    """The records of the tables, and what groups them, in their order."""
    tables = [list(world.tables[name]) for name in TABLES]
    indexes = [getattr(world, name, None) for name in World.__slots__]
    groups = [
        {value: list(keys) for value, keys in index.groups.items()}
        for index in indexes
        if isinstance(index, GroupIndex) and index is not world.by_name
    ]
    open_tasks = {cluster: world.open_tasks[cluster] for cluster in world.open_tasks.by_cluster}
    return [tables, groups, open_tasks, world.next_step()]


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
        unit, before = Unit(world, 0), order_of(world)
        for each in changes:
            change(unit, *each)
        if not is_kept:
            unit.rollback()
            assert order_of(world) == before
        world.next_step()  # what it leaves out on the way, it must not need again

    for name in TABLES:
        for record in world.tables[name]:
            again.restore(name, record)
    assert found_by(world) == found_by(again)
    pending = [step.due for step in world.steps if not step.is_held]
    assert (first := world.next_step()) is None or first.due == min(pending)
    assert bool(first) == bool(pending)
