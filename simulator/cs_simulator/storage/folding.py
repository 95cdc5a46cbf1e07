"""Folding: what the log of commits has is put into the tables, and is in the log no longer.

It is done piece by piece, oldest first. Of a piece, only what it comes to is written: a record that
was put three times is written once. All functions are part of a transaction on the connection that
they take.

What cannot be read, or not be put into the tables, is damage of its tenant: that and all that the
tenant has after it stay in the log, and :func:`check` says so. The other tenants' is folded.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from math import inf
from typing import Any, NamedTuple

from cs_simulator.domain.records import CallEntry
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.commit_log import Logged, decoded
from cs_simulator.storage.errors import ABOUT_DATA, DamageError
from cs_simulator.storage.outcomes import Outcome, put

# How many bytes of the log are folded at once: they take some ten times as much as objects.
# Whoever comes meanwhile waits for about a hundredth of a second.
PIECE = 256 * 1024

_FIRST = "SELECT min(id), tenant, content, checksum FROM commit_log"
_READ = "SELECT id, tenant, content, checksum FROM commit_log WHERE id > ? ORDER BY id"
_READ_TENANT = "SELECT id, tenant, content, checksum FROM commit_log WHERE tenant = ? ORDER BY id"
# What values raise that no table keeps, or that are not where they should be.
_UNFIT = (*ABOUT_DATA, AttributeError, LookupError, TypeError, ValueError)


@dataclass(slots=True)
class Net:
    """Some rows of the log, of one tenant."""

    tenant: int
    rows: list[tuple[int]] = field(default_factory=list)
    """Their ids."""
    size: int = 0
    """In bytes."""
    tenant_row: list[Any] = field(default_factory=list)
    records: dict[str, dict[int, list[Any] | None]] = field(default_factory=dict)
    entries: dict[str, list[list[Any]]] = field(default_factory=dict)
    answered: list[CallEntry] = field(default_factory=list)

    def add(self, number: int, logged: Logged, size: int) -> None:
        """Add the next row of the log."""
        self.rows.append((number,))
        self.size += size
        self.tenant_row = logged.tenant
        for table, records in logged.put.items():
            self.records.setdefault(table, {}).update((values[0], values) for values in records)
        for table, serials in logged.dropped.items():
            self.records.setdefault(table, {}).update(dict.fromkeys(serials))
        for table, entries in logged.entries.items():
            self.entries.setdefault(table, []).extend(entries)
        self.answered.extend(CallEntry(*values) for values in logged.answered)

    @property
    def outcome(self) -> Outcome:
        """What they come to."""
        own = TenantRow(*self.tenant_row)
        return Outcome(self.tenant, own, self.records, self.entries, self.answered)


@dataclass(slots=True)
class _Piece:
    """Some rows of the log, one after the other."""

    nets: dict[int, Net] = field(default_factory=dict)
    """What they come to, by tenant, without those rows that must stay."""
    last: int = 0
    """The id of the last row that was looked at."""
    size: int = 0
    """How many bytes are folded."""
    is_last: bool = False
    """Whether there is nothing in the log behind it."""


class Folded(NamedTuple):
    """What was folded."""

    size: int
    """In bytes of the log."""
    is_all: bool
    """Whether what is left in the log, if anything, must stay there."""


def fold(database: sqlite3.Connection, most: float = inf, at_once: int = PIECE) -> Folded:
    """Fold what is oldest, about *most* bytes of it, *at_once* so many."""
    size, piece = 0, _Piece()
    stuck: set[int] = set()
    while size < most and not piece.is_last:
        piece = _read(database, min(most, at_once), piece.last, stuck)
        _fold(database, piece, stuck)
        size += piece.size
    return Folded(size, piece.is_last)


def _read(database: sqlite3.Connection, at_once: float, after: int, stuck: set[int]) -> _Piece:
    """The rows behind the row *after*; adds tenants whose rows must stay to *stuck*."""
    piece, size = _Piece(last=after, is_last=True), 0
    for number, tenant, content, checksum in database.execute(_READ, (after,)):
        if size >= at_once:
            piece.is_last = False
            break
        piece.last = number
        if tenant in stuck:
            continue
        size += len(content)
        try:
            logged = decoded(number, tenant, content, checksum)
            piece.nets.setdefault(tenant, Net(tenant)).add(number, logged, len(content))
        except DamageError:
            stuck.add(tenant)
        except _UNFIT:
            stuck.add(tenant)
            del piece.nets[tenant]
    return piece


def _fold(database: sqlite3.Connection, piece: _Piece, stuck: set[int]) -> None:
    """Put a piece into the tables; adds tenants whose rows must stay to *stuck*."""
    nets = list(piece.nets.values())
    if not _is_put(database, nets):
        stuck.update(net.tenant for net in nets if not _is_put(database, [net]))
        nets = [net for net in nets if net.tenant not in stuck]
    rows = chain.from_iterable(net.rows for net in nets)
    database.executemany("DELETE FROM commit_log WHERE id = ?", rows)
    piece.size = sum(net.size for net in nets)


def _is_put(database: sqlite3.Connection, nets: Iterable[Net]) -> bool:
    """Put all of it into the tables; false if some of it does not fit them, and nothing was."""
    is_put = True
    database.execute("SAVEPOINT piece")
    try:
        put(database, (net.outcome for net in nets))
    except _UNFIT:
        is_put = False
        database.execute("ROLLBACK TO piece")
    database.execute("RELEASE piece")
    return is_put


def logged_of(database: sqlite3.Connection, tenant: int) -> Net | None:
    """What is logged of a tenant and not damaged; ``None`` if nothing is."""
    net = None
    for number, _, content, checksum in database.execute(_READ_TENANT, (tenant,)):
        try:
            logged = decoded(number, tenant, content, checksum)
            net = net or Net(tenant)
            net.add(number, logged, len(content))
        except (DamageError, *_UNFIT):
            break  # nothing behind it can be trusted
    return net


def check(database: sqlite3.Connection, tenant: int) -> None:
    """Raise :class:`DamageError` if something of a tenant stays in the log, which is folded."""
    for _, problem in _problems(database, "WHERE tenant = ?", tenant):
        raise problem


def damaged(database: sqlite3.Connection) -> list[tuple[int, DamageError]]:
    """What stays in the log, which is folded: the tenant, and what is wrong with its first row."""
    return _problems(database)


def _problems(
    database: sqlite3.Connection, which: str = "", *values: int
) -> list[tuple[int, DamageError]]:
    sql = f"{_FIRST} {which} GROUP BY tenant ORDER BY tenant"
    rows = database.execute(sql, values).fetchall()
    return [(tenant, _problem(number, tenant, *rest)) for number, tenant, *rest in rows]


def _problem(number: int, tenant: int, content: bytes, checksum: int) -> DamageError:
    try:
        decoded(number, tenant, content, checksum)
    except DamageError as problem:
        return problem
    return DamageError(f"commit_log {number}: it does not fit the tables")
