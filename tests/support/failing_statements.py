"""An open database of which chosen statements fail, as SQLite reports it: by an I/O error."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cs_simulator.runtime.simulator import Simulator
from cs_simulator.storage.staging import StagedConnection

MESSAGE = "disk I/O error"


class _FailingConnection(StagedConnection):
    """A connection that asks before each statement whether it fails."""

    fails: Callable[[str], bool]

    def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
        self._ask(sql)
        return super().execute(sql, *arguments)

    def executemany(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
        self._ask(sql)
        return super().executemany(sql, *arguments)

    def _ask(self, sql: str) -> None:
        if self.fails(sql):
            raise sqlite3.OperationalError(MESSAGE)


@contextmanager
def failing(simulator: Simulator, fails: Callable[[str], bool]) -> Iterator[None]:
    """Have the statements fail of which *fails* says so, within the block."""
    connection = simulator.store._database._staging
    connection.__class__ = _FailingConnection
    connection.fails = fails  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.__class__ = StagedConnection
