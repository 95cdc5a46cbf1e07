"""Segments: many calls in one row. Most calls only read, since clients poll.

What calls repeat is written once for all calls of a segment: they differ in their number, their
request id and their times only. The content is JSON::

    {"fields": ["operation", ...],
     "shapes": [["DescribeClusterDetail", ...]],     what calls repeat, by the fields
     "calls": [[0, "8B2F-...", 0, 0, 61, 0], ...],   by OWN, and the index of the shape
     "since": [1773000000000000, 1773000000000000],  what `at` and `received` are counted from
     "ends": [0, 1604, ...],                         where each of the texts ends
     "texts": 2774189344}                            the checksum of the texts

The number of a call is counted from that of the first one. What was sent and answered is beside the
content, one text after the other, each of them once: for such a field a shape has the index of its
text. Nothing is compressed: for long answers that takes several times what everything else does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple
from zlib import crc32

import orjson

from cs_simulator.domain.checking import check_values
from cs_simulator.domain.records import CallEntry
from cs_simulator.storage.codec import SERIAL_BITS, SERIAL_MASK, checksum, row_id, to_json
from cs_simulator.storage.errors import DamageError

OWN = ("serial", "request_id", "at", "received", "duration")
"""What each call has of its own; an entry begins with it."""
FIELDS = CallEntry._fields[len(OWN) :]
"""What calls repeat."""
TEXTS = ("body", "answer", "considered")
"""What is kept beside the content: who only counts or chooses does not need it."""
_PLACES_OF_TEXTS = tuple(FIELDS.index(name) for name in TEXTS)
_AT, _RECEIVED = itemgetter(OWN.index("at")), itemgetter(OWN.index("received"))


class Header(NamedTuple):
    """What is known of a segment without its content."""

    id: int
    """The tenant and the number of the first call, as in the id of a row."""
    last: int
    """The tenant and the number of the last call."""
    first_at: int
    last_at: int
    last_received: int
    calls: int
    size: int
    """The bytes of the content and of the texts."""

    @property
    def name(self) -> str:
        """What messages call it."""
        first, last = self.id & SERIAL_MASK, self.last & SERIAL_MASK
        return f"calls {first} to {last}" if first != last else f"call {first}"


COLUMNS = (*Header._fields, "checksum", "content", "texts")


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment without its texts."""

    header: Header
    shapes: list[list[Any]]
    """By :data:`FIELDS`; of a text, its place among the texts."""
    calls: list[list[Any]]
    """By :data:`OWN`, and the index of the shape, in the order of their numbers."""
    since: tuple[int, int]
    """The instants from which ``at`` and ``received`` are counted."""
    ends: list[int]
    """Where each of the texts ends, in bytes."""
    texts: int
    """The checksum of the texts."""

    def entries(self, calls: Sequence[list[Any]], texts: bytes) -> list[CallEntry]:
        """The entries of some of its calls, with the texts that are kept beside it."""
        first, (at, received) = self.header.id & SERIAL_MASK, self.since
        repeated = {
            shape: self._repeated(self.shapes[shape], texts)
            for shape in {call[-1] for call in calls}
        }
        make = CallEntry._make
        return [
            make(
                (first + one[0], one[1], at + one[2], received + one[3], one[4], *repeated[one[5]])
            )
            for one in calls
        ]

    def text(self, index: int, texts: bytes) -> str:
        """One of the texts that are kept beside it."""
        return texts[self.ends[index - 1] if index else 0 : self.ends[index]].decode()

    def _repeated(self, shape: list[Any], texts: bytes) -> list[Any]:
        values = shape.copy()
        for place in _PLACES_OF_TEXTS:
            values[place] = self.text(values[place], texts)
        return values


