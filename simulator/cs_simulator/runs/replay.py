"""Running recorded calls again: in this process, at the same virtual instants, on a new tenant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from cs_simulator.catalog import errors
from cs_simulator.cluster_types import EXAMPLE_PASSWORD
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.records import tables
from cs_simulator.engine.redaction import REPLACED, is_secret
from cs_simulator.engine.timeline import FOREVER
from cs_simulator.operations import Incoming
from cs_simulator.runs.in_process import incoming
from cs_simulator.runs.manual_clock import ManualClock
from cs_simulator.runs.recording import RecordedCall, Recording
from cs_simulator.runtime.settings import FIXED_START, MEMORY, Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant

if TYPE_CHECKING:
    from cs_simulator.scenarios.expectations.judge import Verdict
    from cs_simulator.scenarios.rules.fault_filter import FaultFilter

# What anybody is refused without a signature being looked at.
_NOT_SIGNED = (errors.API_NOT_FOUND().code, errors.METHOD_NOT_SUPPORTED().code)


class Difference(NamedTuple):
    """The first thing that was otherwise."""

    call: RecordedCall
    what: str
    """``status``, ``code``, ``cluster_id`` or ``task_id``."""
    recorded: object
    again: object
    answer: str
    """What the call was answered with this time."""


@dataclass(slots=True)
class Replayed:
    """What came of running a record again."""

    calls: int = 0
    """How many were made again."""
    skipped: list[tuple[RecordedCall, str]] = field(default_factory=list)
    """Those that could not be, with the reason."""
    compares_ids: bool = False
    """Whether the seed is that of the record, so that identifiers must be equal too."""
    difference: Difference | None = None
    verdicts: "Sequence[tuple[dict[str, Any], Verdict]]" = ()
    """What the scenario expects, held against what was there in the end; with a sieve only."""


class Origin(NamedTuple):
    """What the new tenant is made with, in place of what the record tells of it."""

    seed: int | None = None
    scenario: str = ""
    """As JSON."""
    start: int | None = None
    name: str = ""
    """Keys its chance together with the seed."""


async def replay(
    record: Recording, origin: Origin, fault_filter: "FaultFilter | None" = None
) -> Replayed:
    """Make the calls again until one is answered otherwise.

    With a *sieve*, rules act as it lets them, and all calls are made whatever they are answered;
    then what is under way comes to its end. Raises :class:`UsageError` for a scenario whose
    fixtures     do not fit together.
    """
    settings = Settings(db=MEMORY, clock="frozen", log_level="error", master_port="none")
    later = "" if origin.scenario or not _came_later(record) else record.scenario
    spec = TenantSpec(
        origin=origin.name or record.origin or DEFAULT,
        seed=record.seed if origin.seed is None else origin.seed,
        clock="frozen",
        start=_start(record, origin),
        scenario="" if later else origin.scenario or record.scenario,
    )
    async with Simulator.open(settings, ManualClock(FIXED_START).system_clock) as simulator:
        try:
            tenant = await simulator.tenants.make(DEFAULT, spec)
        except ValueError as problem:
            raise UsageError(f"--scenario: fixtures: {problem}") from None
        tenant.world.fault_filter = fault_filter
        run = _Replay(simulator, tenant, later)
        return await (run.until_idle(record) if fault_filter else run.run(record))


def _came_later(record: Recording) -> bool:
    """Whether calls were made before the record's scenario was put in force."""
    return record.began is not None and any(each.at < record.began for each in record.calls)


def _start(record: Recording, origin: Origin) -> int | None:
    """Where time begins: as is said, as the scenario says, or at the first call."""
    if origin.start is not None:
        return origin.start
    if origin.scenario:
        clock = orjson.loads(origin.scenario).get("clock") or {}
        if clock.get("start"):
            return None
    elif record.began is not None and not _came_later(record):
        return record.began
    return min((each.at for each in record.calls), default=FIXED_START)


