"""The report of a run of a scenario's script."""

from collections.abc import Iterator

import orjson

from cs_simulator.charts import build
from cs_simulator.charts import of_run as picture_of_run
from cs_simulator.charts.html.report import (
    MOST_CALLS,
    Report,
    ShownCall,
    ShownExpectation,
    ShownRule,
    as_yaml,
    json_or_text,
    made_of_answer,
)
from cs_simulator.domain import instants
from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.domain.records import CallEntry
from cs_simulator.engine.fault_decisions import FIRED
from cs_simulator.runs.script_run import ScriptRun
from cs_simulator.scenarios.declaration import build as build_declared
from cs_simulator.scenarios.rule import Rule


def report(file: str, run: ScriptRun, warnings: str = "") -> Report:
    """Everything that ``scenario test`` tells of a run of a file."""
    texts = [("Warnings", warnings), ("What failed", "\n".join(run.failures))]
    return Report(
        title=run.name,
        passed=run.passed,
        description=run.description,
        facts={
            "file": file,
            "seed": str(run.seed),
            "began": instants.as_exact_text(run.began),
            "ended": instants.as_exact_text(run.ended),
        },
        texts=[(heading, text) for heading, text in texts if text],
        picture=build.picture(picture_of_run.facts(run)),
        expectations=list(_expectations(run)),
        rules=list(_rules(run)),
        calls=[_call(call) for call in run.history.calls[-MOST_CALLS:]],
        calls_left_out=max(len(run.history.calls) - MOST_CALLS, 0),
        scenario=as_yaml(run.source),
    )


def _expectations(run: ScriptRun) -> Iterator[ShownExpectation]:
    """The checks and the problems of the script, and then what the scenario expects."""
    for step in run.steps:
        if step.problem or step.is_check:
            text = f"script step {step.number}: {step.text}"
            request = tuple(filter(None, (step.request_id,)))
            yield ShownExpectation(text, not step.problem, step.problem, request)
    for expectation, verdict in run.verdicts:
        proof = tuple(call.request_id for call in verdict.proof)
        yield ShownExpectation(inline_yaml(expectation), verdict.passed, verdict.reason, proof)


def _rules(run: ScriptRun) -> Iterator[ShownRule]:
    fired = [decision.rule for decision in run.history.decisions if decision.outcome == FIRED]
    idle = dict(run.idle_rules)
    for source in run.source.get("rules", ()):
        kind = build_declared(Rule, source).then.kind()
        name = source["id"]
        yield ShownRule(name, kind, as_yaml(source), fired.count(name), idle.get(name, ""))


def _call(call: CallEntry) -> ShownCall:
    noted = orjson.loads(call.considered or "null") or {}
    return ShownCall(
        number=call.serial,
        request_id=call.request_id,
        at=call.at,
        method=call.method,
        path=call.target,
        operation=call.operation,
        status=call.status,
        code=call.code,
        body=json_or_text(call.body),
        answer=json_or_text(call.answer),
        unread=tuple(call.unread.split()),
        faults=tuple(call.faults.split()),
        made=made_of_answer(noted.get("committed"), noted.get("sent")),
    )


def unusable(file: str, problems: str) -> Report:
    """The report of a file that could not be run."""
    return Report(title=file, passed=False, texts=[("What is wrong with the file", problems)])
