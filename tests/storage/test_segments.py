"""Calls of segments are chosen, counted, paged and grouped as one query over plain rows would."""

import sqlite3
from contextlib import closing

import orjson
import pytest
from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.storage import ranges, segments, segments_format, segments_ranges
from cs_simulator.storage.calls import Calls
from cs_simulator.storage.codec import ENTRIES
from cs_simulator.storage.conditions import (
    at_least,
    at_most,
    equals,
    has_word,
    is_one_of,
    matches,
    numbered,
)
from cs_simulator.storage.entry_rows import EntryRows, Part
from cs_simulator.storage.errors import DamageError
from cs_simulator.storage.file import SCHEMA_FILE
from cs_simulator.storage.ranges import insert_records
from cs_simulator.storage.staging import StagedConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.records import example

MINE, OTHERS = 1, 2
CODEC = ENTRIES[tables.CALL.name]
ROWS, CALLS = EntryRows(CODEC), Calls(CODEC)
TEXTS = ["", "a", "ab", "a:b", "b c:a", "[a]", "é", "10", "A"]
PATTERNS = ["*", "a", "a*", "?b", "[[]a]", "", "1*", "É", "b"]
NUMBERS = range(1, 60)


@st.composite
def entries(draw):
    """Calls with different numbers and few values, so that conditions choose some of them."""
    numbers = draw(st.lists(st.sampled_from(NUMBERS), unique=True, max_size=40))
    text = st.sampled_from(TEXTS)
    return [
        example(
            CallEntry,
            number,
            request_id=f"id {number}",
            at=draw(st.integers(-5, 60)),
            received=draw(st.integers(0, 9)),
            operation=draw(text),
            status=draw(st.sampled_from([200, 404])),
            answer=draw(text),
            faults=draw(text),
        )
        for number in numbers
    ]


TEXT_FIELDS = st.sampled_from(["operation", "answer", "faults", "request_id"])
NUMBER_FIELDS = st.sampled_from(["at", "received", "status", "duration"])
TEXT_VALUES = st.sampled_from([*TEXTS, "id 3"])
NUMBER_VALUES = st.one_of(st.integers(-6, 61), st.sampled_from([200, 404]))
CONDITIONS = st.one_of(
    *(
        st.builds(comparison, fields, values)
        for comparison in (equals, at_least, at_most)
        for fields, values in ((TEXT_FIELDS, TEXT_VALUES), (NUMBER_FIELDS, NUMBER_VALUES))
    ),
    st.builds(lambda field, values: is_one_of(field, *values), TEXT_FIELDS, st.lists(TEXT_VALUES)),
    st.builds(
        lambda field, values: is_one_of(field, *values), NUMBER_FIELDS, st.lists(NUMBER_VALUES)
    ),
    st.builds(matches, st.one_of(TEXT_FIELDS, NUMBER_FIELDS), st.sampled_from(PATTERNS)),
    st.builds(has_word, TEXT_FIELDS, st.sampled_from(PATTERNS)),
    st.builds(
        lambda above, below: numbered(MINE, above=above, below=below),
        st.integers(0, 60),
        st.integers(0, 60),
    ),
)
PARTS = st.builds(
    Part, newest=st.booleans(), size=st.none() | st.integers(0, 20), skip=st.integers(0, 20)
)
FIELDS = st.lists(
    st.sampled_from(["operation", "status", "answer", "at", "request_id"]), min_size=1, unique=True
)


def opened():
    database = sqlite3.connect(":memory:", factory=StagedConnection, isolation_level=None)
    database.executescript(SCHEMA_FILE.read_text("utf-8"))
    return closing(database)


def put(database, calls, places, sizes):
    """Put calls where they belong, in pieces: a row for each, or in segments."""
    rest = list(zip(calls, places, strict=False))
    for size in sizes:
        piece, rest = rest[:size], rest[size:]
        insert_records(database, MINE, CODEC, [call for call, has_row in piece if has_row])
        segments.append(database, MINE, [call for call, has_row in piece if not has_row])
    segments.append(database, MINE, [call for call, _ in rest])


@settings(max_examples=100, deadline=None)
@given(
    calls=entries(),
    places=st.lists(st.booleans(), min_size=40, max_size=40),
    sizes=st.lists(st.integers(1, 10), max_size=10),
    conditions=st.lists(CONDITIONS, max_size=3),
    part=PARTS,
    fields=FIELDS,
)
def test_every_question_has_the_answer_of_plain_rows(
    calls, places, sizes, conditions, part, fields
):
    with opened() as model, opened() as database:
        insert_records(model, MINE, CODEC, calls)
        for number in (MINE - 1, OTHERS):  # whose calls are not to be seen
            insert_records(database, number, CODEC, calls[:3])
            segments.append(database, number, calls[3:])
        put(database, calls, places, sizes)

        assert CALLS.read(database, MINE, conditions, part) == ROWS.read(
            model, MINE, conditions, part
        )
        assert CALLS.columns(database, MINE, fields, conditions, part) == ROWS.columns(
            model, MINE, fields, conditions, part
        )
        assert CALLS.count(database, MINE, conditions) == ROWS.count(model, MINE, conditions)
        assert CALLS.groups(database, MINE, fields, conditions) == ROWS.groups(
            model, MINE, fields, conditions
        )
        assert CALLS.clear(database, MINE) == len(calls)
        assert CALLS.count(database, OTHERS, ()) == len(calls)


