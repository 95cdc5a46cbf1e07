"""What a scenario does to one call: its rules are asked phase by phase.

========  ==========================  ========================================================
phase     when                        effects
========  ==========================  ========================================================
admit     before anything is done     refuse, respond, break the connection, wait
apply     while a write is decided    the same but waiting; fake a success, deliver twice
read      while a read is decided     the same but waiting; show the past
reply     once the work is done       refuse, break, spoil or edit the response, wait
========  ==========================  ========================================================

Who waits and who breaks connections: see :mod:`cs_simulator.scenarios.rules.effects`. A call of a
tenant without a scenario does not come here.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from cs_simulator.domain.errors import ApiError
from cs_simulator.engine import fault_decisions
from cs_simulator.engine.considered_rules import ConsideredRules
from cs_simulator.engine.fault_decisions import Fired
from cs_simulator.engine.past_states import PastStates
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._answers import Answer
from cs_simulator.operations._kept_replies import Handle
from cs_simulator.operations._match_context import CallContext
from cs_simulator.operations._operation import Call, Deferred, Reply
from cs_simulator.operations.fault_answers import answer_in_place, is_same, outcome
from cs_simulator.scenarios.rules.effects import (
    DeliverTwice,
    Effect,
    FakeSuccess,
    Phase,
    ReadFromPast,
    TransportFault,
    changes_answer,
)

T = TypeVar("T")

"""An operation's handler, with its call bound to it."""


class RunUnit(Protocol):
    """Runs work in a unit of work of the call's world: return commits, raise rolls back."""

    def __call__(self, now: int, work: Callable[[Unit], T]) -> T:
        """What the work returns."""


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
        self._now = 0
        self.considered = considered
        self._run_unit = run_unit
        self._collect = collect
        self._past = past
        self.present: Reply | Deferred | ApiError | None = None
        """What a query would have answered whose answer a rule took from the past."""

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

    def settled(self, answer: Answer) -> Answer:
        """The answer, without a fault that does not change it.

        Of every rule whose effect could change nothing it is recorded whether it did.
        """
        for fired in [fired for fired in self.considered.fired if fired.decision is not None]:
            fault = answer.transport_fault
            acted = fired.effect in (answer.edit, answer.watch_end) or (
                fault is not None
                and fault is fired.effect
                and changes_answer(fault, answer.body, answer.content_type)
            )
            if fault is fired.effect and not acted:
                answer = answer._replace(transport_fault=None)
            self._settle(fired, acted=acted)
        return answer

    # ---- how they are carried out

    def _write(self, now: int, handle: Handle) -> Reply | Deferred:
        if self._has_candidates("apply"):
            # What is wrong with the request itself is refused before any rule is asked.
            self._run_and_undo(now, handle)
        effect = self._ask("apply", now)
        answer_in_place(effect)
        match effect:
            case FakeSuccess():
                return self._run_and_undo(now, handle, self.considered.fired[-1])
            case DeliverTwice(answer):
                return self._run_twice(now, handle, answer)
        return self._run_unit(now, handle)

    def _read(self, now: int, handle: Handle) -> Reply | Deferred:
        effect = self._ask("read", now)
        answer_in_place(effect)
        if isinstance(effect, ReadFromPast):
            return self._read_past(now, handle, effect)
        return self._run_unit(now, handle)

    def _read_past(self, now: int, handle: Handle, effect: ReadFromPast) -> Reply | Deferred:
        """Read what was; a read that shows what is so now has not shown the past."""
        fired = self.considered.fired[-1]
        present = self.present = outcome(lambda: handle(Unit(self._world, now)))
        with self._past.as_it_was(self._world, fired.rule, effect, now):
            past = outcome(lambda: handle(Unit(self._world, now)))
        self._settle(fired, acted=not is_same(past, present))
        if isinstance(past, ApiError):
            raise past
        return past

    def _run_and_undo(
        self, now: int, handle: Handle, ghost: Fired | None = None
    ) -> Reply | Deferred:
        """Run the operation and roll everything back.

        For a *ghost*, the rule that has only the answer be true, the ids that it gave out, which
        the caller gets to see, stay used up.
        """
        counts = self._world.counts
        unit = Unit(self._world, now)
        try:
            reply, used = handle(unit), dict(counts)
            changes = bool(unit.before)
        finally:
            unit.rollback()
        if ghost is not None:
            counts.update(used)
            self._collect(unit)
            self._settle(ghost, acted=changes)
        return reply

    def _run_twice(self, now: int, handle: Handle, answer: str) -> Reply | Deferred:
        """Run the operation twice; a second time that is refused and not answered is none."""
        fired = self.considered.fired[-1]
        first = self._run_unit(now, handle)
        if answer == "second":
            self._settle(fired, acted=True)
            return self._run_unit(now, handle)
        second = outcome(lambda: self._run_unit(now, handle))
        self._settle(fired, acted=not isinstance(second, ApiError))
        return first

    def _settle(self, fired: Fired, *, acted: bool) -> None:
        """Record whether the effect of a rule has changed something; if not, it has not acted."""
        self._run_unit(self._now, lambda unit: fault_decisions.settle(unit, fired, acted=acted))
        place = self.considered.fired.index(fired)
        if acted:
            self.considered.fired[place] = fired._replace(decision=None)
        else:
            del self.considered.fired[place]

    def _transport_fault(self) -> Effect | None:
        """What a rule of an earlier phase does to the response: cut it, mislabel it."""
        effects = (fired.effect for fired in self.considered.fired)
        return next((effect for effect in effects if isinstance(effect, TransportFault)), None)

    # ---- asking

    def _ask(self, phase: Phase, now: int) -> Effect | None:
        """What a rule does in that phase. What rules have counted is kept, whatever follows."""
        self._now = now
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
