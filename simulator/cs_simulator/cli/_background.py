"""The simulator that ``start`` runs in the background of the current folder.

Its address, its log and its token are in ``.cs-simulator/``. It is known by a lock that it holds
(see :mod:`cs_simulator.runtime.presence`), never by its number alone.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from cs_simulator.runtime import presence, state_folder
from cs_simulator.runtime.presence import Presence

FOLDER = Path(state_folder.NAME)
LOG_FILE, ENDPOINT_FILE = FOLDER / "server.log", FOLDER / "endpoint"
_CHANGE_FILE = FOLDER / "change.lock"
PATIENCE = 30.0  # seconds that a start or a stop may take
_LAST = 2.0  # seconds after which a process that was to end is killed
_PAUSE = 0.05


class BackgroundError(Exception):
    """It cannot be started, stopped or seen; the text says why."""


def running() -> Presence | None:
    """The simulator that was started in this folder, if it still runs.

    Raises :class:`BackgroundError` where that cannot be seen.
    """
    try:
        return presence.started_in(FOLDER)
    except PermissionError:
        _refuse_folder()


@contextmanager
def changing() -> Iterator[None]:
    """Let no other start or stop be under way in this folder meanwhile.

    Raises :class:`BackgroundError`.
    """
    try:
        state_folder.make(FOLDER)
        file = _CHANGE_FILE.open("a")
    except PermissionError:
        _refuse_folder()
    except OSError as error:
        raise BackgroundError(f"{FOLDER}: {error.strerror}; start it in another folder") from None
    with file:
        deadline = time.monotonic() + PATIENCE
        while not _is_locked(file.fileno()):
            if time.monotonic() > deadline:
                raise BackgroundError("another start or stop is under way in this folder")
            time.sleep(_PAUSE)
        yield


def _is_locked(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _refuse_folder() -> NoReturn:
    """Say that the folder is another user's, or may not be written to."""
    try:
        owner = FOLDER.stat().st_uid
    except OSError:
        owner = os.getuid()
    if owner != os.getuid():
        raise BackgroundError(
            f"{FOLDER} belongs to the user {_name_of(owner)}: only that user sees what was started"
            " there; go to a folder of your own"
        ) from None
    raise BackgroundError(
        f"{FOLDER}: permission denied; go to a folder that you may write to"
    ) from None


def _name_of(user: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def launch(
    options: Sequence[str], variables: Mapping[str, str], patience: float = PATIENCE
) -> Presence:
    """Start ``serve`` with more variables in its environment; returns it once it is ready.

    It may take *patience* seconds. Raises :class:`BackgroundError`. To be called within
    :func:`changing`.
    """
    command = [sys.executable, "-m", "cs_simulator", "serve", f"--endpoint-file={ENDPOINT_FILE}"]
    try:
        ENDPOINT_FILE.unlink(missing_ok=True)
        log = os.open(LOG_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        known = LOG_FILE.stat().st_size
    except OSError as error:
        raise BackgroundError(f"{error.filename or LOG_FILE}: {error.strerror}") from None
    try:
        process = subprocess.Popen(  # noqa: S603 - this program, with the caller's own options
            [*command, *options, f"--started-in={FOLDER}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **variables},
            start_new_session=True,
        )
    finally:
        os.close(log)
    try:
        return _ready(process, known, patience)
    except BaseException:
        _end_child(process)
        raise


def _ready(process: "subprocess.Popen[bytes]", known: int, patience: float) -> Presence:
    deadline = time.monotonic() + patience
    while True:
        found = presence.announced_in(FOLDER)
        if found is not None and found.pid == process.pid:
            return found
        if process.poll() is not None:
            raise BackgroundError(_last_line_of_log(known) or f"it ended with {process.returncode}")
        if time.monotonic() > deadline:
            raise BackgroundError(f"it is not ready after {patience:g} s; see {LOG_FILE}")
        time.sleep(_PAUSE)


def _end_child(process: "subprocess.Popen[bytes]") -> None:
    """End a process that nobody would find again."""
    process.terminate()
    try:
        process.wait(_LAST)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_line_of_log(known: int) -> str:
    """The last line that was written after the first *known* bytes."""
    with LOG_FILE.open("rb") as log:
        log.seek(known)
        lines = log.read().decode("utf-8", "replace").split("\n")
    written = [line for line in lines if line.strip()]
    return written[-1].removeprefix("cs-simulator: ") if written else ""


def end(simulator: Presence) -> None:
    """Send a simulator SIGTERM, and wait for its end; raises :class:`BackgroundError`."""
    if not simulator.is_here:
        raise BackgroundError(
            f"it runs in another container or on another machine, as process {simulator.pid} there"
        )
    try:
        os.kill(simulator.pid, signal.SIGTERM)
    except ProcessLookupError:
        return
    except PermissionError:
        raise BackgroundError(f"process {simulator.pid} is another user's") from None
    deadline = time.monotonic() + PATIENCE
    while _runs(simulator):
        if time.monotonic() > deadline:
            raise BackgroundError(
                f"process {simulator.pid} has not ended yet (--shutdown-delay and hooks take their"
                f" time); kill -9 {simulator.pid} ends it, and what was answered is kept"
            )
        time.sleep(_PAUSE)


def _runs(simulator: Presence) -> bool:
    found = presence.started_in(FOLDER)
    return found is not None and found.pid == simulator.pid
