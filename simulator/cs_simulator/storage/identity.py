"""Whether the file that is open is still the one of its name."""

import os

from cs_simulator.storage.errors import StorageError

_ADVICE = "put it back, or start the simulator again"


class FileIdentity:
    """An open database file and its write-ahead log, as they were when this was made.

    Files that were deleted or replaced can still be written by those who have them open; what is
    written is lost. Their names are looked at, and they are never opened: closing a file would
    release the lock that SQLite has on it.
    """

    def __init__(self, path: str) -> None:
        """Look at the files; the log need not be there, where SQLite has none."""
        self._known = {path: _identity(path)}
        if log := _identity(f"{path}-wal"):
            self._known[f"{path}-wal"] = log
        if self._known[path] is None:
            raise StorageError(f"{path} was deleted while it was opened", advice=_ADVICE)

    def check(self) -> None:
        """Raise :class:`StorageError` if a file of that name is gone, or is another one."""
        for name, known in self._known.items():
            found = _identity(name)
            if found != known:
                what = "deleted" if found is None else "replaced by another file"
                raise StorageError(f"{name} was {what} while it was in use", advice=_ADVICE)


def _identity(name: str) -> tuple[int, int] | None:
    """What distinguishes the file of that name from all others; ``None`` without one."""
    try:
        found = os.stat(name)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise StorageError(f"{name}: {problem.strerror}", advice=_ADVICE) from problem
    return found.st_dev, found.st_ino
