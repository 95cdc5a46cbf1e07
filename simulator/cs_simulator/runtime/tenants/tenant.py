"""A tenant in memory: its world, and what of it is not yet committed.

Whatever changes the world is run here, in a unit of work, in one go: without an await between
reading and writing there are no locks, and no half-done state for others to see.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import orjson

from cs_simulator.domain import ids
from cs_simulator.domain.clock import Clock
from cs_simulator.domain.records import Decision
from cs_simulator.engine import polling, timeline
from cs_simulator.engine.past_states import PastStates
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.tenants import allowance
from cs_simulator.runtime.tenants.allowance import Allowance
from cs_simulator.runtime.tenants.behind import BehindError
from cs_simulator.runtime.tenants.in_use import InUse
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.storage.changes import Changes, Clearing, TenantRow

T = TypeVar("T")


class Tenant(InUse):
    """One isolated world and what surrounds it in memory."""

    def __init__(
        self,
        *,
        number: int,
        name: str,
        world: World,
        spec: TenantSpec | None = None,
        expires: int = 0,
        metrics: Metrics | None = None,
    ) -> None:
        super().__init__()
        self.number = number
        self.name = name
        self.world = world
        self.spec = spec or TenantSpec()
        self._spec_text = self.spec.text()  # it never changes, and is part of every commit
        self.expires = expires
        """The real instant at which the tenant is deleted; 0 for never."""
        self.kept_clock = world.clock
        """The clock as it was committed last; before the first commit, as it began."""
        self.kept_serial = 0
        """The last serial of its world that is committed: those who watch see no later change."""
        self.calls_before = 0
        """How many calls there were before a reset that is not committed yet."""
        self.changes = Changes()
        self.has_changes = False
        """Whether something other than entries of the journal waits for a commit."""
        self.commit_done: asyncio.Event | None = None
        """Set once the commit of everything that callers may have seen has succeeded or failed."""
        self.allowance: Allowance = allowance.NONE
        """What callers may be shown until the next commit."""
        self.next_allowance: Allowance = allowance.NONE
        """The same, once the row that was made last is committed."""
        self.is_stale = False
        """Whether this object must no longer be used, since the store has another state."""
        self.why_stale = ""
        """Why its changes could not be committed, if that is why it is stale."""
        self.is_blank = False
        """Whether the store has something of the tenant that is not in this object's world."""
        self.last_used = 0.0
        """The monotonic reading of the last call."""
        self.is_behind = False
        """Whether more is due, or must be run for a jump, than one unit of work was enough for."""
        self._out_of_reach: dict[str, object] = {}
        """By what was polled, where the timeline stood when no change of that was found."""
        self.past_states = PastStates()
        self._metrics = metrics or Metrics()

    @property
    def internal_errors(self) -> int:
        """How often the simulator itself failed this tenant, in the life of the process."""
        return self._metrics.internal_errors[self.name]

    def count_internal_error(self) -> None:
        """Count a failure of the simulator itself."""
        self._metrics.internal_errors[self.name] += 1

    def begin_anew(self, world: World, clearing: Clearing) -> World:
        """Replace the world; the next commit clears what there was. Returns the world before."""
        self.changes, self.has_changes = Changes(clearing=clearing), True
        self.past_states, self.is_behind = PastStates(), False
        self._out_of_reach.clear()
        self.calls_before = self.world.counts["call"]
        before, self.world = self.world, world
        before.kubernetes = None  # see `let_go`
        return before

    def let_go(self) -> None:
        """Take apart what keeps itself in memory; to be called when the tenant is dropped from it.

        What follows a world knows it, and the world knows that; a server seldom searches for such
        circles.
        """
        self.world.kubernetes = None

    # ---- time

    def now(self, reading: float) -> int:
        """The tenant's virtual instant."""
        return self.world.clock.now(reading)

    def set_clock(self, clock: Clock) -> None:
        """Give the tenant another clock."""
        self.world.clock = clock
        self.has_changes = True

    def catch_up(self, reading: float) -> int:
        """Run everything that is due; returns the virtual instant.

        Raises :class:`BehindError` where that is more than one unit of work: what was run is kept,
        and :mod:`cs_simulator.runtime.slices` runs the rest with others in between.
        """
        now = self.now(reading)
        if self.is_behind:
            raise BehindError(self.name, 0)
        if timeline.has_due(self.world, now) and not (run := self.run(now, now)).is_done:
            raise self._behind(run.steps)
        return now

    def catch_up_again(self, reading: float) -> int:
        """Run one more unit of what is due, after :meth:`catch_up` has raised."""
        self.is_behind = False
        return self.catch_up(reading)

    def catch_up_at_once(self, reading: float) -> int:
        """Run everything that is due, however much it is; returns the virtual instant."""
        now = self.now(reading)
        while timeline.has_due(self.world, now):
            self.run(now, now)
        return now

    def run(self, now: int, until: int, enough: Callable[[], bool] | None = None) -> timeline.Run:
        """Run one unit of the timeline, from *now*, and collect what it changed."""
        ran = self.run_unit(now, lambda unit: timeline.run(unit, until, enough=enough))
        self._metrics.steps += ran.steps
        return ran

    def jump(self, polled: PollTarget, now: int, reading: float) -> int:
        """Move the clock to the next change of what is polled, if it was seen as it is now.

        Returns the virtual instant, moved or not. Raises :class:`BehindError` where more than one
        unit of work is needed: what was run is kept.
        """
        upcoming = self.world.next_due()
        place = (self.world.counts["serial"], now, upcoming and (upcoming.due, upcoming.serial))
        if self._out_of_reach.get(polled.name) == place:
            return now
        unit = Unit(self.world, now)
        jump = polling.jump(unit, polled)
        if jump is polling.Jump.OUT_OF_REACH:
            unit.rollback()
            self._out_of_reach[polled.name] = place
        if jump in (polling.Jump.OUT_OF_REACH, polling.Jump.NOT_NEEDED):
            return now
        self.collect_changes(unit)
        self.set_clock(self.world.clock.at(unit.now, reading))
        if jump is polling.Jump.UNFINISHED:
            raise self._behind(timeline.STEPS_IN_A_UNIT)
        return self.now(reading)

    def _behind(self, steps: int) -> "BehindError":
        self.is_behind = True
        return BehindError(self.name, steps)

    # ---- units of work

    def run_unit(self, now: int, work: Callable[[Unit], T]) -> T:
        """Run some work in a unit: return collects what it changed, raise rolls that back."""
        unit = Unit(self.world, now)
        try:
            outcome = work(unit)
            if self.world.kubernetes is not None:
                self.world.kubernetes.follow(unit)
        except BaseException:
            unit.rollback()
            raise
        if not unit.is_empty:
            self.collect_changes(unit)
        return outcome

    def change(self, reading: float, work: Callable[[Unit], T]) -> T:
        """Run some work in a unit at the present instant, after everything that is due.

        Raises :class:`BehindError`, before anything is done, as :meth:`catch_up` does.
        """
        return self.run_unit(self.catch_up(reading), work)

    def change_at_once(self, reading: float, work: Callable[[Unit], T]) -> T:
        """Run some work as :meth:`change` does, however much is due before it."""
        return self.run_unit(self.catch_up_at_once(reading), work)

    def next_request_id(self) -> str:
        """The id of the next call: every call has its own, whether it changes anything or not."""
        counts = self.world.counts
        counts["call"] += 1
        return ids.request_id(self.world.requests.chance(counts["call"]))

    def note_cleared(self) -> None:
        """Note that the journal is cleared: it has no longer all calls since the beginning."""
        self.world.counts.update(cleared=self.world.counts["call"], dropped=0, dropped_calls=0)
        self.has_changes = True

    def note_dropped(self, last: int, calls: int) -> None:
        """Note that the oldest calls of the journal are dropped, up to the number *last*."""
        counts = self.world.counts
        counts["dropped"] = max(counts["dropped"], last)
        counts["dropped_calls"] += calls
        self.has_changes = True

    # ---- what is to be committed

    def collect_changes(self, unit: Unit) -> None:
        """Add what a unit changed to what the next group commit writes."""
        changes = self.changes
        for table, records in unit.before.items():
            for key, old in records.items():
                new = table.get_own(key)
                is_other = old is None or new is None or new.serial != old.serial
                if old is not None and is_other:  # another record may have its key by now
                    changes.drop(table.name, old)
                if new is not None:
                    changes.put(table.name, new, is_new=is_other)
        changes.entries.extend(unit.lines)
        if unit.object_changes and self.world.kubernetes is not None:
            self.world.kubernetes.collect(unit.object_changes)
        if self.world.scenario is not None:
            self.past_states.remember(self.world, unit)
            self._metrics.faults.update(
                (line.rule, line.kind)
                for line in unit.lines
                if isinstance(line, Decision) and line.outcome == "fired"
            )
        self.has_changes = True

    def row(self, reading: float, boot: str = "", *, is_last: bool = False) -> TenantRow:
        """The tenant's own row in the store, as of now.

        It allows for what will be shown until the next one, unless it *is_last*. *boot* names the
        boot of the machine that the reading belongs to.
        """
        world = self.world
        clock, now, calls = world.clock, self.now(reading), world.counts["call"]
        ahead = Allowance(calls, reading) if is_last else allowance.allow(calls, clock, reading)
        self.next_allowance = ahead
        return TenantRow(
            number=self.number,
            name=self.name,
            origin=world.origin,
            seed=world.seed,
            clock_mode=clock.mode.value,
            clock_rate=clock.rate,
            clock_interval=clock.interval,
            now=now,
            counts=orjson.dumps(world.counts).decode(),
            spec=self._spec_text,
            last_seen=orjson.dumps(world.last_seen).decode() if world.last_seen else "{}",
            expires=self.expires,
            calls_allowed=ahead.calls,
            now_allowed=clock.now(ahead.until),
            reading=reading,
            boot=boot,
        )
