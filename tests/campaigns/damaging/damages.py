"""Damaging a file: some bytes of it, or one value."""

import sqlite3
from contextlib import closing
from pathlib import Path

from cs_simulator.domain.records.tables import TABLES

NUMBERS = (-1, 0, 99, 2**40, 2**62, 2**63 - 1, -(2**63))
TEXTS = ("", "x", "{}", "[]", '{"foo": 1}', "null", "{", "0" * 5000, "1.2.3.4/99", "\x00", "👾")


def damage_bytes(path, chance):
    """Damage some bytes of a file; returns what was done."""
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    kind = chance.choice(("bit", "byte", "zeros", "noise", "page", "end", "text"))
    if kind == "bit":
        content[at] ^= 1 << chance.randrange(8)
    elif kind == "byte":
        content[at] = chance.randrange(256)
    elif kind == "zeros":
        size = chance.choice((8, 64, 512, 4096))
        content[at : at + size] = bytes(len(content[at : at + size]))
    elif kind == "noise":
        size = len(content[at : at + 64])
        content[at : at + size] = chance.randbytes(size)
    elif kind == "page":
        pages = len(content) // 4096
        source, target = (chance.randrange(1, pages) * 4096 for _ in range(2))
        content[target : target + 4096] = content[source : source + 4096]
    elif kind == "end":
        del content[at:]
    else:  # one character of a text that is stored
        places = [i for i in range(len(content) - 4) if content[i : i + 4].isalnum()]
        at = chance.choice(places)
        content[at] = ord("x") if content[at] != ord("x") else ord("y")
    path.write_bytes(content)
    return f"{kind} at {at}"


def columns():
    """Every column of every table that a tenant has rows in."""
    kinds = {table.name: [*table.record._fields[1:]] for table in TABLES}
    tenant = ("origin", "seed", "clock_mode", "clock_rate", "now", "counts", "spec", "last_seen",
              "expires")  # fmt: skip
    return [("tenant", name) for name in tenant] + [
        (table, name) for table, names in kinds.items() for name in names
    ]


def set_value(path, table, column, value, number=1, *, forgets):
    """Set one value of one row; returns whether there was a row, and it got another value."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        own = f"id = {number}" if table == "tenant" else f"id >> 40 = {number}"
        sql = f"SELECT id, {column} FROM {table} WHERE {own} ORDER BY id DESC LIMIT 1"
        row = database.execute(sql).fetchone()
        if row is None:
            return False
        try:
            database.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row[0]))
        except sqlite3.IntegrityError:  # SQLite refuses the type
            return False
        for each in ("tenant", *(table.name for table in TABLES)) if forgets else ():
            database.execute(f"UPDATE {each} SET checksum = 0")
        after = database.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row[0],)).fetchone()
        return after[0] != row[1]


def clean(path: Path) -> None:
    """Delete a database with its companions."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
        name.unlink(missing_ok=True)
