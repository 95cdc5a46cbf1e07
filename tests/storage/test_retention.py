"""What is beyond the limits of a tenant's history is found, oldest first, and dropped in pieces."""

import sqlite3
from contextlib import closing

import pytest
from cs_simulator.domain.records import CallEntry, Cluster, Decision, Event, LogLine, Trace, tables
from cs_simulator.storage import retention, segments
from cs_simulator.storage.calls import Calls
from cs_simulator.storage.codec import ALL, ENTRIES
from cs_simulator.storage.entry_rows import EntryRows, Part
from cs_simulator.storage.file import SCHEMA_FILE
from cs_simulator.storage.history_size import Limits, Measured, measure
from cs_simulator.storage.ranges import insert_records
from cs_simulator.storage.staging import StagedConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.records import example

MINE, OTHERS = 3, 4
NO_LIMITS = Limits(calls=0, size=0, since=0)


@pytest.fixture
def database():
    with opened() as database:
        yield database


def opened():
    database = sqlite3.connect(":memory:", factory=StagedConnection, isolation_level=None)
    database.executescript(SCHEMA_FILE.read_text("utf-8"))
    return closing(database)


def put(database, *records, tenant=MINE):
    for record in records:
        codec = next(codec for codec in ALL if isinstance(record, codec.record))
        insert_records(database, tenant, codec, [record])


def call(number, **given):
    return example(CallEntry, number, **{"at": number, "received": number, **given})


def numbers(database, table=tables.CALL, tenant=MINE):
    codec = ENTRIES[table.name]
    source = Calls(codec) if table is tables.CALL else EntryRows(codec)
    return [one.serial for one in source.read(database, tenant, (), Part(newest=False))]


def apply(database, limits, *, follows=False):
    """Drop piece after piece; returns the number of the last call that was, and how many were."""
    known = Measured()
    last = dropped = 0
    for _ in range(1000):
        while measure(database, MINE, known):
            pass
        has_dropped = follows or last > 0
        cut = retention.find_cut(database, MINE, limits, known, follows=has_dropped)
        if cut is None:
            return last, dropped
        retention.drop(database, cut)
        known.forget(cut.freed)
        last, dropped = max(last, cut.last), dropped + cut.calls
    raise AssertionError("it does not end")


@settings(max_examples=60, deadline=None)
@given(
    places=st.lists(st.booleans(), min_size=1, max_size=60),
    sizes=st.lists(st.integers(1, 12), max_size=12),
    limit=st.integers(0, 60),
)
def test_what_is_left_are_the_newest_calls_and_no_more_than_the_limit(places, sizes, limit):
    with opened() as database:
        calls = [call(number) for number in range(1, len(places) + 1)]
        rest = list(zip(calls, places, strict=True))
        for size in [*sizes, len(rest)]:
            piece, rest = rest[:size], rest[size:]
            put(database, *(one for one, has_row in piece if has_row))
            segments.append(database, MINE, [one for one, has_row in piece if not has_row])
        put(database, *calls, tenant=OTHERS)

        last, dropped = apply(database, NO_LIMITS._replace(calls=limit))

        left = numbers(database)
        assert set(left) >= set(range(last + 1, len(calls) + 1)), "those that are newer are kept"
        assert len(left) == (min(limit, len(calls)) if limit else len(calls))
        assert dropped == len(calls) - len(left)
        assert len(numbers(database, tenant=OTHERS)) == len(calls)


def test_bytes_are_bounded_too(database):
    put(database, *(call(number, answer="x" * 1000) for number in range(1, 101)))
    segments.append(database, MINE, [call(number, answer="y" * 9000) for number in range(101, 200)])

    apply(database, NO_LIMITS._replace(size=50_000))

    known = Measured()
    measure(database, MINE, known)
    assert 20_000 < known.size <= 50_000
    assert numbers(database)[-1] == 199


def test_calls_that_were_received_before_an_instant_go(database):
    put(database, call(1), call(3))
    segments.append(database, MINE, [call(2)])
    segments.append(database, MINE, [call(4), call(5, received=99)])

    assert apply(database, NO_LIMITS._replace(since=50)) == (3, 3)
    assert numbers(database) == [4, 5]


