"""A tenant in memory: its world, what of it is not yet kept, and the calls that are run on it.

A call is run in one go, without an await between reading and writing: no locks, and no half-done
state for others to see.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from cs_simulator.catalog import errors
from cs_simulator.domain import ids
from cs_simulator.domain.clock import Clock, ClockMode
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import as_exact_text
from cs_simulator.domain.records import CallEntry, Decision
from cs_simulator.engine import polling, redaction, timeline
from cs_simulator.engine.fault_decisions import Fired
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations import (
    Answer,
    Call,
    Deferred,
    ErrorKeys,
    Incoming,
    Operation,
    Reply,
    known_routes,
    refusal,
    routes,
)
from cs_simulator.runtime.calls.fault_injection import (
    AdmittedCall,
    AnsweredByRuleError,
    FaultInjector,
    PastStates,
    told,
)
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.scenarios.rules.effects import Effect, TransportFault
from cs_simulator.storage.changes import Changes, TenantRow

if TYPE_CHECKING:
    from cs_simulator.signing.policies import Policy

T = TypeVar("T")

# Longer answers (lists of thousands of clusters) are cut in the journal: it is read by people.
ANSWER_LIMIT = 16_384


@dataclass(slots=True)
class Outcome:
    """What became of a call: its answer, or what must be asked elsewhere to have one."""

    answer: Answer | None
    later: Deferred | None
    entry: dict[str, Any]
    is_write: bool
    after: Effect | None = None
    """What a rule does to the answer once it is kept."""


# Paths of clusters and tasks are asked for again and again; longer ones are not remembered.
_LONGEST_KNOWN_PATH = 100


@lru_cache(maxsize=4096)
def _known(method: str, raw_path: str) -> tuple[Operation, Mapping[str, str]] | None:
    return routes().find(method, raw_path) or known_routes().find(method, raw_path)


def _find(incoming: Incoming) -> tuple[Operation, Mapping[str, str]] | None:
    find = _known if len(incoming.raw_path) <= _LONGEST_KNOWN_PATH else _known.__wrapped__
    return find(incoming.method, incoming.raw_path)


def _route(incoming: Incoming) -> tuple[Operation, Mapping[str, str]]:
    """The operation that is called; raises what the gateway has against the call."""
    if incoming.refused is not None:
        raise incoming.refused
    found = _find(incoming)
    if found is not None:
        return found
    methods = routes().methods(incoming.raw_path) or known_routes().methods(incoming.raw_path)
    if methods:
        raise errors.METHOD_NOT_SUPPORTED("method", f"this path answers to {', '.join(methods)}")
    raise errors.API_NOT_FOUND()


def _spoiling(fired: Sequence[Fired]) -> Effect | None:
    """What a rule that acted before the answer was there does to it: cut it, mislabel it."""
    return next((each.act for each in fired if isinstance(each.act, TransportFault)), None)


def _check_policy(
    policy: "Policy | None", operation: Operation, parameters: Mapping[str, str]
) -> None:
    """Refuse what the signer's policies do not allow (reference: swarm-api §2.1)."""
    if policy is None:
        return
    cluster_id = parameters.get("cluster_id", "*").lower()
    actions = [f"cs:{name}" for name in (operation.ram_action, operation.name) if name]
    policy.check(actions, f"acs:cs:*:*:cluster/{cluster_id}")


def _kept_answer(answer: Answer, operation: Operation | None) -> str:
    """The answer as the journal keeps it: nothing of a good one that holds secrets."""
    if operation and operation.is_secret and not answer.code:
        return redaction.REPLACED
    return answer.body[:ANSWER_LIMIT].decode("utf-8", "replace")


