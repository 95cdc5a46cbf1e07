"""The stream of a watch: its lines as they are committed, until it ends.

Nothing is shown that a failed commit could undo. While the clock is polling, a watch that has sent
everything counts as looking again: time moves to the next change of what it is about.
"""

import asyncio
from contextlib import suppress
from math import inf
from typing import cast

from aiohttp import web

from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.errors import DamagedTenantError, TenantAwayError, UsageError
from cs_simulator.engine.poll_targets import objects_target
from cs_simulator.kubernetes.watching import Watch, WatchStart
from cs_simulator.operations import Answer
from cs_simulator.runtime.calls.looking import look_again
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.slices import TenantBeingDrainedError
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.http.connection import Connection
from cs_simulator.server.http.rendering import headers_of
from cs_simulator.server.http.resetting import reset
from cs_simulator.server.service_api.incoming import has_left
from cs_simulator.storage.errors import StorageError

# Real seconds between two bookmarks of a stream that has nothing else to say.
_BOOKMARK = 60.0

# What ends a stream: its reader or its tenant has gone, or what it is to send cannot be read.
_ENDS = (ConnectionError, UsageError, StorageError, DamagedTenantError, TenantAwayError)


async def stream(
    simulator: Simulator, request: web.Request, name: str, answer: Answer
) -> web.StreamResponse:
    """Send the answer to a watch, and then what happens, until it ends or its reader leaves."""
    response = web.StreamResponse(status=answer.status, headers=headers_of(answer))
    watch = Watch(cast("WatchStart", answer.watch), answer.watch_end)
    with simulator.watchers.watch(name, is_counted=False) as awake, suppress(*_ENDS):
        await response.prepare(request)  # at once: clients wait for the headers
        try:
            await response.write(b"".join(watch.start.first))
            await _Stream(simulator, request, name, watch).run(response, awake)
            if watch.is_reset and request.transport is not None:
                reset(request.transport)
        except _ENDS:
            raise
        except Exception:  # noqa: BLE001 - a part of the answer has left already
            log.exception("watch.broke")
            request.protocol.force_close()
    return response


class _Stream:
    """One reader's stream."""

    def __init__(self, simulator: Simulator, request: web.Request, name: str, watch: Watch) -> None:
        self._simulator = simulator
        self._request = request
        self._name = name
        self._watch = watch
        self._ends = asyncio.get_running_loop().time() + watch.start.timeout

    async def run(self, response: web.StreamResponse, awake: asyncio.Event) -> None:
        """Send what is committed, then wait for more."""
        if isinstance(self._request.protocol, Connection):
            self._request.protocol.on_lost = awake.set
        while not self._is_over:
            awake.clear()
            tenant = await self._simulator.tenants.find(self._name)
            if tenant is None:
                return
            await self._send_committed(response, tenant)
            if not self._is_over and not await self._look_again(tenant):
                await self._wait(response, awake, tenant)

    @property
    def _is_over(self) -> bool:
        """Whether nothing more is to be sent, or nobody is there to read it."""
        has_ended = asyncio.get_running_loop().time() >= self._ends
        is_left = self._simulator.watchers.is_closed or self._has_left()
        return self._watch.is_over or has_ended or is_left

    async def _send_committed(self, response: web.StreamResponse, tenant: Tenant) -> None:
        """Send what is committed and was not sent yet."""
        reading = tenant.last_used = self._simulator.system_clock.monotonic()  # it is not idle
        lines = self._watch.lines(tenant.world, tenant.kept_serial, tenant.now(reading))
        if lines:
            await response.write(b"".join(lines))

    async def _look_again(self, tenant: Tenant) -> bool:
        """Look again, if that moves time; returns whether it did."""
        if tenant.world.clock.mode is not ClockMode.POLLING:
            return False
        simulator, start = self._simulator, self._watch.start

        def look() -> bool:
            target = objects_target(tenant.world, start.cluster_id, start.kind.resource)
            return look_again(tenant, target, simulator.system_clock.monotonic())

        try:
            async with simulator.tenants.held(self._name) as tenant:
                has_moved = await simulator.slices.run(tenant, look, self._has_left)
                await simulator.keep(tenant)
        except TenantBeingDrainedError:
            return True  # there is another state to look at, in a moment
        return has_moved

    def _has_left(self) -> bool:
        return has_left(self._request)

    async def _wait(
        self, response: web.StreamResponse, awake: asyncio.Event, tenant: Tenant
    ) -> None:
        """Wait for something new; that nothing has come for long is said, if that was asked for."""
        left, early = self._ends - asyncio.get_running_loop().time(), self._until_early_end(tenant)
        try:
            async with asyncio.timeout(min(left, _BOOKMARK, early)):
                await awake.wait()
        except TimeoutError:
            if early > _BOOKMARK < left and self._watch.start.wants_bookmarks:
                await response.write(self._watch.bookmark())

    def _until_early_end(self, tenant: Tenant) -> float:
        """The real seconds until a rule ends the watch by the time, as far as time goes on."""
        ends, reading = self._watch.ends, self._simulator.system_clock.monotonic()
        left = None if ends is None else tenant.world.clock.real_seconds_until(ends, reading)
        return inf if left is None else left
