"""A client that is a command: run once for each scenario, in a tenant of its own."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cs_simulator.client import Connection, Tenant
from cs_simulator.domain import instants
from cs_simulator.testing.explore import processes
from cs_simulator.testing.explore.engine import Interrupted
from cs_simulator.testing.explore.limits import Limits, Progress, excess
from cs_simulator.testing.explore.outcome import Failure, Outcome, look, outcome_of
from cs_simulator.testing.explore.processes import Ended

Source = Mapping[str, Any]

LIMITS = Limits()
_STANDSTILL = 20  # calls without a move of virtual time: nobody waits like that
_PAUSE = 10  # seconds that clients wait between two calls
_LEFTOVER = "1h"  # real time after which a tenant is deleted that nobody deleted
_HEALTHY = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "healthy"},
    "rules": [],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is run, and how it is judged."""

    words: tuple[str, ...]
    expectations: tuple[Mapping[str, Any], ...]
    """What holds at the end of each run, invariants included."""
    timeout: float
    """Real seconds."""
    patience: int
    """As many faulty answers in a row of one operation have to be coped with."""
    interval: str = ""
    """A duration, by which each repeated read moves virtual time; empty: to the next change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRun:
    """One run: what the simulator saw, and what is printed of it."""

    outcome: Outcome
    ended: Ended
    timeline: Sequence[Mapping[str, Any]]
    """The tasks with their steps."""

    @property
    def called(self) -> frozenset[str]:
        """The operations that it has called."""
        operations = (call["operation"] for call in self.outcome.seen.calls)
        return frozenset(operation for operation in operations if operation)

    @property
    def has_timed_out(self) -> bool:
        """Whether it took all of the real time that it had."""
        return self.ended.exit_code is None and self.outcome.endless == self.ended.stopped


class Runner:
    """Runs a command under scenarios, from several threads at once."""

    def __init__(
        self, connection: Connection, command: Command, variables: Mapping[str, str]
    ) -> None:
        """*variables* are those of each run, besides those of its tenant."""
        self._connection, self.command, self._variables = connection, command, variables
        self.is_stopped = False

    def stop(self) -> None:
        """End all runs that are under way, which then raise :class:`Interrupted`."""
        self.is_stopped = True

    def healthy(self) -> CommandRun:
        """A run in which nothing goes wrong."""
        return self.run(_HEALTHY)

    def run(self, source: Source) -> CommandRun:
        """Run the command under a scenario.

        Raises :class:`Interrupted` once it is stopped, and ``OSError`` for a command that cannot be
        started.
        """
        if self.is_stopped:
            raise Interrupted
        tenant = Tenant.make(
            self._connection,
            scenario=source,
            seed=source.get("seed", 0),
            clock=_clock(source, self.command.interval),
            ttl=_LEFTOVER,
        )
        try:
            return self._run_in(tenant, source)
        finally:
            tenant.delete()

    def _run_in(self, tenant: Tenant, source: Source) -> CommandRun:
        command = self.command
        ended = processes.run(
            command.words, self._environment(tenant), command.timeout, self._stopping(tenant)
        )
        if self.is_stopped:
            raise Interrupted
        seen = look(tenant, [*command.expectations, *_expected(source)])
        outcome = outcome_of(
            source, seen, failure=_failure(ended), endless=ended.stopped, patience=command.patience
        )
        return CommandRun(outcome=outcome, ended=ended, timeline=tenant.timeline()["tasks"])

    def _environment(self, tenant: Tenant) -> dict[str, str]:
        own = {"CS_SIMULATOR_TENANT": tenant.name, **tenant.environment()}
        return {**os.environ, **self._variables, **own}

    def _stopping(self, tenant: Tenant) -> Callable[[], str]:
        """What says why a run is to be ended: it is asked again and again."""
        watched = _Watched(tenant)

        def stopping() -> str:
            return "the search was interrupted" if self.is_stopped else watched.excess()

        return stopping


class _Watched:
    """A run that is under way: how far it is, and how long its time has been standing still.

    Only reads of what is in progress move a polling clock. Whoever is refused again and again would
    be for ever, although they pause between their calls: so time goes on for them.
    """

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._began = self._now = instants.from_text(tenant.describe()["now"])
        self._calls = 0  # when time moved last

    def excess(self) -> str:
        """Which limit the run has exceeded; empty for none."""
        shown = self._tenant.describe()
        calls, now = shown["calls"], instants.from_text(shown["now"])
        if now != self._now:
            self._calls, self._now = calls, now
        elif calls - self._calls >= _STANDSTILL:
            self._tenant.clock.advance(_PAUSE * (calls - self._calls))
        return excess(Progress(calls, now - self._began), LIMITS)


def _clock(source: Source, interval: str) -> dict[str, Any]:
    """The clock of a tenant: what the scenario says of it comes first."""
    moved = {"interval": interval} if interval else {}
    return {"mode": "polling", **moved, **(source.get("clock") or {})}


def _expected(source: Source) -> list[Mapping[str, Any]]:
    """What the scenario expects of any client: whether a rule acts is for those who wrote it."""
    return [expectation for expectation in source.get("expect", ()) if "rule" not in expectation]


def _failure(ended: Ended) -> Failure | None:
    """How a command failed; ``None`` if it did not, or had to be ended."""
    if not ended.exit_code:
        return None
    last = f": {ended.output[-1]}" if ended.output else ""
    if ended.signal_name:
        return Failure(
            kind=ended.signal_name, text=f"ended by {ended.signal_name}{last}", is_claim=True
        )
    kind = f"exit code {ended.exit_code}"
    return Failure(kind=kind, text=kind + last)


def key_of(source: Source) -> str:
    """A text that is the same for equal scenarios."""
    return json.dumps(source, sort_keys=True)
