"""What can be wrong with a database, with an explanation that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

ANOTHER_FILE = "give another --db"
_DATABASE = "the database"


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


@contextmanager
def explained(subject: str = _DATABASE) -> Iterator[None]:
    """Raise what SQLite reports in the block as :class:`StorageError` about the subject."""
    try:
        yield
    except sqlite3.OperationalError as problem:
        cause, advice = _explanation(str(problem))
        raise StorageError(cause, subject=subject, advice=advice) from problem
    except sqlite3.DatabaseError as problem:
        raise StorageError(str(problem), subject=subject) from problem


def _explanation(text: str) -> tuple[str, str]:
    """Cause and advice for a message of SQLite."""
    if "locked" in text:
        return "it is in use by another process", f"stop that one, or {ANOTHER_FILE}"
    if "unable to open" in text:
        return "it cannot be opened", "is its folder there and writable?"
    if "readonly" in text:
        return "it cannot be written", "check its permissions and those of its folder"
    return text, ""
