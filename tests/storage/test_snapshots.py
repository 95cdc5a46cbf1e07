"""Snapshots in the database: how two of them differ."""

import pytest
from cs_simulator.domain.records import Cluster, Step, Vpc
from cs_simulator.storage.changes import Changes, TenantRow
from cs_simulator.storage.errors import SnapshotGoneError, StorageError
from cs_simulator.storage.file import MEMORY
from cs_simulator.storage.store import Store

from tests.support.records import example

TENANT = TenantRow(
    number=1, name="t", origin="o", seed=0, clock_mode="frozen", clock_rate=1.0, now=0, counts="{}"
)
STEPS = [
    example(Step, serial, task_id="T-1", instance_id=f"i-{serial}", due=serial) for serial in (1, 2)
]


@pytest.fixture
async def store():
    store = await Store.open(MEMORY)
    yield store
    await store.close()


async def snapshot(store, name, *, put=(), dropped=()):
    """Write some changes, and take a snapshot of the result."""
    changes = Changes()
    for table, record in put:
        changes.put(table, record, is_new=False)
    for table, record in dropped:
        changes.drop(table, record)
    await store.write([(TENANT, changes)])
    return await store.save_snapshot(TENANT.number, name, taken=1)


async def test_snapshots_differ_by_what_was_added_removed_and_changed(store):
    kept, gone = example(Cluster, 1, cluster_id="c1"), example(Vpc, 2, vpc_id="vpc-1")
    before = await snapshot(store, "before", put=[("cluster", kept), ("vpc", gone)])
    changed = kept._replace(size=7, name="other")
    after = await snapshot(
        store,
        "after",
        put=[("cluster", changed), ("cluster", example(Cluster, 3, cluster_id="c3"))],
        dropped=[("vpc", gone)],
    )

    differences = await store.compare_snapshots(before, after)

    assert sorted(differences) == ["cluster", "vpc"]
    assert (differences["vpc"].added, differences["vpc"].removed) == ([], ["vpc-1"])
    assert differences["cluster"].added == ["c3"]
    assert differences["cluster"].changed == {
        "c1": {"name": (kept.name, "other"), "size": (kept.size, 7)}
    }


async def test_each_step_of_a_task_is_compared_by_itself(store):
    before = await snapshot(store, "before", put=[("step", step) for step in STEPS])
    later = [("step", step._replace(due=step.due + 10)) for step in STEPS]
    after = await snapshot(store, "after", put=later)

    differences = await store.compare_snapshots(before, after)

    assert differences["step"].changed == {
        "T-1 i-1": {"due": (1, 11)}, "T-1 i-2": {"due": (2, 12)},
    }  # fmt: skip


async def test_a_snapshot_does_not_differ_from_its_copy(store):
    first = await snapshot(store, "first", put=[("step", step) for step in STEPS])
    second = await snapshot(store, "second")

    assert await store.compare_snapshots(first, second) == {}


async def test_a_file_of_something_else_is_refused_with_path_cause_and_advice_apart(
    store, tmp_path
):
    path = tmp_path / "list.txt"
    path.write_text("bread, milk\n" * 20)

    with pytest.raises(StorageError) as raised:
        await store.import_snapshot(str(path), TENANT.number, "bad", taken=1, accept=str)

    problem = raised.value
    assert (problem.subject, problem.cause) == (str(path), "it is not a cs-simulator database")
    assert problem.advice == "give another --db"
    assert str(problem) == f"{path}: it is not a cs-simulator database; give another --db"


@pytest.mark.parametrize("name", ["", "gone", "other"])
async def test_a_snapshot_that_is_gone_by_now_is_neither_loaded_nor_shown(store, tmp_path, name):
    gone = await snapshot(store, "gone", put=[("step", step) for step in STEPS])
    await store.drop_snapshot(TENANT.number, "gone")
    if name:  # which gets the number of the one that is gone
        await store.write([(TENANT._replace(number=2, name="another"), Changes())])
        assert (await store.save_snapshot(2, name, taken=2)).number == gone.number

    for use in (
        lambda: store.load_snapshot(gone, TENANT.number, TENANT.name),
        lambda: store.compare_snapshots(gone, gone),
        lambda: store.export_snapshot(gone, str(tmp_path / "export.db")),
    ):
        with pytest.raises(SnapshotGoneError, match="deleted, or saved again"):
            await use()

    assert len((await store.load(TENANT.name)).records["step"]) == len(STEPS)


async def test_a_tenant_does_not_get_its_end_from_a_snapshot(store):
    await store.write([(TENANT._replace(expires=7), Changes())])
    taken = await store.save_snapshot(TENANT.number, "taken", taken=1)

    await store.load_snapshot(taken, TENANT.number, TENANT.name, expires=99)
    await store.load_snapshot(taken, TENANT.number + 1, "fork")

    assert {name: expires for _, name, expires, _ in await store.tenants()} == {
        TENANT.name: 99, "fork": 0,
    }  # fmt: skip
