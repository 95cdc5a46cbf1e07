"""What a scenario does to one call: its rules are asked phase by phase.

========  ==========================  ========================================================
phase     when                        effects
========  ==========================  ========================================================
admit     before anything is done     refuse, respond, break the connection, wait
apply     while a write is decided    the same but waiting; fake a success, deliver twice
read      while a read is decided     the same but waiting; show the past
reply     once the work is done       refuse, break or spoil the response, wait
========  ==========================  ========================================================

Who waits and who breaks connections: see :mod:`cs_simulator.scenarios.rules.effects`. A call of a
tenant without a scenario does not come here.
"""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Protocol, TypeVar

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.engine import fault_decisions
from cs_simulator.engine.considered_rules import ConsideredRules
from cs_simulator.engine.past_states import PastStates
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._answers import Answer, ErrorKeys, refusal
from cs_simulator.operations._match_context import CallContext
from cs_simulator.operations._operation import Call, Deferred, Reply
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

T = TypeVar("T")

Handle = Callable[[Unit], Reply | Deferred]
"""An operation's handler, with its call bound to it."""


class RunUnit(Protocol):
    """Runs work in a unit of work of the call's world: return commits, raise rolls back."""

    def __call__(self, now: int, work: Callable[[Unit], T]) -> T:
        """What the work returns."""


class AnsweredByRuleError(Exception):
    """A rule answers in the operation's place."""

    def __init__(self, effect: Effect) -> None:
        super().__init__("a rule answers in the operation's place")
        self.effect = effect


class FaultInjector:
    """One call under the rules of its world's scenario.

    *considered* gets the rules that acted and what is noted of the others. *collect* takes what a
    unit changed, where that is not done by *run_unit*.
    """

    def __init__(
        self,
        world: World,
        call: Call,
        considered: ConsideredRules,
        *,
        run_unit: RunUnit,
        collect: Callable[[Unit], None],
        past: PastStates,
    ) -> None:
        self._world = world
        self._operation = call.operation
        self._context = CallContext(world, call)
        self._name: str | None = None
        self.considered = considered
        self._run_unit = run_unit
        self._collect = collect
        self._past = past

    # ---- the phases

    def admit(self, now: int) -> Effect | None:
        """What a rule does before the call is done."""
        return self._ask("admit", now)

    def run(self, now: int, handle: Handle) -> Reply | Deferred:
        """Run the operation as the rules have it.

        Raises :class:`AnsweredByRuleError` or :class:`ApiError` where a rule answers in its place.
        """
        for fired in self.considered.fired:  # what was decided when the call was admitted
            answer_in_place(fired.effect)
        if not self._operation.is_write:
            return self._read(now, handle)
        reply = self._write(now, handle)
        self._name = None  # the cluster may be there only now, or have another name
        return reply

    def reply(self, now: int) -> Effect | None:
        """What a rule does to the answer once the work is committed."""
        return self._ask("reply", now) or self._transport_fault()

    # ---- how they are carried out

    def _write(self, now: int, handle: Handle) -> Reply | Deferred:
        if self._has_candidates("apply"):
            # What is wrong with the request itself is refused before any rule is asked.
            self._run_and_undo(now, handle)
        effect = self._ask("apply", now)
        answer_in_place(effect)
        match effect:
            case FakeSuccess():
                return self._run_and_undo(now, handle, keeps_ids=True)
            case DeliverTwice(answer):
                return self._run_twice(now, handle, answer)
        return self._run_unit(now, handle)

    def _read(self, now: int, handle: Handle) -> Reply | Deferred:
        effect = self._ask("read", now)
        answer_in_place(effect)
        if isinstance(effect, ReadFromPast):
            with self._past.as_it_was(self.considered.fired[-1].rule, effect, now):
                return handle(Unit(self._world, now))
        return self._run_unit(now, handle)

    def _run_and_undo(
        self, now: int, handle: Handle, *, keeps_ids: bool = False
    ) -> Reply | Deferred:
        """Run the operation and roll everything back.

        With *keeps_ids* the ids that it gave out, which the caller gets to see, stay used up.
        """
        counts = self._world.counts
        unit = Unit(self._world, now)
        try:
            reply, used = handle(unit), dict(counts)
        finally:
            unit.rollback()
        if keeps_ids:
            counts.update(used)
            self._collect(unit)
        return reply

    def _run_twice(self, now: int, handle: Handle, answer: str) -> Reply | Deferred:
        first = self._run_unit(now, handle)
        if answer == "second":
            return self._run_unit(now, handle)
        with suppress(ApiError):  # the answer to the second delivery is lost
            self._run_unit(now, handle)
        return first

    def _transport_fault(self) -> Effect | None:
        """What a rule of an earlier phase does to the response: cut it, mislabel it."""
        effects = (fired.effect for fired in self.considered.fired)
        return next((effect for effect in effects if isinstance(effect, TransportFault)), None)

    # ---- asking

    def _ask(self, phase: Phase, now: int) -> Effect | None:
        """What a rule does in that phase. What rules have counted is kept, whatever follows."""
        self.considered.phases.append(phase)
        if not self._has_candidates(phase):
            return None
        context, unmet = self._context.at(now), self.considered.unmet
        fired = self._run_unit(
            now, lambda unit: fault_decisions.evaluate(unit, phase, context, unmet=unmet)
        )
        if fired is None:
            return None
        self.considered.fired.append(fired)
        return fired.effect

    def _has_candidates(self, phase: Phase) -> bool:
        rules = self._world.rules
        return rules is not None and rules.may_match(
            phase, self._operation.name, self._cluster_name
        )

    def _cluster_name(self) -> str:
        """The cluster's name, noted since rules are looked up by it."""
        if self._name is None:
            self._name = self.considered.cluster = self._context.cluster_name()
        return self._name


# ---- answers of rules


def answer_in_place(effect: Effect | None) -> None:
    """Raise the answer that the rule gives in the operation's place, if its effect is one."""
    match effect:
        case Refuse(error, message, headers):
            raise ApiError(error, message, headers=headers)
        case Respond() | TransportFault("reset" | "empty" | "hang"):
            raise AnsweredByRuleError(effect)


def answer_of_rule(effect: Effect, request_id: str, keys: ErrorKeys) -> Answer:
    """The answer that a rule gives in the operation's place."""
    if isinstance(effect, Respond):
        code = "(response)" if effect.status >= HTTPStatus.BAD_REQUEST else ""
        return Answer(
            effect.status, effect.body, request_id, code, effect.content_type, effect.headers
        )
    return with_effect(effect, refusal(errors.INTERNAL_ERROR(), request_id, keys), keys)


def with_effect(effect: Effect, answer: Answer, keys: ErrorKeys) -> Answer:
    """The answer as a rule of phase ``reply`` makes the caller see it."""
    match effect:
        case Refuse(error, message, headers):
            return refusal(ApiError(error, message, headers=headers), answer.request_id, keys)
        case TransportFault("reset" | "empty" | "hang" as how):
            return answer._replace(status=0, code=f"({how})", body=b"", transport_fault=effect)
        case TransportFault():
            return answer._replace(transport_fault=effect)
    return answer