def test_what_is_older_than_the_oldest_call_goes_with_those_before_it(database):
    put(
        database,
        example(Cluster, 1),
        *(call(number) for number in range(1, 11)),
        *(example(Decision, number, at=number) for number in range(1, 11)),
        *(example(Trace, number + 20, ended=number) for number in range(1, 11)),
        example(LogLine, 41, created=2, cluster=1),
        example(LogLine, 42, created=2, cluster=7),
        example(LogLine, 43, created=9, cluster=7),
        example(Event, 51, time=2, cluster=1),
        example(Event, 52, time=2, cluster=7),
    )
    assert apply(database, NO_LIMITS, follows=False) == (0, 0)
    assert len(numbers(database, tables.DECISION)) == 10

    assert apply(database, NO_LIMITS._replace(calls=4)) == (6, 6)

    assert numbers(database) == [7, 8, 9, 10]
    assert numbers(database, tables.DECISION) == [7, 8, 9, 10]
    assert numbers(database, tables.TRACE) == [27, 28, 29, 30]
    assert numbers(database, tables.LOG) == [41, 43], "those of a cluster that is there are kept"
    assert numbers(database, tables.EVENT) == [51]


def test_decisions_are_bounded_where_there_are_more_of_them_than_calls(database):
    put(
        database,
        *(call(number) for number in range(1, 5)),
        *(example(Decision, number, at=number // 100) for number in range(100, 500)),
    )
    apply(database, NO_LIMITS._replace(calls=150))

    assert len(numbers(database, tables.DECISION)) <= 150
    assert numbers(database) == [4]


def test_without_a_journal_decisions_and_traces_are_bounded(database):
    put(database, *(example(Decision, number) for number in range(1, 1201)))

    apply(database, NO_LIMITS._replace(calls=800))

    assert numbers(database, tables.DECISION) == list(range(501, 1201))


def test_what_is_new_alone_is_measured(database):
    known = Measured()
    put(database, call(1), call(2))
    measure(database, MINE, known)
    before = known.size
    put(database, call(3))
    segments.append(database, MINE, [call(4), call(5)])
    measure(database, MINE, known)

    assert known.calls == 5
    assert known.size > before


def test_it_is_measured_piece_by_piece(database):
    put(database, *(example(Decision, number) for number in range(1, 4502)))
    known, pieces = Measured(), 1
    while measure(database, MINE, known):
        pieces += 1

    assert (pieces, known.amounts["decision"].entries) == (10, 4501)


def test_what_is_left_is_less_than_the_limit():
    assert Limits(calls=100, size=50, since=7).eased == Limits(calls=90, size=45, since=7)


def test_a_damaged_segment_goes_like_any_other(database):
    segments.append(database, MINE, [call(number) for number in range(1, 300)])
    segments.append(database, MINE, [call(number) for number in range(300, 600)])
    database.execute("UPDATE call_segment SET content = x'00' WHERE id & 0xFFFF = 1")

    assert apply(database, NO_LIMITS._replace(calls=400)) == (299, 299)
    assert numbers(database) == list(range(300, 600))


def test_a_segment_that_has_got_more_calls_meanwhile_keeps_them(database):
    known = Measured()
    segments.append(database, MINE, [call(1)])
    segments.append(database, MINE, [call(2)])
    measure(database, MINE, known)
    cut = retention.find_cut(database, MINE, NO_LIMITS._replace(calls=1), known, follows=False)
    for number in range(3, 40):  # they are put together
        segments.append(database, MINE, [call(number)])

    retention.drop(database, cut)
    retention.drop(database, cut)

    assert numbers(database) == list(range(2, 40))


def test_segments_go_by_their_last_calls_where_some_ended_late(database):
    segments.append(database, MINE, [call(number) for number in (2, 9, 10)])
    segments.append(database, MINE, [call(number) for number in (1, 3, 8)])
    segments.append(database, MINE, [call(number) for number in (4, 5, 11)])

    assert apply(database, NO_LIMITS._replace(calls=4)) == (9, 5)
    assert numbers(database) == [4, 5, 10, 11]
