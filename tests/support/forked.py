"""Commands of the simulator in processes that are forked instead of started.

To start Python and to import the simulator takes up to two seconds, and a test run does it
thousands of times. So there is one process beside this one that has imported it once
(:mod:`tests.support.forker`); what is forked from it is a process of its own, with the arguments,
the environment, the folder and the streams that are given here. Whatever must start for real is
started with :mod:`subprocess`.
"""

import atexit
import os
import pickle
import socket
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.forker import NUMBER, umask

FORKER = Path(__file__).with_name("forker.py")
PROGRAM = [sys.executable, "-m", "cs_simulator"]
PYTEST = [sys.executable, "-m", "pytest"]
PROGRAMS = (PROGRAM, PYTEST)
# Variables that Python and its libraries read when they start.
AT_START = ("PYTHON", "LC_", "LANG", "TZ", "LD_", "MALLOC_", "OPENSSL_")
# Arguments of Popen that are heeded; those that say how to read and write are for Popen itself.
HEEDED = {"cwd", "env", "start_new_session", "stdin", "stdout", "stderr"}
READING = {"bufsize", "text", "encoding", "errors", "universal_newlines"}


class Forker:
    """The process that forks commands of a program: ``cs_simulator`` or ``pytest``."""

    def __init__(self, program: str) -> None:
        mine, theirs = socket.socketpair()
        self.variables = at_start(os.environ)
        self._control = mine
        self._lock = threading.Lock()
        # What this run of pytest was given is not for the one that is loaded.
        others = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(FORKER), str(theirs.fileno()), program],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=others,
            )  # fmt: skip
        atexit.register(self.end)

    def fork(self, request: dict[str, Any], descriptors: list[int]) -> tuple[int, socket.socket]:
        """A process for the request, and what says how it ends."""
        mine, theirs = socket.socketpair()
        with theirs, self._lock:
            socket.send_fds(self._control, [b"x"], [theirs.fileno(), *descriptors])
        mine.sendall(pickle.dumps(request))
        return _number(mine), mine

    def end(self) -> None:
        """End it; what it has forked goes on."""
        self._control.close()
        self._process.wait()


forker = cache(Forker)


def at_start(variables: Any) -> dict[str, str]:
    """Those of the environment variables that matter when a process starts.

    Of ``CI`` it matters whether it is set: Hypothesis then draws the same in every run.
    """
    found = {name: text for name, text in variables.items() if name.startswith(AT_START)}
    return {**found, "CI": "set"} if "CI" in variables else found


def _number(answers: socket.socket) -> int:
    raw = answers.recv(NUMBER.size)
    if not raw:
        raise ChildProcessError("the process that forks has ended")
    number: int = NUMBER.unpack(raw)[0]
    return number


class Forked(subprocess.Popen[Any]):
    """A process that is forked, with all that Popen offers."""

    _ended: socket.socket

    def _execute_child(self, args: list[str], executable: object, *rest: Any) -> None:
        (_, _, _, cwd, env, _, _, _, *pipes) = rest
        (stdin, _, _, stdout, _, stderr, _, _, _, _, _, start_new_session, _) = pipes
        given = enumerate((stdin, stdout, stderr))
        streams = [number if descriptor == -1 else descriptor for number, descriptor in given]
        request = {
            "args": args,
            "env": dict(os.environ if env is None else env),
            "umask": umask(),
            "start_new_session": start_new_session,
        }
        folder = os.open(cwd or ".", os.O_RDONLY | os.O_DIRECTORY)
        try:
            self.pid, self._ended = forker(args[2]).fork(request, [*streams, folder])
        finally:
            os.close(folder)
        self._child_created = True
        self._close_pipe_fds(*pipes[:6])  # type: ignore[attr-defined]

    def _try_wait(self, flags: int) -> tuple[int, int]:
        self._ended.setblocking(not flags & os.WNOHANG)
        try:
            status = _number(self._ended)
        except BlockingIOError:
            return 0, 0
        self._ended.close()
        return self.pid, status

    def _internal_poll(self, *_: object, **__: object) -> int | None:
        lock = self._waitpid_lock  # type: ignore[attr-defined]
        if self.returncode is None and lock.acquire(blocking=False):
            try:
                pid, status = self._try_wait(os.WNOHANG)
                if pid:
                    self._handle_exitstatus(status)  # type: ignore[attr-defined]
            finally:
                lock.release()
        return self.returncode


def can_be_forked(args: list[str], how: dict[str, Any]) -> bool:
    """Whether Popen's arguments are those of a command that can be forked on this system."""
    return (
        hasattr(os, "pidfd_open")
        and args[:3] in PROGRAMS
        and how.keys() <= HEEDED | READING
        and at_start(how.get("env") or os.environ) == forker(args[2]).variables
    )


def popen(args: list[str], **how: Any) -> "subprocess.Popen[Any]":
    """What ``subprocess.Popen`` makes: forked if that can be, and else started."""
    return (Forked if can_be_forked(args, how) else subprocess.Popen)(args, **how)


def run(
    args: list[str],
    *,
    capture_output: bool = False,
    check: bool = False,
    timeout: float | None = None,
    **how: Any,
) -> "subprocess.CompletedProcess[Any]":
    """What ``subprocess.run`` does, without input for the command: see :func:`popen`."""
    if capture_output:
        how.update(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with popen(args, **how) as process:
        try:
            output, errors = process.communicate(timeout=timeout)
        except BaseException:
            process.kill()
            raise
    ended = subprocess.CompletedProcess(args, process.returncode, output, errors)
    if check:
        ended.check_returncode()
    return ended
