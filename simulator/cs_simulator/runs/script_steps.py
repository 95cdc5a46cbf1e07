"""The steps of a script, one after the other: calls, waits, and checks of what there is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cs_simulator.domain import instants
from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.engine import expectation_check
from cs_simulator.engine.timeline import FOREVER
from cs_simulator.operations import Answer
from cs_simulator.runs.in_process import difference, incoming, received
from cs_simulator.runs.script_requests import ScriptRequests, name_in
from cs_simulator.runs.script_run import ScriptStepResult
from cs_simulator.runs.seen_resources import SeenResources
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios import answer_fields
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.script import ScriptStep


@dataclass(slots=True)
class ScriptSteps:
    """Runs the steps of a script on a tenant."""

    simulator: Simulator
    tenant: Tenant
    sources: Sequence[dict[str, Any]]
    """The steps as JSON."""
    results: list[ScriptStepResult] = field(default_factory=list)
    seen: SeenResources = field(init=False)
    _requests: ScriptRequests = field(init=False)

    def __post_init__(self) -> None:
        self.seen = SeenResources(self.tenant.world)
        self._requests = ScriptRequests(self.tenant, self.simulator.cluster_types)

    @property
    def now(self) -> int:
        """The tenant's time, once everything that is due is done."""
        return self.tenant.catch_up_at_once(self.simulator.system_clock.monotonic())

    async def run(self, steps: Sequence[ScriptStep], *, stops: bool) -> None:
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
        elif step.check is not None:
            await self._check(number, self.sources[number - 1]["check"])
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

    # ---- checks

    async def _check(self, number: int, expectation: dict[str, Any]) -> None:
        at, text = self.now, f"check {inline_yaml(expectation)}"
        verdict = expectation_check.verdict_on(
            self.tenant.world, await self._journal(), expectation
        )
        self._add(ScriptStepResult(number, at, text, is_check=True, problem=verdict.reason))

    async def _journal(self) -> Sequence[CallEntry]:
        await self.simulator.flush(self.tenant)
        return await self.simulator.store.history.read(tables.CALL, self.tenant.number)

    # ---- calls

    async def _call(self, number: int, call: str, step: ScriptStep) -> None:
        """Make the call *repeat* times, or until an answer is not as expected."""
        for _ in range(step.repeat):
            result = await self._call_once(number, call, step)
            self._add(result)
            if result.problem:
                return

    async def _call_once(self, number: int, call: str, step: ScriptStep) -> ScriptStepResult:
        method, _, path = call.partition(" ")
        target = self._requests.target(path)
        at, body = self.now, self._requests.body(step, target)
        answer = await self.simulator.dispatcher.answer(
            self.tenant.name, incoming(method, target, body, step.headers)
        )
        self._requests.learn(answer)
        return ScriptStepResult(
            number=number,
            at=at,
            text=f"{call} ({name})" if (name := name_in(body)) else call,
            status=answer.status,
            code=answer.code,
            problem=_problem(answer, step),
        )


def _problem(answer: Answer, step: ScriptStep) -> str:
    """How an answer differs from what its step expects; empty if it does not."""
    if step.expect_status not in (None, answer.status):
        return difference(answer, str(step.expect_status or "a broken connection"))
    if step.expect_code is not None and not matches_one(step.expect_code, answer.code):
        return difference(answer, f"the code {' or '.join(step.expect_code)}")
    if not step.expect_body:
        return ""
    body = received(answer)
    if body is None:
        return difference(answer, "a body in JSON")
    return "; ".join(answer_fields.differences(body.value, step.expect_body))