WORDS = example(CallEntry, 7, operation="ab", faults="r1:kind r2:b", status=200, at=20)
MEANINGS = [
    (equals("operation", "ab"), True),
    (equals("operation", "AB"), False),
    (equals("status", 200), True),
    (equals("status", 20), False),
    (is_one_of("status", 100, 200), True),
    (is_one_of("operation"), False),
    (matches("operation", "A*"), False),
    (matches("operation", "?b"), True),
    (matches("status", "2*"), True),
    (at_least("at", 20), True),
    (at_least("at", 21), False),
    (at_most("at", 20), True),
    (at_most("at", 19), False),
    (at_most("operation", "abc"), True),
    (numbered(MINE, above=6, below=8), True),
    (numbered(MINE, above=7, below=8), False),
    (numbered(MINE, above=6, below=7), False),
    (has_word("faults", "r1"), True),
    (has_word("faults", "r1:kind"), True),
    (has_word("faults", "ki*"), True),
    (has_word("faults", "kin"), False),
    (has_word("code", "*"), False),
]


@pytest.mark.parametrize(("condition", "holds"), MEANINGS)
def test_a_condition_means_the_same_for_a_row_and_in_a_segment(condition, holds):
    call = WORDS._replace(code="")
    for way in (True, False):
        with opened() as database:
            put(database, [call], [way], [1])
            assert CALLS.read(database, MINE, [condition], Part()) == [call] * holds


@pytest.mark.parametrize(
    "condition",
    [equals("status", "200"), equals("operation", 3), at_least("at", "x"), has_word("status", "x")],
)
def test_a_value_of_another_type_than_the_field_is_refused(condition):
    with opened() as database, pytest.raises(ValueError, match="is compared with"):
        CALLS.read(database, MINE, [condition], Part())


def pieces(database):
    return database.execute("SELECT calls FROM call_segment ORDER BY id").fetchall()


def test_calls_that_come_one_by_one_are_put_together():
    calls = [example(CallEntry, number) for number in range(1, 1001)]
    with opened() as database:
        changed = database.total_changes
        for call in calls:
            segments.append(database, MINE, [call])

        assert len(pieces(database)) < 40
        assert database.total_changes - changed < 3 * len(calls)
        assert CALLS.read(database, MINE, (), Part(newest=False)) == calls


def test_what_is_written_again_is_there_once():
    calls = [example(CallEntry, number) for number in range(1, 300)]
    with opened() as database:
        segments.append(database, MINE, calls[:100])
        segments.append(database, MINE, calls[50:])

        assert CALLS.read(database, MINE, (), Part(newest=False)) == calls


def test_of_several_entries_of_a_call_the_last_one_counts():
    """It was to be answered, and was refused since its commit failed."""
    kept, failed, other = (
        example(CallEntry, 7, status=200), example(CallEntry, 7, status=500), example(CallEntry, 8)
    )  # fmt: skip
    with opened() as database:
        segments.append(database, MINE, [kept, other, failed])

        assert CALLS.read(database, MINE, (), Part(newest=False)) == [failed, other]


def test_a_segment_with_long_texts_has_few_calls():
    calls = [example(CallEntry, number, answer=f"{number}" * 20_000) for number in range(1, 30)]
    with opened() as database:
        segments.append(database, MINE, calls)

        assert all(size < 300_000 for (size,) in database.execute("SELECT size FROM call_segment"))
        assert CALLS.read(database, MINE, (), Part(newest=False)) == calls


def test_a_field_of_a_later_version_has_its_default_in_an_earlier_segment():
    call = example(CallEntry, 1, user_agent="")
    *header, _, content, texts = segments_format.encoded(MINE, [call])
    parsed = orjson.loads(content)
    assert parsed["fields"].pop() == "user_agent"
    assert parsed["shapes"][0].pop() == ""
    content, header = orjson.dumps(parsed), segments_format.Header(*header)

    written = segments_format._checksum(header, content)
    segments_format.check_row((*header, written, content, texts))
    assert segments_format.checked_entries((*header, written, content, texts)) == [call]


def a_row(*calls):
    *header, _, content, texts = segments_format.encoded(MINE, calls or [example(CallEntry, 1)])
    return segments_format.Header(*header), content, texts


def rewritten(change):
    """The row of a segment whose content was changed, without a checksum."""
    header, content, texts = a_row(example(CallEntry, 1), example(CallEntry, 3))
    parsed = orjson.loads(content)
    change(parsed)
    return (*header, 0, orjson.dumps(parsed), texts)


def putting(*path_and_value):
    *path, key, value = path_and_value

    def change(parsed):
        for step in path:
            parsed = parsed[step]
        parsed[key] = value

    return change


