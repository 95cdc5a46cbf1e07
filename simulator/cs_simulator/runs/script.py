"""Running a scenario's own script: in this process, in virtual time, the same every time.

Nothing is served, and nothing is kept when the run is over.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import orjson

from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.engine import expectation_check
from cs_simulator.kubernetes.expected_objects import objects_at
from cs_simulator.runs.idle_rules import idle_rules
from cs_simulator.runs.manual_clock import ManualClock
from cs_simulator.runs.script_run import RunHistory, RunResources, ScriptRun, ScriptStepResult
from cs_simulator.runs.script_steps import ScriptSteps
from cs_simulator.runs.seen_resources import SeenResources
from cs_simulator.runtime.settings import FIXED_START, MEMORY, Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.fault_filter import FaultFilter
from cs_simulator.scenarios.rules.rule_watch import RuleWatch
from cs_simulator.storage.conditions import equals

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.reader import LoadedScenario


async def run_script(
    loaded: "LoadedScenario",
    seed: int | None = None,
    fault_filter: FaultFilter | None = None,
    *,
    step_limit: int | None = None,
) -> ScriptRun:
    """Run the script of a scenario; *seed* replaces the scenario's own.

    With a filter, rules act where it allows them to, and the script goes on after an answer that
    is not as expected. Raises :class:`UsageError` for fixtures that do not fit together, and
    ``AdvanceEndedError`` or ``TooManyStepsError`` where one step of the script takes more steps of
    tasks and actions than *step_limit*.
    """
    source = loaded.source if seed is None else {**loaded.source, "seed": seed}
    settings = Settings(
        db=MEMORY, clock="frozen", log_level="error", master_port="none", journal_limit=0,
        journal_size=0,
    )  # fmt: skip
    if step_limit is not None:
        settings = replace(settings, step_limit=step_limit)
    spec = TenantSpec(scenario=orjson.dumps(source).decode())
    clock = ManualClock(FIXED_START)
    async with Simulator.open(settings, clock.system_clock) as simulator:
        try:
            tenant = await simulator.lifecycle.make(DEFAULT, spec)
        except ValueError as error:
            subject = f"{loaded.documents[0].name}: fixtures"
            raise UsageError(str(error), subject=subject) from None
        tenant.world.fault_filter = fault_filter
        watch = tenant.world.rule_watch = RuleWatch()
        runner = ScriptSteps(simulator, tenant, clock, loaded.source.get("script", ()))
        began = runner.now
        await runner.run(loaded.scenario.script, stops=fault_filter is None)
        history = await _history(simulator, tenant)
        steps = _with_rules(runner.results, history)
        if fault_filter is None:
            steps = [_with_refusal(step) for step in steps]
        is_whole = not any(step.problem for step in steps)
        decisions = await simulator.store.history.read(tables.DECISION, tenant.number)
        metadata = loaded.scenario.metadata
        return ScriptRun(
            name=metadata.name,
            description=metadata.description,
            seed=tenant.world.seed,
            began=began,
            ended=runner.now,
            source=source,
            steps=steps,
            idle_rules=tuple(idle_rules(_rules(loaded), watch, decisions)) if is_whole else (),
            history=history,
            resources=_resources(tenant, runner.seen, history),
            verdicts=expectation_check.verified(
                tenant.world, history.calls, objects_at(tenant.world, runner.now)
            ),
            problem=_problem(tenant, runner),
        )


def _rules(loaded: "LoadedScenario") -> list[Rule]:
    """The rules of a scenario and of those that its timeline loads."""
    later = [rule for scenario in loaded.later for rule in _rules(scenario)]
    return [*loaded.scenario.rules, *later]


def _problem(tenant: Tenant, runner: ScriptSteps) -> str:
    """Why the run proves nothing; empty if it may."""
    if tenant.internal_errors:
        return _BROKEN
    if not runner.results:
        return _NO_SCRIPT
    is_cut = any(step.problem for step in runner.results)
    has_called = any(step.status is not None for step in runner.results)
    return "" if has_called or is_cut else _NO_CALL


_BROKEN = "the simulator broke: it answered InternalError; please report this"
_NO_SCRIPT = (
    "it has no script, so nothing was run; write one, or run a client under it:"
    " cs_scenario, --cs-scenario, explore --only, serve --scenario"
)
_NO_CALL = "its script makes no call, so nothing was tested; write one"


async def _history(simulator: Simulator, tenant: Tenant) -> RunHistory:
    await simulator.flush(tenant)
    history, number = simulator.store.history, tenant.number
    return RunHistory(
        calls=await history.read(tables.CALL, number),
        traces=await history.read(tables.TRACE, number),
        decisions=await history.read(tables.DECISION, number, [equals("outcome", "fired")]),
        events=await history.read(tables.EVENT, number),
        log=await history.read(tables.LOG, number),
    )


def _resources(tenant: Tenant, seen: SeenResources, history: RunHistory) -> RunResources:
    """What there was: clusters of calls that were rolled back left no trace."""
    world = tenant.world
    real = {trace.cluster_id for trace in history.traces} | set(world.clusters.records)
    return RunResources(
        clusters={id_: each for id_, each in seen.clusters.items() if id_ in real},
        groups={id_: each for id_, each in seen.groups.items() if each.cluster_id in real},
        nodes={id_: each for id_, each in seen.nodes.items() if each.cluster_id in real},
        tasks=list(world.tasks),
        open_steps=list(world.steps),
    )


def _with_rules(results: list[ScriptStepResult], history: RunHistory) -> list[ScriptStepResult]:
    """The results with the rules that acted on them: the journal has the calls in their order."""
    journal = iter(sorted(history.calls, key=lambda call: call.serial))
    found = []
    for result in results:
        call = next(journal, None) if result.status is not None else None
        found.append(_with_call(result, call) if call else result)
    return found


def _with_call(result: ScriptStepResult, call: CallEntry) -> ScriptStepResult:
    return result._replace(rules=tuple(call.faults.split()), request_id=call.request_id)


def _with_refusal(result: ScriptStepResult) -> ScriptStepResult:
    """The result, with a problem if the call was refused and nothing says that this is meant."""
    is_refused = result.status is not None and result.status >= HTTPStatus.BAD_REQUEST
    if not is_refused or result.is_expected or result.rules or result.problem:
        return result
    return result._replace(
        problem=f"{result.status} {result.code}; if that is meant, say expect_code: {result.code}"
    )
