"""Which simulators run on this machine: what each says of itself, as long as it lives.

A server writes a file and holds a lock on it. The lock ends with the process, however that ends,
so a number that another process was given since is never mistaken for it; the instant at which the
process began tells it from one of the same number in another container. One file is in a folder of
the user, where all are listed; a server that ``start`` started has another in its own folder.
"""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from cs_simulator.runtime import run_lists, state_folder

_HAS_LOCKS = os.name == "posix"  # elsewhere nothing is said of what runs
if _HAS_LOCKS:
    import fcntl

_FILE, _TOKEN = "server.json", "token"
_ATTEMPTS, _PAUSE = 20, 0.005  # to lock a file that a reader looks at just now


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A simulator that runs."""

    pid: int
    began: str
    """When the process began, as the system says it."""
    url: str
    folder: str
    """The folder that it was started in."""
    command: str
    """``start`` or ``serve``."""
    database: str
    version: str
    replica: str = ""
    """What it is called among several behind a proxy; empty if it stands alone."""
    ports: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    """What whoever started it should know."""
    token_file: str = ""
    """The file with the token of its control plane; empty if it needs none."""

    @property
    def is_here(self) -> bool:
        """Whether its number is that of the same process for us, too."""
        return beginning_of(self.pid) == self.began

    @property
    def token(self) -> str:
        """The token of its control plane; empty if it needs none, or if it cannot be read."""
        try:
            return Path(self.token_file).read_text("utf-8").strip() if self.token_file else ""
        except OSError:
            return ""

    def __str__(self) -> str:
        replica = f"replica {self.replica}, " if self.replica else ""
        return f"{self.url} ({replica}process {self.pid}, {self.command} in {self.folder})"


@contextmanager
def announced(presence: Presence, token: str, folder: str = "") -> Iterator[None]:
    """Say what runs while the block does; also in a *folder* of its own, if there is one.

    A file that cannot be written is left out, and the server runs without it.
    """
    if not _HAS_LOCKS:
        yield
        return
    places = [Path(folder, _FILE)] if folder else []
    if listed := run_lists.own():
        places.append(listed / f"{presence.pid}.json")
    with ExitStack() as held:
        for place in places:
            with suppress(OSError):
                held.enter_context(_held(place, presence, token))
        yield


@contextmanager
def _held(place: Path, presence: Presence, token: str) -> Iterator[None]:
    token_file = place.with_name(_TOKEN) if place.name == _FILE else place.with_suffix(".token")
    said = asdict(presence) | {"token_file": str(token_file.absolute()) if token else ""}
    if not presence.replica:
        del said["replica"]  # earlier versions read the file, too, and know nothing of it
    with _locked(place) as file:
        if token:
            state_folder.write(token_file, f"{token}\n")
        else:
            token_file.unlink(missing_ok=True)
        file.truncate(0)
        file.write(json.dumps(said))
        file.flush()
        try:
            yield
        finally:
            _remove(place, token_file)


def _locked(place: Path) -> TextIO:
    """The file, locked. Readers lock it for a moment, or remove it if its writer is dead."""
    for _ in range(_ATTEMPTS):
        file = open(place, "a", encoding="utf-8", opener=_for_owner)  # noqa: SIM115 - returned
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(file.fileno()), place.stat()):
                return file
        file.close()
        time.sleep(_PAUSE)
    raise BlockingIOError


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _remove(*files: Path) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def announced_in(folder: Path) -> Presence | None:
    """The simulator that says in its own folder that it runs. Raises ``PermissionError``."""
    return _read(folder / _FILE)


def started_in(folder: Path) -> Presence | None:
    """The simulator that ``start`` started in a folder, if it still runs.

    Raises ``PermissionError`` for a folder of another user.
    """
    if found := announced_in(folder):
        return found
    here = place_of(folder.parent)
    return next(
        (one for one in all_running() if here and (one.command, one.folder) == ("start", here)),
        None,
    )


def of_folder(folder: Path) -> list[Presence]:
    """The simulators that were started in a folder: that of ``start``, else those of ``serve``.

    None of another container, which may have the folder, too: its address means another one here.

    Raises ``PermissionError`` for a folder of another user.
    """
    found = started_in(folder / state_folder.NAME)
    if found and found.is_here:
        return [found]
    here = place_of(folder)
    return [one for one in all_running() if here and one.folder == here]


def place_of(folder: Path) -> str:
    """Where a folder is; empty if it is the current one, and that was deleted."""
    try:
        return os.path.realpath(folder)
    except FileNotFoundError:
        return ""


def all_running() -> list[Presence]:
    """All simulators of this user on this machine, by process."""
    found: dict[int, Presence] = {}
    for folder in run_lists.existing():
        for place in sorted(folder.glob("*.json")):
            with suppress(OSError):
                one = _read(place, _remove_dead)
                if one and one.is_here:
                    found[one.pid] = one
    return [found[pid] for pid in sorted(found)]


def _remove_dead(place: Path) -> None:
    """Remove what a simulator left that was killed."""
    _remove(place.with_suffix(".token"), place)


def _keep_dead(place: Path) -> None:
    """Leave it: the next one started there writes it again."""


def _read(place: Path, on_dead: Callable[[Path], None] = _keep_dead) -> Presence | None:
    """What a file says, if whoever wrote it still holds it. Raises ``PermissionError``.

    While nobody holds it, *on_dead* is called.
    """
    if not _HAS_LOCKS:
        return None
    try:
        with place.open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                said = json.loads(file.read())
                lists = {name: tuple(said[name]) for name in ("ports", "notes")}
                return Presence(**said | lists)
            on_dead(place)
    except PermissionError:
        raise
    except (OSError, ValueError, TypeError, KeyError):
        pass  # not there, or being written
    return None


def beginning_of(pid: int) -> str:
    """The instant at which a process began, as the system says it; empty if there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        pass
    if Path("/proc/self/stat").exists():
        return ""
    command = ["ps", "-o", "lstart=", "-p", str(pid)]  # a system without /proc
    with suppress(OSError):
        ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        return ended.stdout.strip()
    return ""
