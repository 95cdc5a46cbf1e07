"""What can be wrong with a database, with an explanation that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

ANOTHER_FILE = "give another --db"
_DATABASE = "the database"
_SURROUNDINGS = (
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
)  # fmt: skip
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
# What SQLite and its driver raise about values: too large a number, half a character, a type or a
# combination that the schema does not have.
ABOUT_DATA = (
    OverflowError, UnicodeError, sqlite3.IntegrityError, sqlite3.DataError,
    sqlite3.ProgrammingError, sqlite3.InterfaceError,
)  # fmt: skip


class StorageError(Exception):
    """The database cannot be used: which one, why, and what to do about it."""

    def __init__(self, cause: str, *, subject: str = _DATABASE, advice: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.subject = subject
        """The path of a file, unless it is the database that the simulator runs on."""
        self.advice = advice

    def __str__(self) -> str:
        advice = f"; {self.advice}" if self.advice else ""
        return f"{self.subject}: {self.cause}{advice}"


class DamageError(StorageError):
    """What the database holds is damaged, or is nothing that the simulator wrote."""


class SurroundingsError(StorageError):
    """What surrounds the database is to blame, and not what it holds: its disk, its folder."""


class UnstorableError(StorageError):
    """What was to be written cannot be kept by any database; others can be written as before."""


class SnapshotGoneError(StorageError):
    """A snapshot was deleted, or saved again, since it was looked up."""


def concerns_all(problem: BaseException) -> bool:
    """Whether a problem is one of the database itself, and not of what one tenant has."""
    of_one = UnstorableError | SnapshotGoneError
    return isinstance(problem, StorageError) and not isinstance(problem, of_one)


@contextmanager
def explained(subject: str = _DATABASE) -> Iterator[None]:
    """Raise what SQLite reports in the block as :class:`StorageError` about the subject.

    It is a :class:`DamageError` where the file is to blame, and not what surrounds it.
    """
    try:
        yield
    except ABOUT_DATA as problem:
        raise UnstorableError(f"it cannot keep this: {problem}", subject=subject) from problem
    except sqlite3.Error as problem:
        if _is_damage(problem):
            raise DamageError(f"it is damaged: {problem}", subject=subject) from problem
        cause, advice = _explanation(str(problem))
        kind = SurroundingsError if _is_of_surroundings(problem) else StorageError
        raise kind(cause, subject=subject, advice=advice) from problem


def _is_damage(problem: sqlite3.Error) -> bool:
    """Whether what is in the file is to blame: its structure, or a text that is not UTF-8."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    return code in _DAMAGE or "decode to UTF-8" in str(problem)


def _is_of_surroundings(problem: sqlite3.Error) -> bool:
    """Whether the disk or the folder is to blame; too short a file is damaged itself."""
    code = getattr(problem, "sqlite_errorcode", 0)
    return code & 0xFF in _SURROUNDINGS and code != sqlite3.SQLITE_IOERR_SHORT_READ


def _explanation(text: str) -> tuple[str, str]:
    """Cause and advice for a message of SQLite."""
    if "locked" in text:
        return "it is in use by another process", f"stop that one, or {ANOTHER_FILE}"
    if "unable to open" in text:
        return "it cannot be opened", "is its folder there and writable?"
    if "readonly" in text:
        return "it cannot be written", "check its permissions and those of its folder"
    if "is full" in text:
        return text, "make room on its disk"
    if "disk I/O error" in text:
        return text, "is there room, and does the disk work?"
    return text, ""
