"""The steps of a script, one after the other: calls, waits, and checks of what there is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cs_simulator.domain import instants
from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.engine import expectation_check
from cs_simulator.engine.timeline import FOREVER, is_idle, is_settled
from cs_simulator.kubernetes.expected_objects import objects_at
from cs_simulator.operations import Answer
from cs_simulator.runs.calls_under_way import CallsUnderWay
from cs_simulator.runs.in_process import difference, received
from cs_simulator.runs.manual_clock import ManualClock
from cs_simulator.runs.script_requests import ScriptRequest, ScriptRequests
from cs_simulator.runs.script_run import ScriptStepResult
from cs_simulator.runs.seen_resources import SeenResources
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios import answer_fields
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.script import TIMED_OUT, CallKeys, ScriptCall, ScriptStep


@dataclass(slots=True)
class ScriptSteps:
    """Runs the steps of a script on a tenant."""

    simulator: Simulator
    tenant: Tenant
    clock: ManualClock
    sources: Sequence[dict[str, Any]]
    """The steps as JSON."""
    results: list[ScriptStepResult] = field(default_factory=list)
    seen: SeenResources = field(init=False)
    _requests: ScriptRequests = field(init=False)
    _under_way: CallsUnderWay = field(init=False)

    def __post_init__(self) -> None:
        self.seen = SeenResources(self.tenant.world)
        self._requests = ScriptRequests(self.tenant, self.simulator.cluster_types)
        self._under_way = CallsUnderWay(lambda: self.now, self._move_clock)
        self.clock.wait = self._under_way.wait

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
                text = step.call or ("parallel" if step.parallel else "wait")
                self._add(ScriptStepResult(number, self.now, text, problem=str(problem)))
            if stops and any(result.problem for result in self.results if result.number == number):
                await self._under_way.give_up()
                return
        await self._until_idle()

    async def _run(self, number: int, step: ScriptStep) -> None:
        if step.call is not None:
            await self._call(number, step.call, step)
        elif step.parallel is not None:
            await self._parallel(number, step.parallel)
        elif step.check is not None:
            await self._check(number, self.sources[number - 1]["check"])
        elif step.advance is not None:
            text = f"advance {instants.duration_text(step.advance)}"
            self._add(ScriptStepResult(number, self.now, text))
            await self._under_way.run_until(min(self.now + step.advance, instants.LATEST))
        else:
            self._add(ScriptStepResult(number, self.now, f"until {step.until}"))
            await (self._until_idle() if step.until == "idle" else self._until_settled())

    def _add(self, result: ScriptStepResult) -> None:
        self.results.append(result)

    # ---- time

    async def _move_clock(self, instant: int) -> None:
        await self.simulator.advance(self.tenant, instant)

    async def _until_idle(self) -> None:
        """Run everything that is in progress, and what is planned."""
        await self._under_way.run_all()
        await self.simulator.advance(
            self.tenant,
            FOREVER,
            enough=lambda: is_idle(self.tenant.world),
            sets_clock=False,
        )

    async def _until_settled(self) -> None:
        """Run what is in progress; of what is planned only that which is due until then."""
        await self._under_way.run_all()
        await self.simulator.advance(
            self.tenant,
            FOREVER,
            enough=lambda: is_settled(self.tenant.world),
            sets_clock=False,
        )

    # ---- checks

    async def _check(self, number: int, expectation: dict[str, Any]) -> None:
        at, text = self.now, f"check {inline_yaml(expectation)}"
        world, journal = self.tenant.world, await self._journal()
        found = objects_at(world, at)
        verdict = expectation_check.verdict_on(world, journal, expectation, found)
        self._add(ScriptStepResult(number, at, text, is_check=True, problem=verdict.reason))

    async def _journal(self) -> Sequence[CallEntry]:
        await self.simulator.flush(self.tenant)
        return await self.simulator.store.history.read(tables.CALL, self.tenant.number)

    # ---- calls

    async def _call(self, number: int, call: str, step: ScriptStep) -> None:
        """Make the call *repeat* times, or until an answer is not as expected."""
        for _ in range(step.repeat):
            at, request = self.now, self._requests.request(call, step)
            if step.timeout is None:
                answer: Answer | None = await self._answer(request)
            else:
                [answer] = await self._under_way.answers([self._answer(request)], [step.timeout])
            self._add_answer(number, at, request, answer, step)
            if self.results[-1].problem:
                return

    async def _parallel(self, number: int, calls: Sequence[ScriptCall]) -> None:
        """Make calls at once: all requests are made before any of them is answered."""
        made = [call for call in calls for _ in range(call.repeat)]
        at, requests = self.now, [self._requests.request(call.call, call) for call in made]
        same = requests[0].incoming.received
        sent = [
            request._replace(incoming=request.incoming._replace(received=same))
            for request in requests
        ]
        answers = await self._under_way.answers(
            [self._answer(request) for request in sent], [call.timeout for call in made]
        )
        for call, request, answer in zip(made, sent, answers, strict=True):
            self._add_answer(number, at, request, answer, call)

    async def _answer(self, request: ScriptRequest) -> Answer:
        return await self.simulator.dispatcher.answer(self.tenant.name, request.incoming)

    def _add_answer(
        self, number: int, at: int, request: ScriptRequest, answer: Answer | None, keys: CallKeys
    ) -> None:
        """Add the result of a call; without an answer, its client did not wait for it."""
        answer = answer or Answer(status=0, body=b"", request_id="", code=TIMED_OUT)
        self._requests.learn(answer)
        self._add(
            ScriptStepResult(
                number=number,
                at=at,
                text=request.text,
                status=answer.status,
                code=answer.code,
                problem=_problem(answer, keys),
                is_expected=_expects(keys),
            )
        )


def _expects(step: CallKeys) -> bool:
    return step.expect_status is not None or step.expect_code is not None or bool(step.expect_body)


def _problem(answer: Answer, step: CallKeys) -> str:
    """How an answer differs from what its step expects; empty if it does not."""
    if step.expect_status not in (None, answer.status):
        return difference(answer, str(step.expect_status or "a broken connection"))
    has_code = bool(answer.code) and matches_one(step.expect_code or (), answer.code)
    if step.expect_code is not None and not has_code:
        return difference(answer, f"the code {' or '.join(step.expect_code)}")
    if not step.expect_body:
        return ""
    body = received(answer)
    if body is None:
        return difference(answer, "a body in JSON")
    return "; ".join(answer_fields.differences(body.value, step.expect_body))
