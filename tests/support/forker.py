"""A process that has loaded a program, and forks one for each command that is to run.

``python -P forker.py NUMBER PROGRAM`` serves the socket that has this number in it: for each byte
that comes with descriptors it forks a process, which becomes the command that they describe (see
:mod:`tests.support.forked`). It ends when the other end is closed. It has one thread, and has
neither opened nor written anything when it forks.

The programs are those of :data:`LOADED`: ``cs_simulator``, and ``pytest`` with the simulator's
plugin.
"""

import atexit
import contextlib
import fcntl
import gc
import io
import os
import pickle
import runpy
import select
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import types
from collections.abc import Callable, Iterator
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


def load_layers(*layers: str) -> None:
    """Import all modules of these layers of the simulator."""
    for layer in layers:
        package = import_module(f"cs_simulator.{layer}")
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(found.name)


def load_commands() -> None:
    """Import what commands import, and make what they make once: the checks of scenario files."""
    load_layers(*LAYERS)
    from cs_simulator.cli.scenario._files import checked
    from cs_simulator.runtime.files import scenario_library

    checked(scenario_library.shipped()[0])


def load_pytest() -> None:
    """Run pytest once, over nothing, and import in it what tests with the plugin import.

    It is pytest that loads plugins and their libraries, since it rewrites them while it does.
    """
    import pytest

    class Loading:
        def pytest_sessionstart(self) -> None:
            load_layers("pytest_plugin", "testing", "client", "server", "runtime")

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        options = ("-c", os.devnull, "--rootdir", folder, "--basetemp", f"{folder}/temp")
        loop = ("-o", "asyncio_default_fixture_loop_scope=function")
        pytest.main([*options, *loop, *LEAN, folder], plugins=[Loading()])


# Plugins of pytest that these runs do without, and that take half of their time: the simulator's
# own, and that of asyncio, stay.
LEAN = (
    *("-p", "no:cacheprovider", "-p", "no:schemathesis", "-p", "no:pytest_cov"),
    *("-p", "no:hypothesispytest", "-p", "no:aiohttp", "-p", "no:faker"),
)
LOADED: dict[str, Callable[[], None]] = {"cs_simulator": load_commands, "pytest": load_pytest}
"""What loads each of the programs."""


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
    if module == "cs_simulator":
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
    LOADED[sys.argv[2]]()
    gc.freeze()
    for request, given in requests(control):
        become(request, given)


PATH = list(sys.path)
if __name__ == "__main__":
    main()