class Tenant:
    """One isolated world and what surrounds it in memory."""

    def __init__(
        self,
        *,
        number: int,
        name: str,
        world: World,
        error_keys: ErrorKeys,
        journal: str,
        spec: TenantSpec | None = None,
        expires: int = 0,
        counts: Metrics | None = None,
    ) -> None:
        self.number = number
        self.name = name
        self.world = world
        self.spec = spec or TenantSpec()
        self.expires = expires
        """The real instant at which the tenant goes; 0 for never."""
        self.changes = Changes()
        self.has_changes = False
        """Whether something other than the journal is waiting to be kept."""
        self.settled: asyncio.Future[None] | None = None
        """Done once everything that callers may have seen is kept."""
        self.is_lost = False
        """Whether a failed commit made this object worthless: the store has the truth."""
        self.internal_errors = 0
        self.used = 0.0
        """The monotonic reading of the last call."""
        self.memory = PastStates()
        self._counts = counts or Metrics()
        self.error_keys = error_keys
        self._journal = journal

    # ---- time

    def now(self, reading: float) -> int:
        """The tenant's virtual instant."""
        return self.world.clock.now(reading)

    def catch_up(self, reading: float) -> int:
        """Run everything that is due; gives the virtual instant."""
        now = self.now(reading)
        while timeline.has_due(self.world, now):
            self.run(now, now)
        return now

    def run(self, now: int, until: int, enough: Callable[[], bool] | None = None) -> timeline.Run:
        """Run one unit of the timeline, from *now*, and keep what it changed."""
        ran = self.run_unit(now, lambda unit: timeline.run(unit, until, enough=enough))
        self._counts.steps += ran.steps
        return ran

    def change(self, reading: float, work: Callable[[Unit], T]) -> T:
        """Run some work in a unit at the present instant, and keep what it changed."""
        return self.run_unit(self.catch_up(reading), work)

    def set_clock(self, clock: Clock) -> None:
        """Give the tenant another clock."""
        self.world.clock = clock
        self.has_changes = True

    # ---- calls

    def request_id(self) -> str:
        """The id of the next call: every call has its own."""
        counts = self.world.counts
        counts["call"] += 1
        return ids.request_id(self.world.requests.chance(counts["call"]))

    def admit(self, incoming: Incoming, reading: float) -> AdmittedCall | None:
        """Ask the scenario about a call before anything is done."""
        now = self.catch_up(reading)  # rules may come and go by the timeline
        rules = self.world.rules
        if incoming.refused or rules is None or "admit" not in rules.phases:
            return None
        found = _find(incoming)
        if found is None:
            return None
        operation, parameters = found
        request_id, serial = self.request_id(), self.world.counts["call"]
        misfortune = FaultInjector(self, Call(incoming, request_id, parameters, operation), [])
        misfortune.ask("admit", now)
        fired = misfortune.fired
        return AdmittedCall(request_id, serial, fired[0] if fired else None)

    def perform(
        self, incoming: Incoming, reading: float, admission: AdmittedCall | None = None
    ) -> Outcome:
        """Answer one call: run what is due, find the operation, run it in a unit of work."""
        self.used = reading
        request_id = admission.request_id if admission else self.request_id()
        serial = admission.serial if admission else self.world.counts["call"]
        entry: dict[str, Any] = {"serial": serial, "request_id": request_id}
        entry["faults"] = fired = [admission.fired] if admission and admission.fired else []
        after = None
        try:
            operation, parameters = _route(incoming)
            entry["operation"] = operation
            _check_policy(incoming.policy, operation, parameters)
            call = Call(incoming, request_id, parameters, operation)
            misfortune = FaultInjector(self, call, fired) if self.world.scenario else None
            reply = self._run_operation(operation, call, reading, misfortune)
            if misfortune:
                after = misfortune.ask("reply", self.catch_up(reading)) or _spoiling(fired)
        except ApiError as error:
            answer = refusal(error, request_id, self.error_keys)
            return Outcome(answer, None, entry, is_write=False)
        except AnsweredByRuleError as told_by:
            answer = told(told_by.act, request_id, self.error_keys)
            return Outcome(answer, None, entry, is_write=False)
        except Exception:  # noqa: BLE001 - the one place that answers for the unexpected
            return Outcome(self.internal_error(request_id), None, entry, is_write=False)
        if isinstance(reply, Deferred):
            return Outcome(None, reply, entry, is_write=False, after=after)
        return Outcome(self.good_answer(reply, entry), None, entry, operation.is_write, after)

    def _run_operation(
        self, operation: Operation, call: Call, reading: float, misfortune: FaultInjector | None
    ) -> Reply | Deferred:
        now = self.catch_up(reading)
        look = operation.look(self.world, call) if self._is_polled and operation.look else None
        if look:
            now = self._jump(look, now, reading)
        handle = partial(operation.handle, call)
        reply = misfortune.run(now, handle) if misfortune else self.run_unit(now, handle)
        if look:
            polling.remember(self.world, look)
        return reply

    def run_unit(self, now: int, work: Callable[[Unit], T]) -> T:
        """Run some work in a unit: return keeps what it changed, raise puts it back."""
        unit = Unit(self.world, now)
        try:
            outcome = work(unit)
        except BaseException:
            unit.rollback()
            raise
        if not unit.is_empty:
            self.take(unit)
        return outcome

    @property
    def _is_polled(self) -> bool:
        return self.world.clock.mode is ClockMode.POLLING

    def _jump(self, look: polling.PollTarget, now: int, reading: float) -> int:
        unit = Unit(self.world, now)
        if not polling.jump(unit, look):
            return now
        self.take(unit)
        self.set_clock(self.world.clock.at(unit.now, reading))
        return self.now(reading)

    def good_answer(self, reply: Reply, entry: dict[str, Any]) -> Answer:
        """The answer of a reply; what the reply says of itself goes into the journal's entry."""
        entry["cluster_id"], entry["task_id"] = reply.cluster_id, reply.task_id
        entry["unread"] = " ".join(reply.unread)
        return Answer(
            status=reply.status, body=orjson.dumps(reply.body), request_id=entry["request_id"]
        )

    def internal_error(self, request_id: str) -> Answer:
        """The answer to what must not happen; it is logged with its traceback, and counted."""
        self.internal_errors += 1
        log.exception("call.broke", request_id=request_id, tenant=self.name)
        return refusal(errors.INTERNAL_ERROR(), request_id, self.error_keys)

    def write_down(
        self, incoming: Incoming, outcome: Outcome, answer: Answer, reading: float, duration: int
    ) -> None:
        """Add the call to the journal, without its secrets."""
        if self._journal == "none" or (self._journal == "writes" and incoming.method == "GET"):
            return
        entry, operation = outcome.entry, outcome.entry.get("operation")
        self.changes.entries.append(
            CallEntry(
                serial=entry["serial"],
                request_id=entry["request_id"],
                at=self.now(reading),
                received=incoming.received,
                duration=duration,
                operation=operation.name if operation else "",
                method=incoming.method,
                target=redaction.target(incoming.target, operation.path if operation else ""),
                body=redaction.body(incoming.body, incoming.content_type),
                status=answer.status,
                code=answer.code,
                answer=_kept_answer(answer, operation),
                cluster_id=entry.get("cluster_id", ""),
                task_id=entry.get("task_id", ""),
                unread=entry.get("unread", ""),
                faults=" ".join(f"{each.rule}:{each.kind}" for each in entry["faults"]),
                retry_after=int(dict(answer.headers).get("Retry-After", 0)),
            )
        )

    # ---- keeping

    def take(self, unit: Unit) -> None:
        """Note what a unit changed, for the next group commit."""
        changes = self.changes
        passed: set[tuple[str, Any]] = set()
        for table, key, old in unit.changes():
            new = table.get_own(key)
            if new is not None:
                changes.put(table.name, new, is_new=old is None)
            elif old is None:
                passed.add((table.name, key))  # came and went within the unit
            elif (table.name, key) not in passed:
                changes.drop(table.name, old)
        changes.entries.extend(unit.lines)
        if self.world.scenario is not None:
            self.memory.remember(self.world, unit)
            self._counts.faults.update(
                (line.rule, line.kind)
                for line in unit.lines
                if isinstance(line, Decision) and line.outcome == "fired"
            )
        self.has_changes = True

    def head(self, reading: float) -> TenantRow:
        """The tenant's own row, as of now."""
        world = self.world
        return TenantRow(
            number=self.number,
            name=self.name,
            origin=world.origin,
            seed=world.seed,
            clock_mode=world.clock.mode.value,
            clock_rate=world.clock.rate,
            now=self.now(reading),
            counts=orjson.dumps(world.counts).decode(),
            spec=self.spec.text(),
            last_seen=orjson.dumps(world.last_seen).decode() if world.last_seen else "{}",
            expires=self.expires,
        )

    def describe_now(self, reading: float) -> str:
        """The virtual instant as a text, for people and logs."""
        return as_exact_text(self.now(reading))
