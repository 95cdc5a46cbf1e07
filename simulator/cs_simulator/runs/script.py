"""Running a scenario's own script: in this process, in virtual time, the same every time.

Nothing is served, and nothing is kept when the run is over.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from cs_simulator.cluster_types import example_pool, type_of_body
from cs_simulator.domain import instants
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.records import tables
from cs_simulator.engine import expectation_check
from cs_simulator.engine.timeline import FOREVER
from cs_simulator.runs.idle_rules import idle_rules
from cs_simulator.runs.in_process import difference, incoming, object_of
from cs_simulator.runs.manual_clock import ManualClock
from cs_simulator.runs.script_run import RunHistory, RunResources, ScriptRun, ScriptStepResult
from cs_simulator.runs.seen_resources import SeenResources
from cs_simulator.runtime.settings import FIXED_START, MEMORY, Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios import script
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.fault_filter import FaultFilter
from cs_simulator.scenarios.rules.rule_watch import RuleWatch
from cs_simulator.scenarios.script import ScriptStep
from cs_simulator.storage.history import equals

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.reader import LoadedScenario


async def run_script(
    loaded: "LoadedScenario", seed: int | None = None, fault_filter: FaultFilter | None = None
) -> ScriptRun:
    """Run the script of a scenario; *seed* replaces the scenario's own.

    With a filter, rules act where it allows them to, and the script goes on after an answer that
    is not as expected. Raises :class:`UsageError` for fixtures that do not fit together.
    """
    source = loaded.source if seed is None else {**loaded.source, "seed": seed}
    settings = Settings(db=MEMORY, clock="frozen", log_level="error", master_port="none")
    spec = TenantSpec(scenario=orjson.dumps(source).decode())
    async with Simulator.open(settings, ManualClock(FIXED_START).system_clock) as simulator:
        try:
            tenant = await simulator.lifecycle.make(DEFAULT, spec)
        except ValueError as error:
            subject = f"{loaded.documents[0].name}: fixtures"
            raise UsageError(str(error), subject=subject) from None
        tenant.world.fault_filter = fault_filter
        watch = tenant.world.rule_watch = RuleWatch()
        runner = _Runner(simulator, tenant)
        began = runner.now
        await runner.run(loaded.scenario.script, stops=fault_filter is None)
        is_whole = not any(step.problem for step in runner.results)
        history = await _history(simulator, tenant)
        decisions = await simulator.store.history.read(tables.DECISION, tenant.number)
        metadata = loaded.scenario.metadata
        return ScriptRun(
            name=metadata.name,
            description=metadata.description,
            seed=tenant.world.seed,
            began=began,
            ended=runner.now,
            steps=_with_rules(runner.results, history),
            idle_rules=tuple(idle_rules(_rules(loaded), watch, decisions)) if is_whole else (),
            history=history,
            resources=_resources(tenant, runner.seen, history),
            verdicts=expectation_check.verified(tenant.world, history.calls),
            problem=_BROKEN if tenant.internal_errors else "",
        )


def _rules(loaded: "LoadedScenario") -> list[Rule]:
    """The rules of a scenario and of those that its timeline loads."""
    later = [rule for scenario in loaded.later for rule in _rules(scenario)]
    return [*loaded.scenario.rules, *later]


_IDS = ("cluster_id", "nodepool_id", "task_id")


def _name_in(body: dict[str, Any] | None) -> str:
    """The name that a body gives to a cluster or to a node pool; empty if it gives none."""
    body = body or {}
    info = body.get("nodepool_info")
    return str(body.get("name", "") or (info.get("name", "") if isinstance(info, dict) else ""))


_BROKEN = "the simulator broke: it answered InternalError; please report this"


@dataclass(slots=True)
class _Runner:
    """Runs the steps of a script on a tenant."""

    simulator: Simulator
    tenant: Tenant
    results: list[ScriptStepResult] = field(default_factory=list)
    seen: SeenResources = field(init=False)
    _creations: int = 0
    _pools: int = 0
    _last_ids: dict[str, str] = field(default_factory=dict)
    """The ids that answers had last, by their keys."""

    def __post_init__(self) -> None:
        self.seen = SeenResources(self.tenant.world)

    @property
    def now(self) -> int:
        return self.tenant.catch_up_at_once(self.simulator.system_clock.monotonic())

    async def run(self, steps: tuple[ScriptStep, ...], *, stops: bool) -> None:
        """Run the steps, and then everything that is in progress.

        A script that *stops* ends at the first result that is not as expected.
        """
        for number, step in enumerate(steps, 1):
            try:
                await self._run(number, step)
            except ValueError as problem:
                text = step.call or "wait"
                self._add(ScriptStepResult(number, self.now, text, problem=str(problem)))
            if stops and self.results[-1].problem:
                return
        await self._until_idle()

    async def _run(self, number: int, step: ScriptStep) -> None:
        if step.call is not None:
            await self._call(number, step.call, step)
        elif step.advance is not None:
            text = f"advance {instants.duration_text(step.advance)}"
            self._add(ScriptStepResult(number, self.now, text))
            await self.simulator.advance(self.tenant, min(self.now + step.advance, instants.LATEST))
        else:
            self._add(ScriptStepResult(number, self.now, "until idle"))
            await self._until_idle()

    def _add(self, result: ScriptStepResult) -> None:
        self.results.append(result)

    async def _until_idle(self) -> None:
        await self.simulator.advance(self.tenant, FOREVER, sets_clock=False)

    async def _call(self, number: int, call: str, step: ScriptStep) -> None:
        """Make the call *repeat* times, or until an answer is not as expected."""
        for _ in range(step.repeat):
            result = await self._call_once(number, call, step)
            self._add(result)
            if result.problem:
                return

    async def _call_once(self, number: int, call: str, step: ScriptStep) -> ScriptStepResult:
        method, _, path = call.partition(" ")
        target = script.fill_path(path, self._last_ids, self._named)
        at, body = self.now, self._body(step, target)
        answer = await self.simulator.dispatcher.answer(
            self.tenant.name, incoming(method, target, body, step.headers)
        )
        ids = {name: object_of(answer).get(name) for name in _IDS}
        self._last_ids.update({name: id_ for name, id_ in ids.items() if isinstance(id_, str)})
        expected = answer.status if step.expect_status is None else step.expect_status
        return ScriptStepResult(
            number=number,
            at=at,
            text=f"{call} ({name})" if (name := _name_in(body)) else call,
            status=answer.status,
            code=answer.code,
            problem="" if answer.status == expected else difference(answer, expected),
        )

    def _body(self, step: ScriptStep, target: str) -> dict[str, Any] | None:
        given = step.body or {}
        if step.call == script.CREATION:
            self._creations += 1
            creation = type_of_body(self.simulator.cluster_types, given).creation
            return creation.example(given, self._creations)
        if script.makes_pool(step.call or ""):
            self._pools += 1
            network = self._network_of(target)
            group = {**network, **given.get("scaling_group", {})}
            changes = {**given, "scaling_group": group}
            return example_pool(self.simulator.cluster_types, changes, self._pools)
        return step.body

    def _network_of(self, target: str) -> dict[str, Any]:
        """Where the nodes of a new pool are by default: in the vSwitch of the cluster in a path."""
        cluster = self.tenant.world.clusters.get(target.split("/")[2])
        return {"vswitch_ids": [cluster.vswitch_id]} if cluster else {}

    def _named(self, what: str, name: str) -> str | None:
        """The id of the cluster or node pool that got the name last, or of its last node."""
        world = self.tenant.world
        if what == "cluster_id":
            found = world.by_name[name]
            return found[-1] if found else None
        groups = [group.group_id for group in world.node_groups if group.name == name]
        if what == "nodepool_id":
            return groups[-1] if groups else None
        nodes = [node for node in world.nodes if not name or node.group_id in groups[-1:]]
        return max(nodes, key=lambda node: node.serial).instance_id if nodes else None


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
        clusters={id_: each.name for id_, each in seen.clusters.items() if id_ in real},
        nodes={
            id_: (node.cluster_id, node.number)
            for id_, node in seen.nodes.items()
            if node.cluster_id in real
        },
        plans={task.task_id: task.plan for task in world.tasks},
        open_steps=list(world.steps),
    )


def _with_rules(
    results: list[ScriptStepResult], history: RunHistory
) -> tuple[ScriptStepResult, ...]:
    """The results with the rules that acted on them: the journal has the calls in their order."""
    journal = iter(history.calls)
    found = []
    for result in results:
        call = next(journal, None) if result.status is not None else None
        found.append(result._replace(rules=tuple(call.faults.split())) if call else result)
    return tuple(found)
