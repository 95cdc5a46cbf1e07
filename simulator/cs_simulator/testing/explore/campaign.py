"""Searching for scenarios that break a command, round by round; finds of before come first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore import finds, rounds, saved
from cs_simulator.testing.explore.commands import CommandRun, Runner, key_of
from cs_simulator.testing.explore.coverage import Acted
from cs_simulator.testing.explore.engine import Find
from cs_simulator.testing.explore.one_round import Known, OneRound
from cs_simulator.testing.explore.options import Options
from cs_simulator.testing.explore.outcome import judge
from cs_simulator.testing.explore.saved import DoneRound
from cs_simulator.testing.explore.search_status import Found, Status
from cs_simulator.testing.explore.shards import WHOLE, Shard

Source = Mapping[str, Any]

_BEFORE = -1  # the round of what was found before


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is searched, and for how long."""

    options: Options
    seed: int
    examples: int | None
    """How many scenarios are made up; without a number it goes on until it is over."""
    jobs: int
    key: str
    """Of all settings that decide what is found."""
    folder: Path
    """Where finds are kept, and how far the search has come."""
    comment: str = ""
    """What a file says above the scenario."""
    shard: Shard = WHOLE
    """Which part of a search this is. Examples, seed and folder are those of the part."""


class Campaign:
    """One search; :meth:`run` or :meth:`replay` may be called once."""

    def __init__(
        self,
        runner: Runner,
        plan: Plan,
        is_over: Callable[[], bool],
        came_on: Callable[[], None] = lambda: None,
    ) -> None:
        self.status = Status()
        self._runner, self._plan, self._came_on = runner, plan, came_on
        self._is_over = lambda: runner.is_stopped or is_over()
        self._lock = Lock()
        self._known: list[Known] = []
        self._usual: frozenset[str] = frozenset()
        self._progress = saved.load(plan.folder, plan.key)

    def run(self) -> Status:
        """Replay what is in the folder, and search on; returns how far it came.

        *came_on* is called after each round. Raises ``UsageError`` where nothing can be found out,
        because the command makes no call, or no fault has acted, and ``Interrupted`` where the
        runner was stopped before the search began.
        """
        if self._is_healthy():
            for file in finds.saved(self._plan.folder):
                self._replay(file)
            self._search()
            if self._plan.shard.is_whole:  # several may have few examples each
                self._refuse_idle()
        return self.status

    def replay(self, files: Sequence[Path]) -> Status:
        """Run the command under these scenarios only.

        Raises ``UsageError`` where no fault of one acts, so that nothing can be found out.
        """
        for file in files:
            self._replay(file)
        if self.status.idle and not self._runner.is_stopped:
            calls = ", ".join(sorted(self.status.called)) or "nothing that is known"
            raise UsageError(
                f"no fault of it has acted, so nothing was tested: the command calls {calls}",
                subject=f"--only {self.status.idle[0]}",
            )
        self.status.is_complete = True
        return self.status

    def _is_healthy(self) -> bool:
        """Whether the command succeeds while nothing goes wrong."""
        run = self._runner.healthy()
        self._usual = run.called
        self.status.called |= run.called
        if not run.outcome.seen.calls:
            last = f"; its last line: {run.ended.output[-1]}" if run.ended.output else ""
            raise UsageError(
                f"the command made no call of the simulator{last}",
                advice="let it call the address in CS_ENDPOINT with the key in"
                " ALIBABA_CLOUD_ACCESS_KEY_ID",
            )
        finding = judge(run.outcome)
        self.status.failed_without_faults = (finding, run) if finding else None
        return finding is None

    def _replay(self, file: Path) -> None:
        """Run the command under a scenario that broke it before."""
        source = finds.load(file)
        run = self._run(source)
        finding = judge(run.outcome)
        if finding is None:
            has_met = run.outcome.acted or source.get("timeline") or source.get("fixtures")
            (self.status.mended if has_met else self.status.idle).append(file)
        else:
            self._keep(
                Found(file=file, source=source, finding=finding, run=run, is_new=False), _BEFORE
            )

    def _keep(self, found: Found, number: int) -> None:
        self.status.found.append(found)
        self._known.append(Known.of(found.finding, found.run.outcome, number))

    def _search(self) -> None:
        plan, done = self._plan, self._done()
        self._resume(done)
        count = None if plan.examples is None else -(-plan.examples // rounds.EXAMPLES)
        rounds.run_waves(
            count, self._round, done, plan.jobs, self._finished, self._is_over, self._runner.stop
        )
        self.status.is_complete = count is not None and len(self._done()) >= count
        if self.status.is_complete:
            self._progress.clear()

    def _done(self) -> dict[int, DoneRound]:
        """The rounds that need not be run, by number."""
        examples = self._plan.examples
        return {
            number: done
            for number, done in self._progress.rounds.items()
            if done.planned >= rounds.size_of(number, examples)
        }

    def _resume(self, done: Mapping[int, DoneRound]) -> None:
        """Count what was done before."""
        status = self.status
        status.resumed = sum(each.examples for each in done.values())
        status.examples += status.resumed
        for each in done.values():
            status.acted |= {Acted(*seen) for seen in each.seen}
            status.with_faults += each.acted

    def _round(self, number: int) -> OneRound:
        """Run a round; to be called in any thread."""
        first = rounds.first_of_wave(number)
        known = [each for each in self._known if each.since < first]
        size = rounds.size_of(number, self._plan.examples)
        one = OneRound(size, self._run, known, self._is_over, self._plan.shard)
        options = replace(self._plan.options, called=self._called_before(first))
        one.search(options, rounds.seed_of(self._plan.seed, number))
        return one

    def _called_before(self, first: int) -> tuple[str, ...]:
        """The operations that the command has called before the wave of that first round."""
        done = self._progress.rounds
        before = [done[number].called for number in sorted(done) if number < first]
        return tuple(sorted(self._usual.union(*before)))

    def _run(self, source: Source) -> CommandRun:
        run = self._runner.run(source)
        self._count(run)
        return run

    def _count(self, run: CommandRun) -> None:
        with self._lock:
            self.status.examples += 1
            self.status.with_faults += bool(run.outcome.acted)
            self.status.acted |= run.outcome.acted
            self.status.called |= run.called

    def _finished(self, number: int, one: OneRound) -> None:
        """Keep what a round has met; the rounds come in the order of their numbers."""
        find = one.met.find
        if find and not any(each.explains(find.finding, find.outcome) for each in self._known):
            self._keep(self._save(find, one.kept[key_of(find.source)]), number)
        if one.is_whole:
            done = DoneRound(
                planned=one.size,
                examples=one.met.runs,
                acted=one.met.runs_with_faults,
                called=tuple(sorted(one.called)),
                seen=tuple(sorted(one.met.acted)),
            )
            self._progress.add(number, done)
        self._came_on()

    def _save(self, find: Find, run: CommandRun) -> Found:
        """Write the file of a find, and see whether it breaks the command once more."""
        name = finds.name_of(_places(find), find.finding)
        scenario = finds.scenario_of(
            find.source,
            find.finding,
            name=name,
            seed=find.source.get("seed", 0),
            clock="polling",
            seen=find.outcome.seen,
        )
        text = finds.text_of(scenario, [self._plan.comment] if self._plan.comment else [])
        return Found(
            file=finds.save(self._plan.folder, name, text),
            source=scenario,
            finding=find.finding,
            run=run,
            is_new=True,
            is_certain=self._runner.is_stopped or self._breaks_again(find),
        )

    def _breaks_again(self, find: Find) -> bool:
        again = judge(self._run(find.source).outcome)
        return again is not None and again.kind == find.finding.kind

    def _refuse_idle(self) -> None:
        """Raise ``UsageError`` if all that was run says nothing about faults."""
        status = self.status
        if status.with_faults or status.found or self._runner.is_stopped:
            return
        if not status.examples:
            raise UsageError("the time was over before anything was tried", subject="--seconds")
        calls = ", ".join(sorted(status.called)) or "nothing that is known"
        raise UsageError(
            f"no fault has acted in {status.examples} examples: the command calls {calls}",
            advice="name operations among these with --operations, other --kinds, or more"
            " --examples",
        )


def _places(find: Find) -> str:
    """What the faults of a find act on, for its name."""
    return " ".join(sorted({f"{acted.place} {acted.kind}" for acted in find.outcome.acted}))
