"""What a tenant's scenario does to one call: asked phase by phase, and kept as it is decided.

A call without a scenario never comes here.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import fault_decisions
from cs_simulator.engine.fault_decisions import Fired
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations import Answer, Call, Deferred, ErrorKeys, Reply, refusal
from cs_simulator.scenarios.rules.effects import (
    DeliverTwice,
    Effect,
    FakeSuccess,
    Phase,
    ReadFromPast,
    Refuse,
    Respond,
    TransportFault,
)
from cs_simulator.scenarios.rules.matching import MatchContext

if TYPE_CHECKING:
    from cs_simulator.runtime.tenants.tenant import Tenant

# What is remembered for reads that look back: more than any client does within the lag of a test.
MOST_REMEMBERED = 10_000

Run = Callable[[Unit], Reply | Deferred]


class AdmittedCall(NamedTuple):
    """A call that the scenario was asked about before anything was done."""

    request_id: str
    serial: int
    fired: Fired | None


class AnsweredByRuleError(Exception):
    """A rule answers in the operation's place."""

    def __init__(self, act: Effect) -> None:
        super().__init__("told")
        self.act = act


class FaultInjector:
    """One call under the rules of a scenario; ``fired`` are those that acted, in order."""

    def __init__(self, tenant: "Tenant", call: Call, fired: list[Fired]) -> None:
        self._tenant = tenant
        self._call = call
        self._body: Any = None
        self._is_read = False
        self.fired = fired

    def ask(self, phase: Phase, now: int) -> Effect | None:
        """What a rule does in that phase; what was counted is kept in any case."""
        if not self._is_worth_asking(phase):
            return None
        unit = Unit(self._tenant.world, now)
        fired = fault_decisions.ask(unit, phase, self._subject(now))
        if not unit.is_empty:
            self._tenant.take(unit)
        if fired is None:
            return None
        self.fired.append(fired)
        return fired.act

    def _is_worth_asking(self, phase: Phase) -> bool:
        rules = self._tenant.world.rules
        return rules is not None and rules.may_match(phase, self._call.operation.name, self._name)

    def run(self, now: int, handle: Run) -> Reply | Deferred:
        """Run the operation as the rules have it: refused, behind, twice, or only for show."""
        for each in self.fired:  # what was decided when the call was admitted
            answer_at_once(each.act)
        if self._call.operation.is_write:
            return self._write(now, handle)
        act = self.ask("read", now)
        answer_at_once(act)
        if isinstance(act, ReadFromPast):
            with self._tenant.memory.as_it_was(self.fired[-1].rule, act, now):
                return handle(Unit(self._tenant.world, now))
        return self._tenant.run_unit(now, handle)

    def _write(self, now: int, handle: Run) -> Reply | Deferred:
        if not self._is_worth_asking("apply"):
            return self._tenant.run_unit(now, handle)
        self._undone(now, handle)  # what is wrong with the request is said before rules are asked
        act = self.ask("apply", now)
        answer_at_once(act)
        match act:
            case FakeSuccess():
                return self._undone(now, handle, gives_ids=True)
            case DeliverTwice(told):
                return self._twice(now, handle, told)
        return self._tenant.run_unit(now, handle)

    def _twice(self, now: int, handle: Run, told: str) -> Reply | Deferred:
        first = self._tenant.run_unit(now, handle)
        if told == "second":
            return self._tenant.run_unit(now, handle)
        with suppress(ApiError):  # the answer to the second delivery is lost
            self._tenant.run_unit(now, handle)
        return first

    def _undone(self, now: int, handle: Run, *, gives_ids: bool = False) -> Reply | Deferred:
        """Run the operation and put everything back; ids that were told are never given again."""
        world = self._tenant.world
        unit = Unit(world, now)
        try:
            reply, counts = handle(unit), dict(world.counts)
        finally:
            unit.rollback()
        if gives_ids:
            world.counts.update(counts)
            self._tenant.has_changes = True
        return reply

    # ---- the call as rules are asked about it

    def _subject(self, now: int) -> MatchContext:
        world, call = self._tenant.world, self._call
        incoming, parameters = call.incoming, call.parameters
        given, cluster = self._given(), _cluster(world, parameters)
        switch = world.vswitches.get(str(given.get("vswitch_id", "")))
        region = incoming.query.get("RegionId") or incoming.region_header
        return MatchContext(
            now=now,
            operation=call.operation.name,
            account=world.name,
            region_id=cluster.region_id if cluster else region or world.options.default_region,
            zone_id=cluster.zone_id if cluster else (switch.zone_id if switch else ""),
            instance_type=cluster.instance_type if cluster else str(given.get("instance_type", "")),
            cluster=cluster.name if cluster else str(given.get("name", "")),
            state=cluster.state.value if cluster else "",
            cluster_id=cluster.cluster_id if cluster else "",
            task_id=parameters.get("task_id", ""),
            headers=incoming.headers,
            query=incoming.query,
            body=self._body,
            request_id=call.request_id,
        )

    def _name(self) -> str:
        """The name of the cluster that the call is about."""
        cluster = _cluster(self._tenant.world, self._call.parameters)
        return cluster.name if cluster else str(self._given().get("name", ""))

    def _given(self) -> dict[str, Any]:
        """The body, if it is an object."""
        if not self._is_read:
            self._body, self._is_read = _json(self._call.incoming.body), True
        return self._body if isinstance(self._body, dict) else {}


