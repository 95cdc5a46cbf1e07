"""The program of a process that runs scripts: jobs come on standard input, one at a time.

It ends with its input. Whatever else is printed goes to standard error.
"""

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress

import orjson

from cs_simulator.runtime.logs import log
from cs_simulator.server.scenario_runs import limits
from cs_simulator.server.scenario_runs.job import END, REFUSED, Job
from cs_simulator.server.script_process import execution

_LONGEST_JOB = 16 * 1_048_576


def main() -> None:
    """Do jobs until the input ends."""
    _bound_memory()
    asyncio.run(_serve(_writer()))


def _bound_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = limits.MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, limits.MEMORY_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _writer() -> Callable[[bytes], None]:
    """Writes lines to what was standard output, which is standard error from now on."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def write(line: bytes) -> None:
        with suppress(BrokenPipeError):  # nobody reads: the input ends, too
            output.write(line + b"\n")
            output.flush()

    return write


async def _serve(write: Callable[[bytes], None]) -> None:
    """Do one job after the other; the next line ends the job that is under way."""
    reader = asyncio.StreamReader(limit=_LONGEST_JOB)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    write(END)  # it is ready
    under_way: asyncio.Task[None] | None = None
    while line := await reader.readline():
        if under_way is not None:
            under_way.cancel()
            await asyncio.wait([under_way])
        job = orjson.loads(line) if line.strip() else None
        under_way = asyncio.create_task(_do(job, write)) if job else None


async def _do(job: Job, write: Callable[[bytes], None]) -> None:
    """Do a job, and say when it has ended, however it did."""
    try:
        await execution.execute(job, write)
    except execution.RefusedError as refused:
        write(REFUSED + b" " + orjson.dumps(refused.refusal))
    except Exception as problem:  # noqa: BLE001 - a job that breaks must not end the others
        log.exception("scenario.run_failed")
        message = f"the run broke: {problem or type(problem).__name__}; see the simulator's log"
        broken = execution.RefusedError("RunFailed", message, status=500)
        write(REFUSED + b" " + orjson.dumps(broken.refusal))
    finally:
        write(END)
