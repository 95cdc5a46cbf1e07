"""Ways in which a database stops to work while it is open, as real as they can be made.

Each is a context manager over an open simulator, whose database is a file: within the block nothing
can be written (or, for :func:`slow`, is written), and after it everything can.
"""

import asyncio
import resource
import shutil
import subprocess
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from pathlib import Path

from cs_simulator.runtime.simulator import Simulator

Cause = Callable[[Simulator], AbstractAsyncContextManager[None]]


def file_of(simulator: Simulator) -> Path:
    """The database file."""
    return Path(simulator.settings.db)


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Make the folder a disk of a few megabytes; false where this process may not do that."""
    folder.mkdir(exist_ok=True)
    options = ["-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    done = subprocess.run(["mount", *options], check=False, capture_output=True)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_disk(folder: Path) -> Path:
    """Fill the disk of a folder, to the last byte; returns the file that does."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            with suppress(OSError):
                while file.write(bytes(size)):
                    pass
    return filler


@contextmanager
def no_longer_files(size: int) -> Iterator[None]:
    """Let this process write no file beyond a size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(size, 1), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@asynccontextmanager
async def full(simulator: Simulator) -> AsyncIterator[None]:
    """The disk, which must be a small one, has no more room."""
    filler = fill_disk(file_of(simulator).parent)
    try:
        yield
    finally:
        filler.unlink()


@asynccontextmanager
async def read_only(simulator: Simulator) -> AsyncIterator[None]:
    """SQLite refuses to write, as it does on a file system that became read-only."""
    await simulator.store._database.rows("PRAGMA query_only = ON")
    try:
        yield
    finally:
        await simulator.store._database.rows("PRAGMA query_only = OFF")


@asynccontextmanager
async def input_output_error(simulator: Simulator) -> AsyncIterator[None]:
    """Whatever makes the write-ahead log longer fails: this process may write no longer files."""
    log = file_of(simulator).with_name(file_of(simulator).name + "-wal")
    with no_longer_files(log.stat().st_size):
        yield


@asynccontextmanager
async def removed(simulator: Simulator) -> AsyncIterator[None]:
    """The file has gone, and comes back."""
    file = file_of(simulator)
    away = file.rename(file.with_name(file.name + ".away"))
    try:
        yield
    finally:
        away.rename(file)


@asynccontextmanager
async def log_removed(simulator: Simulator) -> AsyncIterator[None]:
    """The write-ahead log has gone, and comes back."""
    file = file_of(simulator)
    log = file.with_name(file.name + "-wal")
    away = log.rename(log.with_name(log.name + ".away"))
    try:
        yield
    finally:
        away.rename(log)


@asynccontextmanager
async def replaced(simulator: Simulator) -> AsyncIterator[None]:
    """Another file has the name, and the right one comes back."""
    file = file_of(simulator)
    away = file.rename(file.with_name(file.name + ".away"))
    shutil.copyfile(away, file)
    try:
        yield
    finally:
        away.replace(file)


CAUSES: dict[str, Cause] = {
    "disk full": full,
    "read-only": read_only,
    "I/O error": input_output_error,
    "file removed": removed,
    "log removed": log_removed,
    "file replaced": replaced,
}
"""Everything by which writing fails."""


@asynccontextmanager
async def slow(simulator: Simulator) -> AsyncIterator[threading.Event]:
    """The database does not come back from a commit until the event is set, or the block ends."""
    goes_on, begun = threading.Event(), threading.Event()

    def hang(_: object) -> None:
        begun.set()
        goes_on.wait(60)

    hanging = asyncio.ensure_future(simulator.store._database.do(hang))
    await asyncio.to_thread(begun.wait, 10)
    try:
        yield goes_on
    finally:
        goes_on.set()
        await hanging
