"""Write the schema of a new file: ``python -m tests.storage.schema``, after adding a migration."""

import sqlite3
from contextlib import closing

from cs_simulator.storage import file
from cs_simulator.storage.file import migrations

PATH = file.SCHEMA_FILE
HEAD = """\
-- What all migrations together make of an empty file, so that a new one needs a single step.
-- Written by: python -m tests.storage.schema
"""


def made_by(*scripts: str) -> list[tuple[object, ...]]:
    """Everything that a database has after these scripts: its schema, in order, and its rows."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        for script in scripts:
            database.executescript(script)
        objects = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"
        return [*database.execute(objects), *((line,) for line in database.iterdump())]


def written() -> str:
    """The text of the file as it must be."""
    statements = [row[3] for row in made_by(*migrations()) if len(row) > 1 and row[3]]
    return HEAD + "".join(f"\n{statement};\n" for statement in statements)


if __name__ == "__main__":
    PATH.write_text(written(), "utf-8")
