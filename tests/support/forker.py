"""A process that has loaded the simulator, and forks one for each command that is to run.

``python -P forker.py NUMBER`` serves the socket that has this number in it: for each byte that
comes with descriptors it forks a process, which becomes the command that they describe (see
:mod:`tests.support.forked`). It ends when the other end is closed. It has one thread, and has
neither opened nor written anything when it forks.
"""

import atexit
import fcntl
import gc
import os
import pickle
import runpy
import select
import socket
import struct
import subprocess
import sys
import termios
import threading
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import walk_packages
from typing import IO, Any, NoReturn, TextIO

LAYERS = ("cli", "server", "runtime", "storage", "operations", "cluster_types", "scenarios", "runs")
NUMBER = struct.Struct("=i")
"""How process ids and the statuses of waitpid are written."""


@dataclass
class Children:
    """The processes that still run: what becomes readable when one ends, and who waits for it."""

    poll: select.poll = field(default_factory=select.poll)
    waiting: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, pid: int, answers: int) -> None:
        """Say its number, and watch for its end."""
        end = os.pidfd_open(pid)
        self.waiting[end] = (pid, answers)
        self.poll.register(end, select.POLLIN)
        _write(answers, pid)

    def ended(self, end: int) -> None:
        """Say how it has ended."""
        pid, answers = self.waiting.pop(end)
        self.poll.unregister(end)
        _, status = os.waitpid(pid, 0)
        _write(answers, status)
        os.close(answers)
        os.close(end)


def _write(answers: int, number: int) -> None:
    try:
        os.write(answers, NUMBER.pack(number))
    except BrokenPipeError:  # nobody waits for it any more
        return


def load() -> None:
    """Import what commands import, and make what they make once: the checks of scenario files."""
    for layer in LAYERS:
        package = import_module(f"cs_simulator.{layer}")
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(found.name)
    from cs_simulator.cli.scenario._files import checked
    from cs_simulator.runtime.files import scenario_library

    checked(scenario_library.shipped()[0])
    gc.freeze()


def requests(control: socket.socket) -> Iterator[tuple[dict[str, Any], list[int]]]:
    """In the process that is forked for it, the request and its descriptors; nothing here."""
    children = Children()
    children.poll.register(control, select.POLLIN)
    while True:
        try:
            events = children.poll.poll()
        except KeyboardInterrupt:  # Ctrl-C comes to all processes of a terminal
            return
        for ready, _ in events:
            if ready != control.fileno():
                children.ended(ready)
                continue
            message, descriptors, *_ = socket.recv_fds(control, 1, 5)
            if not message:
                return
            answers, *given = descriptors
            with open(answers, "rb", closefd=False) as opened:
                request = pickle.load(opened)
            pid = os.fork()
            if pid == 0:
                control.detach()
                yield request, given
                return
            for descriptor in given:
                os.close(descriptor)
            children.add(pid, answers)


def become(request: dict[str, Any], given: list[int]) -> NoReturn:
    """Be the process that would be started for this command, to its end."""
    *streams, folder = given
    os.fchdir(folder)
    os.umask(request["umask"])
    if request["start_new_session"]:
        os.setsid()
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    if request["start_new_session"] and os.isatty(0):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # what Ctrl-C comes from
    os.environ.clear()
    os.environ.update(request["env"])
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = _stream(getattr(sys, name), mode)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    _, option, module, *words = request["args"]
    sys.orig_argv = request["args"]
    sys.argv = [option, *words]
    sys.path[:] = [os.getcwd(), *PATH]
    sys.modules["__main__"] = types.ModuleType("__main__")
    subprocess.Popen = Child  # type: ignore[misc]
    try:
        runpy._run_module_as_main(module)  # type: ignore[attr-defined]  # what Python does for -m
    except SystemExit as ending:
        _end(ending)
    _end(SystemExit())


def _stream(old: TextIO, mode: str) -> IO[Any]:
    """A stream as Python makes it when it starts."""
    number, is_for_errors = old.fileno(), old.name == "<stderr>"
    return open(
        number, mode, 1 if is_for_errors or os.isatty(number) else -1,
        encoding=old.encoding, errors=old.errors, newline="\n", closefd=False,
    )  # fmt: skip


def _end(ending: SystemExit) -> NoReturn:
    """End as Python does, but leave memory as it is: to clear it takes longer than a command."""
    if not isinstance(ending.code, int | None):
        raise ending
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        raise ending from None
    os._exit(ending.code or 0)


class Child(subprocess.Popen[Any]):
    """What a command starts: forked if it is a command of the simulator, and else started."""

    def _execute_child(self, *arguments: Any) -> None:
        (args, _, _, _, _, _, env, _, _, _, *pipes) = arguments
        stdin, _, _, stdout, _, stderr, _, _, _, _, _, start_new_session, _ = pipes
        if list(args[:3]) != [sys.executable, "-m", "cs_simulator"] or threading.active_count() > 1:
            super()._execute_child(*arguments)  # type: ignore[misc]
            return
        self.pid = os.fork()
        if self.pid == 0:
            request = {
                "args": list(args), "env": dict(env), "umask": umask(),
                "start_new_session": start_new_session,
            }  # fmt: skip
            try:
                become(request, [stdin, stdout, stderr, os.open(".", os.O_RDONLY)])
            except BaseException:  # noqa: BLE001 - what called this is another process's
                sys.excepthook(*sys.exc_info())
                os._exit(1)
        self._child_created = True
        self._close_pipe_fds(*pipes[:6])  # type: ignore[attr-defined]


def umask() -> int:
    """The process's mask of the modes of files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def main() -> None:
    """Fork until the other end is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    load()
    for request, given in requests(control):
        become(request, given)


PATH = list(sys.path)
if __name__ == "__main__":
    main()
