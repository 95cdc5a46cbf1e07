"""Hooks: programs of ``--config-dir``, run before the start, once the server answers, at the end.

They run one after the other, in the order of their names, and their output is logged line by line.
Loaded only with ``--config-dir``.
"""

import asyncio
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cs_simulator.domain.errors import HookError
from cs_simulator.runtime.files import config_dir
from cs_simulator.runtime.hooks.child_processes import Child
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX

# Files beside the hooks for them to read: a mounted ConfigMap may make every file executable.
DATA = (".json", ".yaml", ".yml", ".md", ".txt")
SHELL = "/bin/sh"
LAST = "shutdown.d"


class Hooks:
    """The hooks of a folder, each with a time limit in real seconds; *stop* ends them early."""

    def __init__(self, folder: str, seconds: float, stop: asyncio.Event) -> None:
        self._folder = folder
        self._seconds = seconds
        self._stop = stop
        self._children: list[Child] = []

    def close(self) -> None:
        """Stop reading the output of processes that hooks left running."""
        for child in self._children:
            child.close()

    async def run(self, moment: str, variables: Mapping[str, str]) -> None:
        """Run the hooks of a moment with additional environment variables.

        Raises :class:`HookError` for the first that fails; those of ``shutdown.d`` are all run, and
        failures are logged.
        """
        hooks = in_folder(config_dir.hooks_folder(self._folder, moment))
        running = asyncio.create_task(self._run_all(hooks, variables))
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not running.done():
            log.warning("hooks.cut_short", hooks=moment)
            running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    async def _run_all(self, hooks: Sequence[Path], variables: Mapping[str, str]) -> None:
        for path in hooks:
            try:
                await self._run(path, variables)
            except HookError as problem:
                if path.parent.name != LAST:
                    raise
                log.error("hook.failed", hook=_name(path), problem=str(problem))

    async def _run(self, path: Path, variables: Mapping[str, str]) -> None:
        name = _name(path)
        output = _Output(name, variables)
        log.info("hook.started", hook=name)
        try:
            async with asyncio.timeout(self._seconds):
                child = await Child.start(_command(path), {**os.environ, **variables}, output.log)
                self._children.append(child)
                code = await child.wait()
        except TimeoutError:
            raise HookError(
                f"hook {name} was ended: it takes longer than --hook-timeout {self._seconds:g}"
            ) from None
        except OSError as problem:
            raise HookError(f"hook {name} cannot be run: {problem.strerror}") from None
        if code:
            raise HookError(f"hook {name} ended with exit code {code}{output.conclusion}")
        log.info("hook.ended", hook=name)


class _Output:
    """The output of a hook, logged line by line."""

    def __init__(self, name: str, variables: Mapping[str, str]) -> None:
        self._name = name
        self._secret = variables.get(ENVIRONMENT_PREFIX + "CONTROL_TOKEN", "")
        self._last = ""

    @property
    def conclusion(self) -> str:
        """The last line, as the end of a sentence."""
        return f": {self._last[:200]}" if self._last else ""

    def log(self, stream: str, raw: bytes) -> None:
        """Log one line, without the control plane's token."""
        line = raw.decode("utf-8", "replace").rstrip()
        if self._secret:
            line = line.replace(self._secret, "***")
        if line:
            self._last = line
            log.info("hook.wrote", hook=self._name, stream=stream, line=line)


def in_folder(folder: Path) -> list[Path]:
    """The hooks of a folder, in the order of their names; files that cannot be run are logged."""
    if not folder.is_dir():
        return []
    hooks = [path for path in sorted(folder.iterdir()) if path.is_file() and not _is_data(path)]
    for path in hooks:
        if not _can_run(path):
            log.warning("hook.passed_over", hook=_name(path), is_executable=False)
    return [path for path in hooks if _can_run(path)]


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _is_data(path: Path) -> bool:
    """Whether a file is no hook: data, a hidden file, an editor's copy."""
    return path.name.startswith(".") or path.name.endswith("~") or path.suffix in DATA


def _can_run(path: Path) -> bool:
    return path.suffix == ".sh" or os.access(path, os.X_OK)


def _command(path: Path) -> list[str]:
    """The command line of a hook; a script that is not executable is run by the shell."""
    runs_by_itself = os.access(path, os.X_OK) and (
        path.suffix != ".sh" or path.read_bytes().startswith(b"#!")
    )
    return [str(path)] if runs_by_itself else [SHELL, str(path)]
