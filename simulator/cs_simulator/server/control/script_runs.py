"""``scenario/run`` and ``scenario/sweep``: run a scenario's own script, as an editor does.

The tenant has no part in it: runs begin with a world of their own, in virtual time. They are made
in other processes, so that no call waits for them; :mod:`cs_simulator.server.scenario_runs` bounds
them. Whoever closes the connection ends the run.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from functools import partial
from typing import Any, TypeVar

import orjson
from aiohttp import web

from cs_simulator.runtime.files import config_dir
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract import script_runs as contract
from cs_simulator.server.http.body import ClientGoneError
from cs_simulator.server.http.connection import Connection
from cs_simulator.server.scenario_runs import limits
from cs_simulator.server.scenario_runs.job import Job
from cs_simulator.server.scenario_runs.worker import Line, RunRefusedError
from cs_simulator.server.scenario_runs.workers import workers_of

T = TypeVar("T")

_GREATEST_SEED = 2**63
_FIRST, _LAST = 1, 50


@route(contract.RUN_SCENARIO)
async def run_scenario(call: ControlCall) -> web.Response:
    """Run the script of the scenario in ``text``, with its seed or another, beside all tenants."""
    seed = None if call.body.get("seed") is None else _seed(call, "seed", 0)
    lines = _lines(call, [seed], is_sweep=False)

    async def run() -> bytes:
        async with aclosing(lines):
            return (await anext(lines)).content

    try:
        return web.Response(body=await _unless_left(call, run), content_type="application/json")
    except RunRefusedError as refused:
        raise _refusal(refused) from None


@route(contract.SWEEP_SEEDS)
async def sweep_seeds(call: ControlCall) -> web.StreamResponse:
    """Run the script in ``text`` with the seeds ``first`` to ``last``; a line of JSON for each."""
    first, last = _seed(call, "first", _FIRST), _seed(call, "last", _LAST)
    if not 0 <= last - first < limits.SEEDS:
        raise ControlError(f"first to last: give at least one seed, and at most {limits.SEEDS:,}")
    lines = _lines(call, list(range(first, last + 1)), is_sweep=True)
    return await _unless_left(call, lambda: _stream(call, lines))


def _lines(
    call: ControlCall, seeds: list[int | None] | list[int], *, is_sweep: bool
) -> AsyncGenerator[Line, None]:
    text = call.body.get("text")
    if not isinstance(text, str):
        raise ControlError("text is the scenario, as YAML or JSON")
    folder = config_dir.scenarios_folder(call.simulator.settings.config_dir)
    job: Job = {"text": text, "user_folder": folder, "seeds": [*seeds], "is_sweep": is_sweep}
    return workers_of(call.simulator).lines(job)


async def _stream(call: ControlCall, lines: AsyncGenerator[Line, None]) -> web.StreamResponse:
    """Send each line when it is there; one that says why there are no more is an ``error``."""
    response = web.StreamResponse(headers={"Content-Type": contract.SWEEP_SEEDS.media_type})
    try:
        async with aclosing(lines):
            async for line in lines:
                if not response.prepared:
                    await response.prepare(call.request)
                await response.write(line.content + b"\n")
    except RunRefusedError as refused:
        if not response.prepared:
            raise _refusal(refused) from None
        error = {"code": refused.code, "message": refused.message}
        await response.write(orjson.dumps({"error": error}) + b"\n")
    await response.write_eof()
    return response


async def _unless_left(call: ControlCall, work: Callable[[], Awaitable[T]]) -> T:
    """What *work* returns; it is cancelled once the caller has closed the connection."""
    protocol = call.request.protocol
    task = asyncio.ensure_future(work())
    if isinstance(protocol, Connection):
        protocol.on_lost = partial(_cancel, task)
    if call.request.transport is None:
        task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        current = asyncio.current_task()
        if current is not None and current.cancelling():
            raise
        raise ClientGoneError from None
    finally:
        task.cancel()
        if isinstance(protocol, Connection):
            protocol.on_lost = None


def _cancel(task: "asyncio.Future[Any]") -> None:
    task.cancel()


def _refusal(refused: RunRefusedError) -> ControlError:
    error = ControlError(refused.message, status=refused.status, code=refused.code)
    if refused.problems:
        error.details["problems"] = refused.problems
    return error


def _seed(call: ControlCall, name: str, default: int) -> int:
    given = call.body.get(name, default)
    if type(given) is not int or not -_GREATEST_SEED < given < _GREATEST_SEED:
        raise ControlError(f"{name} is a whole number of at most 63 bits, not {given!r}")
    return given
