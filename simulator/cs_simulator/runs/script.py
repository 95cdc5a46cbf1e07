"""Running a scenario's own script: in this process, in virtual time, the same every time.

Nothing is served and nothing is kept. What a run gives is everything that there was to see, and
whether it was as the file expects.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.records import CallEntry, Decision, Event, LogLine, Step, Trace, tables
from cs_simulator.engine.timeline import FOREVER
from cs_simulator.operations import Answer, Incoming
from cs_simulator.runs.manual_clock import ManualClock
from cs_simulator.runtime.settings import FIXED_START, MEMORY, Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios import script
from cs_simulator.storage.history import equals

if TYPE_CHECKING:
    from cs_simulator.scenarios.expectations.judge import Verdict
    from cs_simulator.scenarios.file.reader import LoadedScenario
    from cs_simulator.scenarios.rules.fault_filter import FaultFilter
    from cs_simulator.scenarios.script import ScriptStep

BROKEN = frozenset({"reset", "empty", "hang"})


class ScriptStepResult(NamedTuple):
    """One thing that the script did."""

    place: int
    """The step's place in the script, from 1."""
    at: int
    text: str
    status: int | None = None
    """What the call was answered with; 0 for a connection that broke, ``None`` for a wait."""
    code: str = ""
    rules: tuple[str, ...] = ()
    """The rules that acted on the call, each with its kind: ``id:kind``."""
    problem: str = ""
    """Why this is not what was expected; empty if it is."""


