"""History is chosen, counted and paged by SQLite, per tenant, in the order in which it was made."""

import pytest
from cs_simulator.domain.records import CallEntry, Decision, Event, LogLine, Trace, tables
from cs_simulator.storage.changes import Changes, TenantRow
from cs_simulator.storage.conditions import at_least, at_most, equals, matches
from cs_simulator.storage.file import MEMORY
from cs_simulator.storage.store import Store

from tests.support.records import example

MINE, OTHERS = 1, 2


def a_call(serial, **given):
    plain = {"operation": "CreateCluster", "status": 202, "code": "", "at": serial * 10}
    return example(CallEntry, serial, **{**plain, **given})


CALLS = [
    a_call(1),
    a_call(2, operation="DescribeClusters", status=200),
    a_call(3, status=503, code="ServiceUnavailable", target="/clusters?x=[1]"),
    a_call(4, operation="DescribeTaskInfo", status=200),
    a_call(5, status=400, code="InvalidParameter"),
]


def tenant_row(number):
    row = {"origin": "o", "seed": 0, "clock_mode": "frozen", "clock_rate": 1.0, "now": 0}
    return TenantRow(number=number, name=f"tenant-{number}", counts="{}", **row)


@pytest.fixture
async def history():
    """The history of two tenants with the same calls."""
    store = await Store.open(MEMORY)
    for number in (MINE, OTHERS):
        await store.write([(tenant_row(number), Changes(entries=CALLS))])
    yield store.history
    await store.close()


async def serials(history, *conditions, **options):
    return [
        call.serial for call in await history.read(tables.CALL, MINE, list(conditions), **options)
    ]


@pytest.mark.parametrize(
    ("conditions", "chosen"),
    [
        ([], [1, 2, 3, 4, 5]),
        ([equals("operation", "CreateCluster")], [1, 3, 5]),
        ([equals("operation", "createcluster")], []),
        ([equals("status", 200)], [2, 4]),
        ([matches("operation", "Describe*")], [2, 4]),
        ([matches("operation", "describe*")], []),
        ([matches("status", "2??")], [1, 2, 4]),
        ([matches("target", "*[[]1]")], [3]),
        ([at_least("at", 30)], [3, 4, 5]),
        ([at_most("at", 30)], [1, 2, 3]),
        ([at_least("at", 20), at_most("at", 40), equals("code", "")], [2, 4]),
    ],
)
async def test_entries_are_chosen_by_all_conditions_together(history, conditions, chosen):
    assert await serials(history, *conditions) == chosen
    assert await history.count(tables.CALL, MINE, conditions) == len(chosen)


@pytest.mark.parametrize(
    ("last", "chosen"), [(None, [1, 3, 5]), (2, [3, 5]), (9, [1, 3, 5]), (0, [])]
)
async def test_the_last_of_those_that_meet_the_conditions_are_read_oldest_first(
    history, last, chosen
):
    assert await serials(history, equals("operation", "CreateCluster"), last=last) == chosen


async def test_a_page_begins_with_the_newest_and_comes_with_the_number_of_all(history):
    created = [equals("operation", "CreateCluster")]

    page, total = await history.page(tables.CALL, MINE, created, first=1, size=5)

    assert ([call.serial for call in page], total) == ([3, 1], 3)


async def test_entries_are_counted_by_the_values_of_fields_in_the_order_of_the_first(history):
    counts = await history.count_by(tables.CALL, MINE, ["operation", "code"])

    assert list(counts.items()) == [
        (("CreateCluster", ""), 1),
        (("DescribeClusters", ""), 1),
        (("CreateCluster", "ServiceUnavailable"), 1),
        (("DescribeTaskInfo", ""), 1),
        (("CreateCluster", "InvalidParameter"), 1),
    ]
    good = await history.count_by(tables.CALL, MINE, ["status"], [equals("code", "")])
    assert good == {(202,): 1, (200,): 2}


async def test_clearing_a_table_leaves_those_of_others(history):
    assert await history.clear(tables.CALL, MINE) == 5

    assert await history.read(tables.CALL, MINE) == []
    assert await history.read(tables.CALL, OTHERS) == CALLS


@pytest.mark.parametrize("name", ["nothing", "id", "1=1; --"])
async def test_a_name_that_is_no_field_does_not_reach_sqlite(history, name):
    with pytest.raises(ValueError, match="call has no field"):
        await history.read(tables.CALL, MINE, [equals(name, "x")])


async def test_everything_after_a_call_and_a_line_comes_in_the_order_of_virtual_time():
    store = await Store.open(MEMORY)
    entries = [
        a_call(1, at=5),
        a_call(2, at=20),
        a_call(3, at=40),
        example(LogLine, 1, created=10),
        example(Event, 2, time=20),
        example(Trace, 3, ended=30),
        example(Decision, 4, at=30),
    ]
    await store.write([(tenant_row(MINE), Changes(entries=entries))])

    found = await store.history.after(MINE, call=1, line=1, most=10)
    assert [(type(entry), entry.serial) for entry in found] == [
        (CallEntry, 2), (Event, 2), (Trace, 3), (Decision, 4), (CallEntry, 3),
    ]  # fmt: skip
    assert await store.history.after(MINE, call=1, line=1, most=2) == found[:2]
    await store.close()