def encoded(tenant: int, entries: Sequence[CallEntry]) -> tuple[Any, ...]:
    """The row of a segment, by :data:`COLUMNS`, of entries in the order of their numbers."""
    first, _, at, received, *_ = entries[0]
    shapes: dict[tuple[Any, ...], int] = {}
    calls = []
    for entry in entries:
        # What a poll repeats is the same object or equal to it: either finds its shape.
        shape = shapes.setdefault(entry[5:], len(shapes))
        own = (entry[0] - first, entry[1], entry[2] - at, entry[3] - received, entry[4], shape)
        calls.append(own)
    found: dict[str, int] = {}
    kept = [_with_places(shape, found) for shape in shapes]
    in_bytes = [text.encode() for text in found]
    texts = b"".join(in_bytes)
    content = to_json(
        {
            "fields": FIELDS, "shapes": kept, "calls": calls, "since": (at, received),
            "ends": list(accumulate(map(len, in_bytes))), "texts": crc32(texts),
        }
    )  # fmt: skip
    header = Header(
        id=row_id(tenant, first),
        last=row_id(tenant, entries[-1].serial),
        first_at=at + min(map(_AT, calls)),
        last_at=at + max(map(_AT, calls)),
        last_received=received + max(map(_RECEIVED, calls)),
        calls=len(calls),
        size=len(content) + len(texts),
    )
    return (*header, _checksum(header, content), content, texts)


def _with_places(shape: tuple[Any, ...], found: dict[str, int]) -> list[Any]:
    """A shape with the indexes of its texts; those that are new are added to what was found."""
    values = list(shape)
    for place in _PLACES_OF_TEXTS:
        values[place] = found.setdefault(values[place], len(found))
    return values


def check_content(header: Header, written: int, content: bytes) -> None:
    """Raise :class:`DamageError` if a content or its header is not as it was written."""
    if written != _checksum(header, content):
        raise _damaged(header, _CHANGED)


def decoded(header: Header, written: int, content: bytes) -> Segment:
    """A segment without its texts; raises :class:`DamageError` if it is not as it was written."""
    check_content(header, written, content)
    try:
        parsed = orjson.loads(content)
        shapes, fields = parsed["shapes"], parsed["fields"]
        if fields != list(FIELDS):
            shapes = [_by_name(dict(zip(fields, shape, strict=True))) for shape in shapes]
        at, received = parsed["since"]
        return Segment(
            header, shapes, parsed["calls"], (at, received), parsed["ends"], parsed["texts"]
        )
    except (ValueError, TypeError, LookupError) as problem:
        raise _damaged(header, repr(problem)) from None


def _by_name(values: dict[str, Any]) -> list[Any]:
    """A shape of a version that had other fields."""
    known = {**CallEntry._field_defaults, **values}
    return [known[field] for field in FIELDS]


def check_texts(segment: Segment, texts: bytes) -> None:
    """Raise :class:`DamageError` if the texts of a segment are not as they were written."""
    if segment.texts != crc32(texts):
        raise _damaged(segment.header, _CHANGED)


def check_row(row: tuple[Any, ...]) -> None:
    """Raise :class:`DamageError` if a row, by :data:`COLUMNS`, is not as it was written."""
    *header, written, content, texts = row
    check_texts(decoded(Header(*header), written, content), texts)


def checked_entries(row: tuple[Any, ...]) -> list[CallEntry]:
    """All entries of a row that nobody vouches for, checked value by value.

    It may lack its checksum. Raises :class:`DamageError` for what :func:`encoded` never makes.
    """
    *values, written, content, texts = row
    header = Header(*values)
    segment = decoded(header, written or _checksum(header, content), content)
    try:
        check_texts(segment, texts)
        entries = segment.entries(segment.calls, texts)
        for entry in entries:
            check_values(CallEntry, entry)
        own = Header(*encoded(header.id >> SERIAL_BITS, entries)[: len(Header._fields)])
    except (ValueError, TypeError, LookupError, AttributeError) as problem:
        raise _damaged(header, str(problem)) from None
    if own._replace(size=header.size) != header:
        raise _damaged(header, "its calls are not those that it is said to have")
    return entries


_CHANGED = "its checksum does not fit: it was changed, or damaged, outside"


def _checksum(header: Header, content: bytes) -> int:
    """The checksum of a segment, whatever tenant or snapshot has it."""
    numbers = (header.id & SERIAL_MASK, header.last & SERIAL_MASK, *header[2:])
    return checksum(0, (*numbers, crc32(content)))


def _damaged(header: Header, problem: str) -> DamageError:
    return DamageError(f"call_segment {header.name}: {problem}")
