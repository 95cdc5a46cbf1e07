"""What is noted of tenants that move: in one simulator that they leave, in another that they came.

Functions take the connection that they run on; what one function does is part of one transaction.
"""

import re
import sqlite3
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, cast

import orjson

from cs_simulator.domain.checking import from_json
from cs_simulator.storage import ranges, snapshots
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.codec import SELECT_TENANTS, checksum, compare, tenant_row_of
from cs_simulator.storage.errors import DamageError
from cs_simulator.storage.snapshots import Snapshot

MOVE_ID = re.compile(r"[0-9a-f]{32}")
"""What the id of a move looks like."""

State = Literal["leaving", "left", "arrived", "withdrawn"]
COLUMNS = ("name", "move", "state", "url", "replica", "came", "at", "content")
"""Those of a note, without its checksum."""
_SELECT = f"SELECT {', '.join(COLUMNS)}, checksum FROM tenant_move"
_PUT = (
    f"INSERT OR REPLACE INTO tenant_move ({', '.join(COLUMNS)}, checksum)"
    f" VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"
)


Outcome = Literal["came", "canceled"]


class Amount(NamedTuple):
    """How much a tenant has."""

    rows: dict[str, int]
    """By table; without those of its snapshots."""
    snapshots: int


NOTHING = Amount({}, 0)


class Move(NamedTuple):
    """The last move of the tenant of a name, as it is noted here."""

    name: str
    move: str
    """Which move: the same in both simulators."""
    state: State
    url: str
    """The address of the simulator that it goes to; empty for one that came."""
    replica: str
    """What that simulator is called among several; empty for one that stands alone."""
    came: str
    """The move by which it came here; empty for a tenant that was made here."""
    at: int
    """Real time."""
    amount: Amount
    """What it had when it left or came."""
    came_with: Amount = NOTHING
    """What it had when it came."""
    withdrawn: str = ""
    """A move that was taken back before it came here: it must not come any more."""
    damage: str = ""
    """Why the note cannot be read; it stands for one that is leaving."""

    @property
    def content(self) -> dict[str, Any]:
        """What is kept as JSON."""
        return {
            "amount": [*self.amount],
            "came_with": [*self.came_with],
            "withdrawn": self.withdrawn,
        }


def known(database: sqlite3.Connection) -> list[Move]:
    """Everything that is noted."""
    return [move_of(row) for row in database.execute(_SELECT).fetchall()]


def only(database: sqlite3.Connection) -> Move | None:
    """The one note of a file that has one tenant; ``None`` without exactly one."""
    rows = database.execute(f"{_SELECT} LIMIT 2").fetchall()
    return move_of(rows[0]) if len(rows) == 1 else None


def move_of(row: Sequence[Any]) -> Move:
    """The note of a row; one that is not as it was written has a ``damage``."""
    name, move, state, url, replica, came, at, text, written = row
    try:
        compare(written, [at, *row[:-1]])
        content = from_json(text)
        amount, came_with = (Amount(*content[key]) for key in ("amount", "came_with"))
        found = Move(
            name, move, cast("State", state), url, replica, came, at, amount, came_with,
            content["withdrawn"],
        )  # fmt: skip
    except (ValueError, TypeError, KeyError) as problem:
        return Move(str(name), "", "leaving", "", "", "", 0, NOTHING, damage=str(problem))
    return found


def put(database: sqlite3.Connection, move: Move) -> None:
    """Note a move, in place of an earlier one of the same name."""
    values = (*move[: len(COLUMNS) - 1], orjson.dumps(move.content).decode())
    database.execute(_PUT, (*values, checksum(move.at, values)))


def forget(database: sqlite3.Connection, name: str) -> None:
    """Note nothing of that name any more."""
    database.execute("DELETE FROM tenant_move WHERE name = ?", (name,))


def forget_number(database: sqlite3.Connection, number: int) -> None:
    """The same, by the number of a tenant that is about to be deleted."""
    sql = "DELETE FROM tenant_move WHERE name = (SELECT name FROM tenant WHERE id = ?)"
    database.execute(sql, (number,))


def settle(database: sqlite3.Connection, move_id: str, outcome: Outcome) -> None:
    """Note how a move to here has ended: for ever, whatever is done to the tenant later."""
    database.execute("INSERT OR REPLACE INTO settled_move VALUES (?, ?)", (move_id, outcome))


def outcome(database: sqlite3.Connection, move_id: str) -> Outcome | None:
    """How a move to here has ended; ``None`` for one that has not."""
    sql = "SELECT outcome FROM settled_move WHERE move = ?"
    row = database.execute(sql, (move_id,)).fetchone()
    return cast("Outcome", row[0]) if row else None


def withdraw(database: sqlite3.Connection, move: Move) -> None:
    """Note that a tenant must not come by a move any more."""
    settle(database, move.withdrawn, "canceled")
    put(database, move)


def leave(database: sqlite3.Connection, number: int, move: Move) -> Move:
    """Note that the tenant of that number is leaving; returns the note with what it has.

    Its row allows for nothing ahead any more: it goes on from exactly what it says. Raises
    :class:`DamageError` for a snapshot that cannot go along.
    """
    snapshots.of_tenant(database, number)
    ranges.put_tenant(database, tenant_of(database, number).copied())
    noted = move._replace(amount=_amount(database, number))
    put(database, noted)
    return noted


def end(database: sqlite3.Connection, number: int, move: Move) -> None:
    """Delete everything of the tenant of that number, and note that it has left."""
    ranges.clear(database, number)
    snapshots.drop_all(database, number)
    database.execute("DELETE FROM tenant WHERE id = ?", (number,))
    put(database, move)


def arrive(
    database: sqlite3.Connection,
    number: int,
    tenant_row: TenantRow,
    saved: Sequence[tuple[int, Snapshot]],
    move: Move,
    wanted: Amount,
    path: str,
) -> Move:
    """Show the tenant of that number, whose rows are there, with its snapshots; note it as come.

    *saved* are the numbers under which the rows of each snapshot are. Returns the note with what
    the tenant has. Raises :class:`DamageError` about the file at *path* if that is not as much as
    is *wanted*.
    """
    snapshots.release(database, number)
    ranges.put_tenant(database, tenant_row.copied()._replace(number=number))
    for own, snapshot in saved:
        snapshots.finish(database, own, number, snapshot.name, snapshot.taken, snapshot.tenant_row)
    amount = _amount(database, number)
    if _counted(amount) != _counted(wanted):
        cause = f"it has {_counted(amount)}, and not {_counted(wanted)}"
        raise DamageError(cause, subject=path)
    noted = move._replace(amount=amount, came_with=amount)
    settle(database, move.move, "came")
    put(database, noted)
    return noted


def tenant_of(database: sqlite3.Connection, number: int) -> TenantRow:
    """The own row of the tenant of that number."""
    [row] = database.execute(f"{SELECT_TENANTS} WHERE id = ?", (number,)).fetchall()
    return tenant_row_of(row)


def _counted(amount: Amount) -> dict[str, int]:
    """What there is some of."""
    counted = {**amount.rows, "snapshots": amount.snapshots}
    return {name: count for name, count in counted.items() if count}


def _amount(database: sqlite3.Connection, number: int) -> Amount:
    return Amount(snapshots.count(database, number), len(snapshots.names(database, number)))