HOSTILE = {
    "no calls": putting("calls", []),
    "calls that are no array": putting("calls", 7),
    "a call that is no array": putting("calls", 0, "x"),
    "a call without a shape": lambda parsed: parsed["calls"][0].pop(),
    "a shape that there is not": putting("calls", 0, 5, 9),
    "a shape that is a text": putting("calls", 0, 5, "x"),
    "a number that is a text": putting("calls", 0, 0, "x"),
    "another first number": putting("calls", 0, 0, 1),
    "another last number": putting("calls", 1, 0, 7),
    "a number twice": putting("calls", 1, 0, 0),
    "a request id that is a number": putting("calls", 0, 1, 7),
    "a number that is too large": putting("calls", 0, 4, 2**64 - 1),
    "an instant that is none": putting("since", 1, 2**62),
    "no instants": putting("since", None),
    "shapes that are no array": putting("shapes", "x"),
    "a shape with too little": lambda parsed: parsed["shapes"][0].pop(),
    "a status that is a text": putting("shapes", 0, 4, "x"),
    "a text that there is not": putting("shapes", 0, 5, 99),
    "a text that is before the first": putting("shapes", 0, 3, -9),
    "fields that there are not": putting("fields", ["x"]),
    "ends that are texts": putting("ends", ["x"]),
    "a checksum of other texts": putting("texts", 5),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_a_segment_of_a_foreign_file_is_refused_if_something_in_it_is_wrong(change):
    with pytest.raises(DamageError, match=r"call_segment calls 1 to 3: "):
        segments_format.checked_entries(rewritten(change))


@pytest.mark.parametrize("content", [b"", b"7", b"[]", b"{}", b"\xff", b"[" * 5000])
def test_a_segment_whose_content_is_no_object_is_refused(content):
    header, _, texts = a_row()
    with pytest.raises(DamageError, match="call_segment call 1: "):
        segments_format.checked_entries((*header, 0, content, texts))


def test_a_segment_of_a_foreign_file_may_lack_its_checksum():
    calls = [example(CallEntry, 1), example(CallEntry, 3)]
    header, content, texts = a_row(*calls)
    assert segments_format.checked_entries((*header, 0, content, texts)) == calls


@pytest.mark.parametrize(
    "change",
    [
        "content = CAST(replace(CAST(content AS TEXT), 'id 1', 'id 7') AS BLOB)",
        "last_at = 99",
        "calls = 3",
        "checksum = 0",
    ],
)
def test_a_segment_that_was_changed_is_said_and_hides_no_other(change):
    calls = [example(CallEntry, number, request_id=f"id {number}") for number in range(1, 5)]
    with opened() as database:
        segments.append(database, MINE, calls[:2])
        segments.append(database, MINE, calls[2:])
        database.execute(f"UPDATE call_segment SET {change} WHERE id & 0xFF = 1")

        with pytest.raises(DamageError, match="call_segment calls 1 to 2: its checksum does not"):
            CALLS.read(database, MINE, (), Part())
        newer = [numbered(MINE, above=2, below=99)]
        assert CALLS.read(database, MINE, newer, Part(newest=False)) == calls[2:]
        assert CALLS.read(database, MINE, (), Part(size=2))[::-1] == calls[2:]
        [(number, problem)] = segments_ranges.damages(database)
        assert (number, "calls 1 to 2" in problem) == (MINE, True)


def test_texts_that_were_changed_are_noticed_by_those_who_read_them():
    calls = [example(CallEntry, 1), example(CallEntry, 2)]
    with opened() as database:
        segments.append(database, MINE, calls)
        database.execute("UPDATE call_segment SET texts = zeroblob(length(texts))")

        assert CALLS.count(database, MINE, [matches("operation", "*")]) == 2
        with pytest.raises(DamageError, match="call_segment calls 1 to 2: its checksum does not"):
            CALLS.read(database, MINE, (), Part())


def test_what_comes_is_written_beside_a_damaged_segment():
    calls = [example(CallEntry, number) for number in range(1, 60)]
    with opened() as database:
        segments.append(database, MINE, calls[:3])
        database.execute("UPDATE call_segment SET checksum = 5")
        for call in calls[:59]:
            segments.append(database, MINE, [call])

        newer = [numbered(MINE, above=3, below=99)]
        assert CALLS.read(database, MINE, newer, Part(newest=False)) == calls[3:]


def test_segments_are_copied_counted_and_cleared_with_what_else_a_tenant_has():
    calls = [example(CallEntry, number) for number in range(1, 30)]
    with opened() as database:
        segments.append(database, MINE, calls[:20])
        insert_records(database, MINE, CODEC, calls[20:])
        before = ranges.size(database, MINE)
        ranges.copy(database, MINE, OTHERS)

        assert ranges.size(database, OTHERS) == before
        assert segments_ranges.last_call(database, OTHERS) == 20
        assert CALLS.read(database, OTHERS, (), Part(newest=False)) == calls
        assert ranges.clear(database, MINE)["call"] == 29
        assert ranges.clear(database, OTHERS, frozenset({"call"})).get("call") is None
        assert CALLS.count(database, OTHERS, ()) == 29