def answer_at_once(act: Effect | None) -> None:
    """Answer in the operation's place, where the rule does."""
    match act:
        case Refuse(error, message, headers):
            raise ApiError(error, message, headers=headers)
        case Respond() | TransportFault("reset" | "empty" | "hang"):
            raise AnsweredByRuleError(act)


def told(act: Effect, request_id: str, keys: ErrorKeys) -> Answer:
    """The answer that a rule gives in the operation's place."""
    if isinstance(act, Respond):
        code = "(told)" if act.status >= HTTPStatus.BAD_REQUEST else ""
        return Answer(act.status, act.body, request_id, code, act.content_type, act.headers)
    return afterwards(act, refusal(errors.INTERNAL_ERROR(), request_id, keys), keys)


def afterwards(act: Effect, answer: Answer, keys: ErrorKeys) -> Answer:
    """The answer as a rule has it told once everything is kept."""
    match act:
        case Refuse(error, message, headers):
            return refusal(ApiError(error, message, headers=headers), answer.request_id, keys)
        case TransportFault("reset" | "empty" | "hang" as how):
            return answer._replace(status=0, code=f"({how})", body=b"", conduct=act)
        case TransportFault():
            return answer._replace(conduct=act)
    return answer


def _cluster(world: World, parameters: Mapping[str, str]) -> Cluster | None:
    """The cluster that a call is about, by its own id or by that of its task."""
    cluster_id = parameters.get("cluster_id", "").lower()
    if not cluster_id and (task := world.tasks.get(parameters.get("task_id", ""))):
        cluster_id = task.cluster_id
    return world.clusters.get(cluster_id)


def _json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw) if raw else None
    except orjson.JSONDecodeError:
        return None


class PastStates:
    """What a world was before its last changes, for reads that are behind."""

    def __init__(self) -> None:
        self._past: list[tuple[int, list[Any], dict[str, int]]] = []

    def remember(self, world: World, unit: Unit) -> None:
        """Note what a unit changed, if a rule looks back."""
        rules = world.rules
        if rules is None or not rules.looks_back:
            self._past.clear()
            return
        seen_as_written = [each for each in unit.changes() if each[0] is not world.rule_counters]
        if not seen_as_written:
            return
        self._past.append((unit.now, seen_as_written, {}))
        oldest = unit.now - rules.looks_back
        while self._past and (self._past[0][0] < oldest or len(self._past) > MOST_REMEMBERED):
            del self._past[0]

    @contextmanager
    def as_it_was(self, rule: str, lag: ReadFromPast, now: int) -> Iterator[None]:
        """While the block runs, the world is what it was; it may be read only."""
        undone: list[Any] = []
        for at, changes, seen in reversed(self._past):
            if not self._is_unseen(rule, lag, now, at, seen):
                break
            for table, key, old in reversed(changes):
                undone.append((table, key, table.set(key, old)))
        try:
            yield
        finally:
            for table, key, new in reversed(undone):
                table.set(key, new)

    @staticmethod
    def _is_unseen(rule: str, lag: ReadFromPast, now: int, at: int, seen: dict[str, int]) -> bool:
        if lag.virtual:
            return at > now - lag.virtual
        seen[rule] = seen.get(rule, 0) + 1
        return seen[rule] <= lag.reads
