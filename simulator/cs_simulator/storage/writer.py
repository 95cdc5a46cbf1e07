"""Writing the changes of many tenants at once: what calls have changed is logged.

All functions are part of a transaction on the connection that they take.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

import orjson

from cs_simulator.domain.records import tables
from cs_simulator.storage import (
    commit_log,
    folding,
    moves,
    outcomes,
    ranges,
    segments,
    snapshots,
)
from cs_simulator.storage.changes import Changes, Clearing, Settled, TenantRow
from cs_simulator.storage.codec import (
    CODECS,
    INSERT_TENANT,
    PUT_TENANT,
    SELECT_TENANTS,
    chunks,
    tenant_row_of,
    tenant_values,
    to_json,
)
from cs_simulator.storage.errors import DamageError
from cs_simulator.storage.outcomes import Outcome

Group = list[tuple[TenantRow, Changes]]
"""What is written together: each tenant's own row, and what of the tenant has changed."""

# How many records and entries are written into the tables at once. To log them first would cost
# half as much again, and would hold up others when they are folded.
_MANY_CHANGES = 10_000
# As many calls make a segment that costs less than they would in the log.
_MANY_ANSWERED = 16
_SELECT_TENANT = f"{SELECT_TENANTS} WHERE name = ?"


def needs_tables(group: Group) -> bool:
    """Whether the log must be folded before a group is written.

    A part of something is cleared, or so much has changed that rows of the tables cost less than
    the log.
    """
    return _is_large(group) or any(
        changes.clearing is not None and changes.clearing.keeps for _, changes in group
    )


class Written(NamedTuple):
    """How a group has changed the log, in bytes."""

    logged: int
    cleared: int
    """What was logged before, of tenants that are cleared."""


def write(database: sqlite3.Connection, group: Group) -> Written:
    """Write a group.

    What deletes most comes first, so that a name is free for its next owner.
    """
    left, cleared = [], 0
    for tenant_row, changes in sorted(group, key=_order):
        if changes.clearing is not None:
            cleared += _clear(database, tenant_row.number, changes.clearing)
            if changes.clearing.deletes_tenant:
                continue
        left.append((tenant_row, changes))
    if not _is_large(group):
        return Written(_log(database, left), cleared)
    outcomes.put(database, [Outcome.of(*part) for part in left])
    return Written(0, cleared)


def _is_large(group: Group) -> bool:
    return sum(changes.size for _, changes in group) > _MANY_CHANGES


def _log(database: sqlite3.Connection, group: Group) -> int:
    rows: list[tuple[int, bytes, int]] = []
    for tenant_row, changes in group:
        if changes.makes_tenant:  # whatever happens to the log: it is known that there is one
            database.execute(PUT_TENANT, tenant_values(tenant_row))
        rows.append(_logged(database, tenant_row, changes))
    for piece in chunks(rows):
        database.execute(commit_log.insert(len(piece)), list(chain.from_iterable(piece)))
    return sum(len(content) for _, content, _ in rows)


def _logged(
    database: sqlite3.Connection, tenant_row: TenantRow, changes: Changes
) -> tuple[int, bytes, int]:
    """The row of the log; where very many calls only read, a segment of them is made at once."""
    answered = changes.answered
    if len(answered) >= _MANY_ANSWERED:
        segments.append(database, tenant_row.number, answered)
        answered = []
    return commit_log.row(tenant_row, changes, answered)


def _order(part: tuple[TenantRow, Changes]) -> int:
    clearing = part[1].clearing
    return 2 if clearing is None else 1 - clearing.deletes_tenant


def settle(database: sqlite3.Connection, tenants: Sequence[Settled]) -> None:
    """Write where tenants stand."""
    for tenant in tenants:
        with suppress(DamageError):  # found again, and reported, when the tenant is loaded
            for row in database.execute(_SELECT_TENANT, (tenant.name,)).fetchall():
                database.execute(INSERT_TENANT, tenant_values(_settled(tenant_row_of(row), tenant)))


def _settled(row: TenantRow, tenant: Settled) -> TenantRow:
    counts = to_json({**orjson.loads(row.counts), "call": tenant.calls}).decode()
    return row._replace(
        now=tenant.now, now_allowed=tenant.now, calls_allowed=tenant.calls, counts=counts
    )


def _clear(database: sqlite3.Connection, tenant: int, clearing: Clearing) -> int:
    """Delete what a tenant has; returns how many bytes of it were logged, and in no table yet."""
    logged = folding.logged_of(database, tenant)
    unfolded = {} if logged is None else _only_logged(database, logged.outcome)
    for table, rows in ranges.clear(database, tenant, clearing.keeps).items():
        clearing.deleted[table] = rows + unfolded.get(table, 0)
    if clearing.deletes_tenant:
        snapshots.drop_all(database, tenant)
        moves.forget_number(database, tenant)
        database.execute("DELETE FROM tenant WHERE id = ?", (tenant,))
    return 0 if logged is None else logged.size


def _only_logged(database: sqlite3.Connection, logged: Outcome) -> dict[str, int]:
    """How many rows more the tables would have, by table, if what is logged were in them."""
    more = {table: len(entries) for table, entries in logged.entries.items()}
    calls = tables.CALL.name
    more[calls] = more.get(calls, 0) + len(logged.answered)
    for table, records in logged.records.items():
        if table not in CODECS:
            continue  # what a damaged row says
        present = ranges.serials(database, CODECS[table], logged.tenant)
        put = {serial for serial, values in records.items() if values is not None}
        more[table] = len(put - present) - len((records.keys() - put) & present)
    return more
