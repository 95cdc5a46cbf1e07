"""One process that runs scripts, as the server sees it."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self, cast

import orjson

import cs_simulator
from cs_simulator.server.scenario_runs import limits
from cs_simulator.server.scenario_runs.job import END, REFUSED, Job, Refusal

# Not -m: of the current folder no module is loaded, unless the package itself is there.
_PROGRAM = (
    "import sys; sys.path.append(sys.argv[1]);"
    " from cs_simulator.server.script_process.child import main; main()"
)
_ROOT = str(Path(cs_simulator.__file__).parents[1])
# Real seconds in which a job that nobody waits for must end; else its process is killed.
_PATIENCE = 1.0
# Real seconds that its start may take, on a machine that has much else to do.
_START_SECONDS = 60.0


class RunRefusedError(Exception):
    """A run did not come to its end; the text says why."""

    def __init__(
        self, status: int, code: str, message: str, problems: Sequence[dict[str, object]] = ()
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.problems = problems
        """What is wrong with the scenario, if that is why."""


class Line(NamedTuple):
    """What a process says about a job."""

    kind: bytes
    content: bytes
    """JSON."""


class Worker:
    """A process that does one job at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._input = cast("asyncio.StreamWriter", process.stdin)
        self._output = cast("asyncio.StreamReader", process.stdout)
        self.is_busy = False
        """Whether it has not said that its last job has ended."""

    @classmethod
    async def start(cls) -> Self:
        """Start a process, and wait until it is ready.

        Raises ``OSError`` if there can be none, and :class:`RunRefusedError` if it ends at once.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-c", _PROGRAM, _ROOT,
            stdin=PIPE, stdout=PIPE, start_new_session=True, limit=2 * limits.ANSWER_BYTES,
        )  # fmt: skip
        worker = cls(process)
        try:
            async with asyncio.timeout(_START_SECONDS):
                await worker._line()
        except BaseException:
            await worker.end()
            raise
        return worker

    @property
    def has_ended(self) -> bool:
        """Whether the process is no more."""
        return self._process.returncode is not None

    async def lines(self, job: Job, seconds: float) -> AsyncGenerator[Line, None]:
        """Do a job; each result comes as soon as it is there, within so many real seconds.

        Raises :class:`RunRefusedError` for what is not run, or not to its end.
        """
        self.is_busy = True
        await self._send(orjson.dumps(job))
        while True:
            line = await self._timely_line(seconds)
            if line.kind == END:
                return
            if line.kind == REFUSED:
                refusal: Refusal = orjson.loads(line.content)
                raise RunRefusedError(**refusal)
            yield line

    async def settle(self) -> None:
        """End the job that is under way, if there is one; kills the process if it does not end."""
        if not self.is_busy or self.has_ended:
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._send(b"")
                while (await self._line()).kind != END:
                    pass
        except (TimeoutError, RunRefusedError):
            await self.end()

    def kill(self) -> None:
        """Kill the process, whatever it does."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """Kill the process, and wait for its end."""
        self.kill()
        await self._process.communicate()

    async def _send(self, line: bytes) -> None:
        with suppress(ConnectionError):  # reading finds out that it has ended
            self._input.write(line + b"\n")
            await self._input.drain()

    async def _timely_line(self, seconds: float) -> Line:
        try:
            async with asyncio.timeout(seconds):
                return await self._line()
        except TimeoutError:
            reason = f"the run takes longer than {seconds:g} s of real time;"
            raise RunRefusedError(409, "RunTooLarge", f"{reason} {limits.INSTEAD}") from None

    async def _line(self) -> Line:
        line = await self._output.readline()
        if not line.endswith(b"\n"):
            code = await self._process.wait()
            message = f"the process of the run ended with {code}; see the simulator's log"
            raise RunRefusedError(500, "RunFailed", message)
        kind, _, content = line.rstrip(b"\n").partition(b" ")
        self.is_busy = kind != END
        return Line(kind, content)
