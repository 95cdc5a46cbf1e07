"""Choosing calls of segments by conditions: what a segment repeats is compared once, not per call.

A segment is read only if its header leaves open whether it has such calls, or which; its texts only
if they are asked for. Functions are part of a transaction on the connection that they take.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from heapq import nlargest, nsmallest
from operator import itemgetter
from typing import Any

from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.storage.codec import ENTRIES, row_ids, to_json
from cs_simulator.storage.conditions import Condition, Span, check, common_span, only_text
from cs_simulator.storage.entry_rows import Groups, Part
from cs_simulator.storage.segments import HEADERS, load_if_it_has, load_texts
from cs_simulator.storage.segments_format import FIELDS, OWN, TEXTS, Header, Segment

Call = list[Any]
"""A call as its segment has it."""
_SHAPE = itemgetter(len(OWN))
_CODEC = ENTRIES[tables.CALL.name]


class OpenSegment:
    """A segment, and its texts once they are needed."""

    def __init__(self, database: sqlite3.Connection, segment: Segment) -> None:
        self._database = database
        self._segment = segment

    @cached_property
    def _texts(self) -> bytes:
        return load_texts(self._database, self._segment)

    def entries(self, calls: Sequence[Call]) -> list[CallEntry]:
        """The entries of some of its calls; raises :class:`DamageError`."""
        return self._segment.entries(calls, self._texts)

    def ids(self, calls: Sequence[Call]) -> list[int]:
        """The tenant and the number of each call, as in the id of a row."""
        first = self._segment.header.id
        return [first + call[0] for call in calls]

    def chosen(self, conditions: Sequence[Condition]) -> list[Call]:
        """The calls that meet all conditions, in the order of their numbers."""
        calls = self._with_chosen_shape([one for one in conditions if one.field in FIELDS])
        for one in conditions:
            if one.field in FIELDS or one.holds_throughout(_span(self._segment.header, one)):
                continue
            values = self._values(one.field, calls)
            calls = [call for call, value in zip(calls, values, strict=True) if one.holds(value)]
        return calls

    def _with_chosen_shape(self, conditions: Sequence[Condition]) -> list[Call]:
        shapes = self._segment.shapes
        chosen = set(range(len(shapes)))
        for one in conditions:
            values = self._repeated(one.field)
            chosen = {shape for shape in chosen if one.holds(values[shape])}
        calls = self._segment.calls
        if len(chosen) == len(shapes):
            return calls
        return [call for call in calls if call[-1] in chosen] if chosen else []

    def columns(self, fields: Sequence[str], calls: Sequence[Call]) -> Iterable[tuple[Any, ...]]:
        """The values of some fields of some of its calls."""
        return zip(*(self._values(field, calls) for field in fields), strict=True)

    def groups(self, fields: Sequence[str], calls: Sequence[Call]) -> Groups:
        """Some of its calls, by the values of some fields."""
        if any(field in OWN for field in fields):
            keys: list[Any] = list(self.columns(fields, calls))
            values_of = dict(zip(keys, keys, strict=True))
        else:
            keys = list(map(_SHAPE, calls))
            values_of = dict(enumerate(zip(*map(self._repeated, fields), strict=True)))
        first = dict(zip(reversed(keys), reversed(self.ids(calls)), strict=True))
        groups: Groups = {}
        for key, count in Counter(keys).items():
            known, before = groups.get(values_of[key], (0, first[key]))
            groups[values_of[key]] = (known + count, min(before, first[key]))
        return groups

    def _values(self, field: str, calls: Sequence[Call]) -> list[Any]:
        """The values of a field of some of its calls."""
        if field in FIELDS:
            values = self._repeated(field)
            return [values[call[-1]] for call in calls]
        (at, received), place = self._segment.since, OWN.index(field)
        since = {"serial": self._segment.header.id, "at": at, "received": received}.get(field)
        return [call[place] if since is None else since + call[place] for call in calls]

    def _repeated(self, field: str) -> list[Any]:
        """The values of a field that calls repeat, by the index of the shape."""
        segment, place = self._segment, FIELDS.index(field)
        values = [shape[place] for shape in segment.shapes]
        return [segment.text(index, self._texts) for index in values] if field in TEXTS else values


def choose(
    database: sqlite3.Connection,
    tenant: int,
    conditions: Sequence[Condition],
    *,
    newest_first: bool = True,
    is_enough: Callable[[Header], bool] = lambda _: False,
) -> Iterator[tuple[OpenSegment, list[Call]]]:
    """The calls that meet all conditions, segment by segment; raises :class:`DamageError`.

    It ends before the first segment of which *is_enough* says so.

    Nothing is kept of a segment that was used: what many decoded ones hold is much, and takes long
    to be collected.
    """
    texts = _texts_of(conditions)
    for header in headers(database, tenant, conditions, newest_first=newest_first):
        if is_enough(header):
            return
        segment = load_if_it_has(database, header.id, texts)
        if segment is not None:
            opened = OpenSegment(database, segment)
            if calls := opened.chosen(conditions):
                yield opened, calls


def ids(
    database: sqlite3.Connection, tenant: int, conditions: Sequence[Condition], part: Part
) -> list[int]:
    """The ids of all calls that meet all conditions and may be in a part; in any order."""
    found: list[int] = []
    is_enough = partial(_has_enough, found, part)
    for segment, calls in choose(
        database, tenant, conditions, newest_first=part.newest, is_enough=is_enough
    ):
        found += segment.ids(calls)
    return found


def _texts_of(conditions: Sequence[Condition]) -> list[bytes]:
    """What stands in the content of each segment that has calls that meet all conditions."""
    texts = [only_text(_CODEC, one) for one in conditions if one.field not in TEXTS]
    return [to_json(text) for text in texts if text is not None]


def _has_enough(ids: list[int], part: Part, header: Header) -> bool:
    """Whether neither a segment nor those behind it may have calls of the part.

    Segments follow each other by their last calls, or by their first ones. They may overlap: a call
    is written when it ends, and others that came later may have ended before.
    """
    if part.end is None or len(ids) < part.end:
        return False
    if part.end == 0:
        return True
    if part.newest:
        return header.last < nlargest(part.end, ids)[-1]
    return header.id > nsmallest(part.end, ids)[-1]


def count(database: sqlite3.Connection, tenant: int, conditions: Sequence[Condition]) -> int:
    """How many calls of segments meet all conditions."""
    counted, texts = 0, _texts_of(conditions)
    for header in headers(database, tenant, conditions):
        if all(one.holds_throughout(_span(header, one)) for one in conditions):
            counted += header.calls
        elif (segment := load_if_it_has(database, header.id, texts)) is not None:
            counted += len(OpenSegment(database, segment).chosen(conditions))
    return counted


def headers(
    database: sqlite3.Connection,
    tenant: int,
    conditions: Sequence[Condition],
    *,
    newest_first: bool = True,
) -> Iterator[Header]:
    """The segments that may have calls that meet all conditions, by their last or first calls.

    Raises ``ValueError`` for a condition that the journal cannot have.
    """
    for one in conditions:
        check(_CODEC, one)
    first, last = row_ids(tenant)
    numbers, instants = common_span("serial", conditions), common_span("at", conditions)
    order = "last DESC" if newest_first else "id"
    for row in database.execute(
        f"{HEADERS} WHERE last BETWEEN ? AND ? AND id <= ? AND last_at >= ? AND first_at <= ?"
        f" ORDER BY {order}",
        (max(first, numbers[0]), last, numbers[1], *instants),
    ):
        yield Header(*row)


def _span(header: Header, condition: Condition) -> Span | None:
    """The span of the field of a condition, if the header says it."""
    match condition.field:
        case "serial":
            return header.id, header.last
        case "at":
            return header.first_at, header.last_at
    return None
