"""Repeating recorded calls: in this process, at the same virtual instants, on a new tenant."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.engine import expectation_check, scenario
from cs_simulator.engine.timeline import FOREVER, is_idle
from cs_simulator.kubernetes.expected_objects import objects_at
from cs_simulator.operations import Answer
from cs_simulator.runs.manual_clock import ManualClock
from cs_simulator.runs.recording import RecordedCall, Recording
from cs_simulator.runs.repeating import obstacle, request_of
from cs_simulator.runtime.settings import FIXED_START, MEMORY, Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.expectations.verdict import Verdict
from cs_simulator.scenarios.rules.fault_filter import FaultFilter

_IDS = ("cluster_id", "task_id")


class ReplayOptions(NamedTuple):
    """What the new tenant is made with; what is not given is as recorded."""

    seed: int | None = None
    scenario: str = ""
    """As JSON."""
    start: int | None = None
    name: str = ""
    """The name that the tenant had: it keys random draws together with the seed."""


class Difference(NamedTuple):
    """The first call that was answered differently."""

    call: RecordedCall
    what: str
    """``status``, ``code``, ``cluster_id`` or ``task_id``."""
    recorded: object
    again: object
    answer: str
    """The body of the answer this time."""


@dataclass(slots=True)
class ReplayResult:
    """How a recording was answered this time."""

    calls: int = 0
    """The number of calls that were repeated."""
    skipped: list[tuple[RecordedCall, str]] = field(default_factory=list)
    """The calls that could not be repeated, with the reason."""
    compares_ids: bool = False
    """Whether identifiers are compared: they are equal if seed and name are."""
    difference: Difference | None = None
    verdicts: Sequence[tuple[dict[str, Any], Verdict]] = ()
    """The scenario's expectations with their verdicts, if all calls were repeated."""


async def replay(
    recording: Recording, options: ReplayOptions, fault_filter: FaultFilter | None = None
) -> ReplayResult:
    """Repeat the calls until one is answered differently.

    With a filter, rules act where it allows them to; then all calls are repeated, whatever their
    answers, everything in progress comes to its end, and the expectations are checked. Raises
    :class:`UsageError` for a scenario whose fixtures do not fit together.
    """
    settings = Settings(
        db=MEMORY, clock="frozen", log_level="error", master_port="none", journal_limit=0,
        journal_size=0,
    )  # fmt: skip
    later = "" if options.scenario or not _began_later(recording) else recording.scenario
    spec = TenantSpec(
        origin=options.name or recording.origin or DEFAULT,
        seed=recording.seed if options.seed is None else options.seed,
        clock="frozen",
        start=_start(recording, options),
        scenario="" if later else options.scenario or recording.scenario,
    )
    async with Simulator.open(settings, ManualClock(FIXED_START).system_clock) as simulator:
        try:
            tenant = await simulator.lifecycle.make(DEFAULT, spec)
        except ValueError as error:
            raise UsageError(str(error), subject="--scenario: fixtures") from None
        tenant.world.fault_filter = fault_filter
        run = _Replay(simulator, tenant, recording, later)
        if fault_filter is None:
            return await run.until_different()
        return await run.until_idle()


def _began_later(recording: Recording) -> bool:
    """Whether calls were made before the recording's scenario was put in force."""
    return recording.began is not None and any(
        call.at < recording.began for call in recording.calls
    )


def _start(recording: Recording, options: ReplayOptions) -> int | None:
    """Where virtual time starts: as given, as the scenario says, or at the first call."""
    if options.start is not None:
        return options.start
    if options.scenario:
        clock = orjson.loads(options.scenario).get("clock") or {}
        if clock.get("start"):
            return None
    elif recording.began is not None and not _began_later(recording):
        return recording.began
    return min((call.at for call in recording.calls), default=FIXED_START)


class _Replay:
    def __init__(
        self, simulator: Simulator, tenant: Tenant, recording: Recording, later: str
    ) -> None:
        self._simulator, self._tenant, self._recording = simulator, tenant, recording
        self._later = later
        """The scenario that is still to be put in force between the calls, as JSON."""
        self._ids: dict[str, str] = {}
        """Identifiers of this run by the recorded ones."""
        self._result = ReplayResult()

    async def until_different(self) -> ReplayResult:
        """Repeat the calls until one is answered differently."""
        result = self._result
        for call in self._recording.calls:
            reason = obstacle(call)
            if reason:
                result.skipped.append((call, reason))
                continue
            result.difference = await self._repeat(call)
            result.calls += 1
            if result.difference:
                break
        return result

    async def until_idle(self) -> ReplayResult:
        """Repeat all calls, run everything in progress to its end, and check expectations."""
        for call in self._recording.calls:
            if not obstacle(call):
                await self._repeat(call)
                self._result.calls += 1
        world = self._tenant.world
        await self._simulator.advance(
            self._tenant, FOREVER, enough=lambda: is_idle(world), sets_clock=False
        )
        await self._simulator.flush(self._tenant)
        calls = await self._simulator.store.history.read(tables.CALL, self._tenant.number)
        found = objects_at(world, self._tenant.now(self._reading))
        self._result.verdicts = expectation_check.verified(world, calls, found)
        return self._result

    @property
    def _reading(self) -> float:
        return self._simulator.system_clock.monotonic()

    async def _repeat(self, call: RecordedCall) -> Difference | None:
        tenant, counts = self._tenant, self._tenant.world.counts
        began = self._recording.began
        if self._later and began is not None and call.at >= began:
            await self._begin_scenario(began)
        if call.at > tenant.now(self._reading):
            await self._simulator.advance(tenant, call.at)
        if call.number > counts["call"]:
            counts["call"] = call.number - 1  # so that it has the same request id
        request = request_of(call, self._ids)
        answer = await self._simulator.dispatcher.answer(tenant.name, request)
        if not self._result.calls:
            self._result.compares_ids = answer.request_id == call.request_id
        entry = await self._last_entry()
        self._learn_ids(call, entry)
        return self._difference(call, answer, entry)

    async def _begin_scenario(self, began: int) -> None:
        """Put the scenario in force at the instant at which it was put in force then."""
        source, self._later = orjson.loads(self._later), ""
        await self._simulator.advance(self._tenant, began)
        self._tenant.change_at_once(self._reading, lambda unit: scenario.begin(unit, source))

    async def _last_entry(self) -> CallEntry:
        """What the journal has of the last call."""
        await self._simulator.flush(self._tenant)
        history = self._simulator.store.history
        [entry] = await history.read(tables.CALL, self._tenant.number, last=1)
        return entry

    def _learn_ids(self, call: RecordedCall, entry: CallEntry) -> None:
        for name in _IDS:
            recorded, present = getattr(call, name), getattr(entry, name)
            if recorded and present:
                self._ids.setdefault(recorded, present)

    def _difference(
        self, call: RecordedCall, answer: Answer, entry: CallEntry
    ) -> Difference | None:
        compared = [("status", call.status, answer.status), ("code", call.code, answer.code)]
        if self._result.compares_ids and call.status:
            compared += [(name, getattr(call, name), getattr(entry, name)) for name in _IDS]
        for what, recorded, again in compared:
            if recorded != again:
                text = answer.body.decode("utf-8", "replace")
                return Difference(call, what, recorded, again, text)
        return None
