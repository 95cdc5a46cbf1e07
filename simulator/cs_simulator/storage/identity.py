"""Whether the file that is open is still the one of its name."""

import os
from contextlib import suppress
from typing import NamedTuple

from cs_simulator.storage.errors import StorageError

_ADVICE = "put it back, or start the simulator again"
_CUT_OFF = "cut off"
_ADVICE_ON_CUT_OFF = "put back what was in it, and start the simulator again"


class FileIdentity:
    """An open database file and its write-ahead log, as they were when this was made.

    Files that were deleted or replaced can still be written by those who have them open; what is
    written is lost. Their names are looked at, and they are never opened: closing a file would
    release the lock that SQLite has on it. Neither of them ever gets shorter while it is in use:
    pages that are free are kept, and the log is begun again from its start without being cut off.
    """

    def __init__(self, path: str) -> None:
        """Look at the files; the log need not be there, where SQLite has none."""
        self._known: dict[str, _Identity | None] = {path: _identity(path)}
        if log := _identity(f"{path}-wal"):
            self._known[f"{path}-wal"] = log
        if self._known[path] is None:
            raise StorageError(f"{path} was deleted while it was opened", advice=_ADVICE)
        self._cut_off: set[str] = set()

    def check(self) -> None:
        """Raise :class:`StorageError` if a file is gone, is another one, or was cut off."""
        for name, known in self._known.items():
            found = _identity(name)
            what = _CUT_OFF if name in self._cut_off else _change(known, found)
            if what == _CUT_OFF:  # for good: what is written next makes it long again, with a hole
                self._cut_off.add(name)
            if what:
                advice = _ADVICE_ON_CUT_OFF if what == _CUT_OFF else _ADVICE
                raise StorageError(f"{name} was {what} while it was in use", advice=advice)

    def note(self) -> None:
        """Remember how long the files are, after they were written. Raises nothing.

        One that is shorter than before was cut off since :meth:`check`, which says so from now on.
        """
        for name, known in self._known.items():
            with suppress(StorageError):
                found = _identity(name)
                if _change(known, found) == _CUT_OFF:
                    self._cut_off.add(name)
                elif known and found and known[:2] == found[:2]:
                    self._known[name] = found


class _Identity(NamedTuple):
    """What distinguishes a file from all others, and how long it is."""

    device: int
    number: int
    size: int


def _change(known: _Identity | None, found: _Identity | None) -> str:
    """What somebody else did with the file; empty for nothing."""
    if known is None or found is None:
        return "" if known is found else "deleted" if found is None else "replaced by another file"
    if found[:2] != known[:2]:
        return "replaced by another file"
    return _CUT_OFF if found.size < known.size else ""


def _identity(name: str) -> _Identity | None:
    """The file of that name; ``None`` without one."""
    try:
        found = os.stat(name)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise StorageError(f"{name}: {problem.strerror}", advice=_ADVICE) from problem
    return _Identity(found.st_dev, found.st_ino, found.st_size)
