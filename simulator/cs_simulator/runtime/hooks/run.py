"""Hooks: the programs of ``--config-dir``, run before the start, once it answers, and at the end.

They run one after the other, in the order of their names, and what they write goes to the log line
by line. Loaded only where there is such a folder.
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

# What lies beside hooks for them to read. A mounted ConfigMap may make every file executable.
DATA = (".json", ".yaml", ".yml", ".md", ".txt")
SHELL = "/bin/sh"
LAST = "shutdown.d"


class Hooks:
    """The hooks of a folder; *stop* cuts them short."""

    def __init__(self, folder: str, seconds: float, stop: asyncio.Event) -> None:
        self._folder = folder
        self._seconds = seconds
        self._stop = stop
        self._children: list[Child] = []

    def close(self) -> None:
        """Listen no longer to what hooks left running."""
        for child in self._children:
            child.close()

    async def run(self, moment: str, variables: Mapping[str, str]) -> None:
        """Run the hooks of a moment with some more variables, until one fails or all must stop.

        Raises :class:`HookError`; but those of ``shutdown.d`` are all run, and the log tells.
        """
        found = in_folder(config_dir.hooks(self._folder, moment))
        running = asyncio.create_task(self._run_all(found, variables))
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not running.done():
            log.warning("hooks.cut_short", hooks=moment)
            running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    async def _run_all(self, found: Sequence[Path], variables: Mapping[str, str]) -> None:
        for path in found:
            try:
                await self._run(path, variables)
            except HookError as problem:
                if path.parent.name != LAST:
                    raise
                log.error("hook.failed", hook=_name(path), problem=str(problem))

    async def _run(self, path: Path, variables: Mapping[str, str]) -> None:
        name = _name(path)
        said = _Said(name, variables)
        log.info("hook.started", hook=name)
        try:
            async with asyncio.timeout(self._seconds):
                child = await Child.start(_command(path), {**os.environ, **variables}, said.tell)
                self._children.append(child)
                code = await child.end()
        except TimeoutError:
            raise HookError(
                f"hook {name} was ended: it takes longer than --hook-timeout {self._seconds:g}"
            ) from None
        except OSError as problem:
            raise HookError(f"hook {name} cannot be run: {problem.strerror}") from None
        if code:
            raise HookError(f"hook {name} ended with exit code {code}{said.at_last}")
        log.info("hook.ended", hook=name)


class _Said:
    """What a hook writes, told line by line."""

    def __init__(self, name: str, variables: Mapping[str, str]) -> None:
        self._name = name
        self._secret = variables.get(ENVIRONMENT_PREFIX + "CONTROL_TOKEN", "")
        self._last = ""

    @property
    def at_last(self) -> str:
        """Its last line, as the end of a sentence."""
        return f": {self._last[:200]}" if self._last else ""

    def tell(self, stream: str, raw: bytes) -> None:
        """Log one line; the control plane's token is no part of a log."""
        line = raw.decode("utf-8", "replace").rstrip()
        if self._secret:
            line = line.replace(self._secret, "***")
        if line:
            self._last = line
            log.info("hook.wrote", hook=self._name, stream=stream, line=line)


def in_folder(folder: Path) -> list[Path]:
    """The hooks of a folder, in the order of their names; what cannot be run is told in the log."""
    if not folder.is_dir():
        return []
    meant = [each for each in sorted(folder.iterdir()) if each.is_file() and not _is_beside(each)]
    for each in meant:
        if not _can_run(each):
            log.warning("hook.passed_over", hook=_name(each), is_executable=False)
    return [each for each in meant if _can_run(each)]


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _is_beside(path: Path) -> bool:
    """Whether a file is not meant to be run: data, what is hidden, an editor's copy."""
    return path.name.startswith(".") or path.name.endswith("~") or path.suffix in DATA


def _can_run(path: Path) -> bool:
    return path.suffix == ".sh" or os.access(path, os.X_OK)


def _command(path: Path) -> list[str]:
    """How to run a hook: by itself, but the shell reads a script that cannot be run so."""
    runs_by_itself = os.access(path, os.X_OK) and (
        path.suffix != ".sh" or path.read_bytes().startswith(b"#!")
    )
    return [str(path)] if runs_by_itself else [SHELL, str(path)]