@dataclass(slots=True, kw_only=True)
class ScriptRun:
    """Everything that there was to see of one run."""

    name: str
    description: str
    seed: int
    began: int
    ended: int = 0
    played: list[ScriptStepResult] = field(default_factory=list)
    calls: Sequence[CallEntry] = ()
    traces: Sequence[Trace] = ()
    decisions: Sequence[Decision] = ()
    """Those that came to something."""
    events: Sequence[Event] = ()
    log: Sequence[LogLine] = ()
    under_way: Sequence[Step] = ()
    """The steps that had not come to their end."""
    tasks: dict[str, str] = field(default_factory=dict)
    """The plans of the tasks, by their ids."""
    clusters: dict[str, str] = field(default_factory=dict)
    """The names of all clusters that there were, by their ids."""
    nodes: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Cluster id and number of all nodes that there were, by instance id."""
    verdicts: "Sequence[tuple[dict[str, Any], Verdict]]" = ()
    problem: str = ""
    """Why the run came to no end; empty if it did."""

    @property
    def failures(self) -> list[str]:
        """Everything that was not as it should be, in words."""
        found = [f"script step {p.place}: {p.text}: {p.problem}" for p in self.played if p.problem]
        found += [
            f"expect {number}: {verdict.reason}"
            for number, (_, verdict) in enumerate(self.verdicts, 1)
            if not verdict.passed
        ]
        return found + ([self.problem] if self.problem else [])

    @property
    def passed(self) -> bool:
        """Whether everything was as the file expects."""
        return not self.failures


async def rehearse(
    whole: "LoadedScenario", seed: int | None = None, fault_filter: "FaultFilter | None" = None
) -> ScriptRun:
    """Run the script of a scenario, with another seed than its own if one is given.

    With a *sieve*, rules act as it lets them, and the script goes on when an answer is not as it
    expects. Raises :class:`UsageError` for a scenario whose fixtures do not fit together.
    """
    written = dict(whole.source)
    if seed is not None:
        written["seed"] = seed
    settings = Settings(db=MEMORY, clock="frozen", log_level="error", master_port="none")
    spec = TenantSpec(scenario=orjson.dumps(written).decode())
    async with Simulator.open(settings, ManualClock(FIXED_START).system_clock) as simulator:
        try:
            tenant = await simulator.tenants.make(DEFAULT, spec)
        except ValueError as problem:
            raise UsageError(f"{whole.documents[0].name}: fixtures: {problem}") from None
        tenant.world.fault_filter = fault_filter
        return await _Rehearsal(simulator, tenant, whole, goes_on=fault_filter is not None).run()


class _Rehearsal:
    """One run."""

    def __init__(
        self, simulator: Simulator, tenant: Tenant, whole: "LoadedScenario", *, goes_on: bool
    ) -> None:
        self._simulator, self._tenant, self._goes_on = simulator, tenant, goes_on
        self._script = whole.scenario.script
        self._creations = 0
        self._told: dict[str, str] = {}
        metadata = whole.scenario.metadata
        self._seen = ScriptRun(
            name=metadata.name,
            description=metadata.description,
            seed=tenant.world.seed,
            began=self._now,
        )

    async def run(self) -> ScriptRun:
        seen = self._seen
        for place, step in enumerate(self._script, 1):
            if not await self._is_as_expected(place, step) and not self._goes_on:
                break
        else:
            await self._until_idle()
        self._note_who_is_there()
        seen.ended = self._now
        await self._look_back()
        return seen

    @property
    def _now(self) -> int:
        return self._tenant.catch_up(self._simulator.system_clock.monotonic())

    async def _is_as_expected(self, place: int, step: "ScriptStep") -> bool:
        try:
            if step.call is not None:
                await self._call(place, step)
            elif step.advance is not None:
                self._note(ScriptStepResult(place, self._now, f"advance {_in_words(step.advance)}"))
                await self._simulator.advance(self._tenant, self._now + step.advance)
            else:
                self._note(ScriptStepResult(place, self._now, "until idle"))
                await self._until_idle()
        except ValueError as problem:
            text = step.call or "wait"
            self._note(ScriptStepResult(place, self._now, text, problem=str(problem)))
        self._note_who_is_there()
        return not self._seen.played[-1].problem

    def _note(self, played: ScriptStepResult) -> None:
        self._seen.played.append(played)

    async def _until_idle(self) -> None:
        await self._simulator.advance(self._tenant, FOREVER, sets_clock=False)

    async def _call(self, place: int, step: "ScriptStep") -> None:
        """Make the call as often as it is to be repeated, until one is not as expected."""
        for _ in range(step.repeat):
            played = await self._call_once(place, step)
            self._note(played)
            if played.problem:
                return

    async def _call_once(self, place: int, step: "ScriptStep") -> ScriptStepResult:
        text = step.call or ""
        method, _, path = text.partition(" ")
        target = script.fill_path(path, self._told, self._named)
        at, body = self._now, self._body(step)
        answer = await self._simulator.dispatcher.answer(
            self._tenant.name, incoming(method, target, body, step.headers)
        )
        self._note_what_is_told(answer)
        is_wrong = step.expect_status is not None and answer.status != step.expect_status
        return ScriptStepResult(
            place=place,
            at=at,
            text=f"{text} ({body['name']})" if body and "name" in body else text,
            status=answer.status,
            code=answer.code,
            problem=_difference(answer, step.expect_status) if is_wrong else "",
        )

    def _body(self, step: "ScriptStep") -> dict[str, Any] | None:
        if step.call != script.CREATION:
            return step.body
        self._creations += 1
        return script.a_creation(step.body or {}, self._creations)

    def _named(self, name: str) -> str | None:
        found = list(self._tenant.world.by_name[name])
        return found[-1] if found else None

    def _note_what_is_told(self, answer: Answer) -> None:
        """Remember the ids of an answer that the client saw."""
        try:
            body = orjson.loads(answer.body) if answer.status else None
        except orjson.JSONDecodeError:
            return
        if isinstance(body, dict):
            ids = {name: body.get(name) for name in ("cluster_id", "task_id")}
            self._told.update({k: v for k, v in ids.items() if isinstance(v, str)})

    def _note_who_is_there(self) -> None:
        """Remember clusters and nodes: they may be gone later."""
        world, seen = self._tenant.world, self._seen
        seen.clusters.update({each.cluster_id: each.name for each in world.clusters})
        seen.nodes.update({n.instance_id: (n.cluster_id, n.number) for n in world.nodes})

    async def _look_back(self) -> None:
        """Take what the store has of the run, and judge it."""
        from cs_simulator.engine import expectation_check  # there is a scenario, so it is loaded

        seen, tenant = self._seen, self._tenant
        await self._simulator.flush(tenant)
        history, number = self._simulator.store.history, tenant.number
        seen.calls = await history.read(tables.CALL, number)
        seen.traces = await history.read(tables.TRACE, number)
        seen.events = await history.read(tables.EVENT, number)
        seen.log = await history.read(tables.LOG, number)
        fired = [equals("outcome", "fired")]
        seen.decisions = await history.read(tables.DECISION, number, fired)
        seen.under_way = list(tenant.world.steps)
        seen.tasks = {each.task_id: each.plan for each in tenant.world.tasks}
        _name_those_gone(seen)
        _name_rules(seen)
        seen.verdicts = expectation_check.verified(tenant.world, seen.calls)
        if tenant.internal_errors:
            seen.problem = "the simulator broke: it answered InternalError; please report this"


def incoming(
    method: str, target: str, body: Any, headers: dict[str, str] | None = None
) -> Incoming:
    """A call as the server would hand it on; *body* becomes JSON unless it is bytes."""
    from urllib.parse import parse_qsl

    raw_path, _, query = target.partition("?")
    raw = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
    given = {name.lower(): value for name, value in (headers or {}).items()}
    return Incoming(
        method=method,
        raw_path=raw_path,
        target=target,
        query=dict(parse_qsl(query, keep_blank_values=True)),
        body=raw,
        content_type=given.get("content-type", "application/json"),
        region_header=given.get("x-acs-region-id", ""),
        headers=given,
    )


def _difference(answer: Answer, expected: int | None) -> str:
    told = "the connection broke" if not answer.status else f"answered {answer.status}"
    code = f" {answer.code}" if answer.code else ""
    wanted = "a broken connection" if not expected else str(expected)
    message = f": {message_of(answer.body)}" if answer.code and answer.status else ""
    return f"{told}{code}, and {wanted} was expected{message}"


def message_of(body: bytes) -> str:
    """What an error's body says, if it says something."""
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    return str(given.get("message", given.get("Message", ""))) if isinstance(given, dict) else ""


def _name_those_gone(seen: ScriptRun) -> None:
    """Names of clusters that came and went between two looks, from the calls that made them."""
    for call in seen.calls:
        if call.operation == "CreateCluster" and call.cluster_id:
            name = orjson.loads(call.body).get("name", call.cluster_id)
            seen.clusters.setdefault(call.cluster_id, str(name))
    for trace in seen.traces:
        seen.clusters.setdefault(trace.cluster_id, trace.cluster_id)
        if trace.instance_id and trace.instance_id not in seen.nodes:
            others = [n for cluster, n in seen.nodes.values() if cluster == trace.cluster_id]
            seen.nodes[trace.instance_id] = (trace.cluster_id, max(others, default=0) + 1)


def _name_rules(seen: ScriptRun) -> None:
    """Tell of each call which rules acted on it: the journal has the calls in the same order."""
    journal = iter(seen.calls)
    for place, played in enumerate(seen.played):
        if played.status is not None:
            call = next(journal, None)
            rules = tuple(call.faults.split()) if call else ()
            seen.played[place] = played._replace(rules=rules)


def _in_words(duration: int) -> str:
    """A duration as files write it."""
    parts = []
    for unit, size in (("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1000)):
        number, duration = divmod(duration, size)
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0s"