class _Replay:
    def __init__(self, simulator: Simulator, tenant: Tenant, later: str) -> None:
        self._simulator, self._tenant = simulator, tenant
        self._later = later
        """The scenario that was put in force between the calls, as JSON, until it is."""
        self._ids: dict[str, str] = {}
        """Identifiers of this run by those of the record, where they differ."""
        self._done = Replayed()

    async def run(self, record: Recording) -> Replayed:
        done = self._done
        for call in record.calls:
            reason = _unmakeable(call)
            if reason:
                done.skipped.append((call, reason))
                continue
            done.difference = await self._make(record, call)
            done.calls += 1
            if done.difference:
                break
        return done

    async def until_idle(self, record: Recording) -> Replayed:
        """Make all calls, and let everything come to its end."""
        from cs_simulator.engine import expectation_check  # there is a scenario, so it is loaded

        for call in record.calls:
            if not _unmakeable(call):
                await self._make(record, call)
        await self._simulator.advance(self._tenant, FOREVER, sets_clock=False)
        await self._simulator.flush(self._tenant)
        calls = await self._simulator.store.history.read(tables.CALL, self._tenant.number)
        self._done.verdicts = expectation_check.verified(self._tenant.world, calls)
        return self._done

    async def _put_in_force(self, began: int) -> None:
        """Put the scenario in force that came later, as of the instant at which it came."""
        from cs_simulator.engine import scenario

        written, self._later = orjson.loads(self._later), ""
        await self._simulator.advance(self._tenant, began)
        reading = self._simulator.system_clock.monotonic()
        self._tenant.change(reading, lambda unit: scenario.begin(unit, written))

    async def _make(self, record: Recording, call: RecordedCall) -> Difference | None:
        tenant, counts = self._tenant, self._tenant.world.counts
        if self._later and record.began is not None and call.at >= record.began:
            await self._put_in_force(record.began)
        if call.at > tenant.now(self._simulator.system_clock.monotonic()):
            await self._simulator.advance(tenant, call.at)
        if call.number > counts["call"]:
            counts["call"] = call.number - 1  # so that it has the same request id
        answer = await self._simulator.dispatcher.answer(tenant.name, self._incoming(call))
        if not self._done.calls:
            self._done.compares_ids = answer.request_id == call.request_id
        told = await self._told(call)
        for what, recorded, again in (
            ("status", call.status, answer.status),
            ("code", call.code, answer.code),
            *((name, getattr(call, name), told.get(name, "")) for name in self._ids_meant(call)),
        ):
            if recorded != again:
                text = answer.body.decode("utf-8", "replace")
                return Difference(call, what, recorded, again, text)
        return None

    def _ids_meant(self, call: RecordedCall) -> tuple[str, ...]:
        return ("cluster_id", "task_id") if self._done.compares_ids and call.status else ()

    async def _told(self, call: RecordedCall) -> dict[str, str]:
        """The identifiers that the journal has of the call now; the record's lead to them."""
        tenant = self._tenant
        await self._simulator.flush(tenant)
        [last] = await self._simulator.store.history.read(tables.CALL, tenant.number, last=1)
        for name in ("cluster_id", "task_id"):
            recorded, again = getattr(call, name), getattr(last, name)
            if recorded and again:
                self._ids.setdefault(recorded, again)
        return {"cluster_id": last.cluster_id, "task_id": last.task_id}

    def _incoming(self, call: RecordedCall) -> Incoming:
        target, body = self._here(call.target), _with_secrets(call.body)
        if isinstance(body, str):
            kind = {"content-type": "application/x-www-form-urlencoded"}
            return incoming(call.method, target, self._here(body).encode(), kind)
        raw = None if body is None else self._here(orjson.dumps(body).decode()).encode()
        return incoming(call.method, target, raw)

    def _here(self, text: str) -> str:
        """A text with the identifiers of this run for those of the record."""
        for recorded, again in self._ids.items():
            text = text.replace(recorded, again)
        return text


def _unmakeable(call: RecordedCall) -> str:
    """Why a call cannot be made again; empty if it can."""
    if REPLACED in call.target.partition("?")[0]:
        return "its path held a secret, which the journal does not keep"
    if isinstance(call.body, str) and call.body.endswith("bytes that could not be read)"):
        return "its body could not be read, and was not kept"
    if not call.operation and call.code not in _NOT_SIGNED:
        return "the gateway refused it, and signatures are not kept"
    return ""


def _with_secrets(value: Any) -> Any:
    """A body with a password that is valid in the place of each that was not kept."""
    if isinstance(value, str):
        return value.replace(f"password={REPLACED}", f"password={EXAMPLE_PASSWORD}")
    if isinstance(value, list):
        return [_with_secrets(each) if isinstance(each, Mapping | list) else each for each in value]
    if not isinstance(value, Mapping):
        return value
    return {
        name: EXAMPLE_PASSWORD
        if inner == REPLACED and is_secret(name)
        else _with_secrets(inner)
        if isinstance(inner, dict | list)
        else inner
        for name, inner in value.items()
    }
