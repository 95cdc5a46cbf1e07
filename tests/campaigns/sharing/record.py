"""What a client process keeps of its calls: a file with a line of JSON for each, in their order.

All instants are of ``time.monotonic``, which the processes of a machine share.
"""

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A request that was sent, and what came of it."""

    tenant: str
    call: str
    """The operation, or method and path of a call of the control plane."""
    writes: bool
    began: float
    ended: float
    status: int
    """0 if the connection ended without an answer."""
    request_id: str = ""
    code: str = ""
    """Of an error."""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a client was answered about a cluster: that it was created, or that it is deleted."""

    tenant: str
    cluster: str
    cluster_id: str
    is_there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What a client saw that must not be; it works no more for that tenant."""

    tenant: str
    problem: str


Line = Attempt | Known | Wrong
_KINDS: dict[str, type[Attempt] | type[Known] | type[Wrong]] = {
    kind.__name__: kind for kind in (Attempt, Known, Wrong)
}


class Record:
    """The record of one client process, which many threads write."""

    def __init__(self, path: Path) -> None:
        self._file: IO[str] = path.open("a")
        self._lock = threading.Lock()

    def put(self, line: Line) -> None:
        """Write a line, so that others can read it at once."""
        text = json.dumps([type(line).__name__, asdict(line)])
        with self._lock:
            self._file.write(f"{text}\n")
            self._file.flush()


class Reading:
    """Reads a record while it is written, from where it was left the last time."""

    def __init__(self, path: Path) -> None:
        self._path, self._offset = path, 0

    def lines(self) -> Iterator[Line]:
        """The lines that have been completed since the last time."""
        with self._path.open("rb") as file:
            file.seek(self._offset)
            for raw in file:
                if not raw.endswith(b"\n"):
                    return
                self._offset += len(raw)
                kind, fields = json.loads(raw)
                yield _line(kind, fields)


def _line(kind: str, fields: dict[str, Any]) -> Line:
    return _KINDS[kind](**fields)
