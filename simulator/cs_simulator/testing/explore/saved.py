"""What a search has done so far, in a file of its folder: an interrupted one goes on from there."""

import fcntl
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime import state_folder

NAME = "progress.json"
_LOCK = ".lock"
_LONGEST_NAME = 60
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRound:
    """What one round has done."""

    planned: int
    """How many scenarios were to be made up."""
    examples: int
    """How many scenarios the command was run under, those of shrinking included."""
    acted: int
    """Under how many of them a fault acted."""
    called: tuple[str, ...] = ()
    """The operations that the command has called, in order."""
    seen: tuple[tuple[str, ...], ...] = ()
    """The triples of kind, operation and state that were seen, in order."""


@dataclass(slots=True)
class Progress:
    """The rounds that are done, by number, of a search with certain settings."""

    path: Path
    key: str
    """Of the settings: what was done with others says nothing about these."""
    rounds: dict[int, DoneRound] = field(default_factory=dict)

    def add(self, number: int, done: DoneRound) -> None:
        """Keep what a round has done; raises ``UsageError`` where that cannot be written."""
        self.rounds[number] = done
        written = {
            "version": _VERSION,
            "key": self.key,
            "rounds": {str(each): asdict(self.rounds[each]) for each in sorted(self.rounds)},
        }
        write(self.path, json.dumps(written, separators=(",", ":")))

    def clear(self) -> None:
        """Forget it: the search has come to its end."""
        self.path.unlink(missing_ok=True)


def key_of(settings: Mapping[str, Any]) -> str:
    """A key that two searches share if their settings are the same."""
    return blake2b(json.dumps(settings, sort_keys=True).encode(), digest_size=16).hexdigest()


def name_of(words: Sequence[str]) -> str:
    """The name of a folder for a command: readable, and another one for other arguments."""
    program, *rest = words
    file = next((word for word in rest if Path(word).is_file()), "")
    readable = re.sub(r"[^A-Za-z0-9_.]+", "-", f"{Path(program).name} {Path(file).name}").strip(
        "-."
    )
    return f"{readable[:_LONGEST_NAME]}-{key_of({'words': list(words)})[:6]}"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let no other search use a folder meanwhile; raises ``UsageError`` where one does."""
    try:
        _make(folder)
        lock = (folder / _LOCK).open("a")
    except OSError as error:
        raise UsageError(str(error.strerror), subject=str(folder)) from None
    with lock:
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            advice = "wait for its end, or give another folder with --save"
            raise UsageError("another search uses it", subject=str(folder), advice=advice) from None
        yield


def load(folder: Path, key: str) -> Progress:
    """What was done with these settings: nothing where a file is missing, damaged, or of others."""
    path = folder / NAME
    progress = Progress(path, key)
    try:
        written = json.loads(path.read_text("utf-8"))
        if (written["version"], written["key"]) == (_VERSION, key):
            progress.rounds = {int(n): _round(each) for n, each in written["rounds"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Progress(path, key)
    return progress


def _round(written: Mapping[str, Any]) -> DoneRound:
    return DoneRound(
        planned=int(written["planned"]),
        examples=int(written["examples"]),
        acted=int(written["acted"]),
        called=tuple(map(str, written["called"])),
        seen=tuple(tuple(map(str, each)) for each in written["seen"]),
    )


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all; raises ``UsageError`` where that is not possible."""
    try:
        _make(path.parent)
        state_folder.write(path, text, state_folder.mode_of(path))
    except OSError as error:
        raise UsageError(str(error.strerror), subject=str(path)) from None


def _make(folder: Path) -> None:
    """Make a folder; one within the state folder belongs to its owner only, as that does."""
    for each in (folder, *folder.parents):
        if each.name == state_folder.NAME:
            state_folder.make(each)
    state_folder.make(folder)
