"""Databases in which something is wrong."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support import simulators


async def with_damaged_tenant(path: Path, name: str) -> None:
    """Make a database that has a tenant which cannot be loaded."""
    async with simulators.opened(path) as simulator:
        await simulators.create(simulator, "first", name)
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE cluster SET state = 'runing'")
        database.commit()
