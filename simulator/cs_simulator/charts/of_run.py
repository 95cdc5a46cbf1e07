"""The facts of a run of a script, which is over: nothing is to come."""

from collections.abc import Iterator

import orjson

from cs_simulator.charts import actions
from cs_simulator.charts.facts import ActionFact, CallFact, Facts
from cs_simulator.cluster_types import registry
from cs_simulator.runs.script_run import ScriptRun, ScriptStepResult
from cs_simulator.scenarios.compiler import compiled

NOT_MADE = "not made"
"""In place of the code: the call could not be made."""


def facts(run: ScriptRun) -> Facts:
    """The facts of a run."""
    resources, history = run.resources, run.history
    return Facts(
        now=run.ended,
        began=run.began,
        cluster_types=registry(),
        clusters=resources.clusters,
        groups=resources.groups,
        nodes=resources.nodes,
        tasks=resources.tasks,
        steps=resources.open_steps,
        calls=list(_calls(run)),
        traces=history.traces,
        decisions=history.decisions,
        events=history.events,
        actions=list(_actions(run)),
        durations=compiled(orjson.dumps(run.source).decode()).durations,
    )


def is_call(step: ScriptStepResult) -> bool:
    """Whether a step of the script is a call, also one that could not be made."""
    return not step.is_check and (step.status is not None or bool(step.problem))


def _calls(run: ScriptRun) -> Iterator[CallFact]:
    journal = {call.request_id: call for call in run.history.calls}
    for step in filter(is_call, run.steps):
        method, _, target = step.text.partition(" ")
        entry = journal.get(step.request_id)
        yield CallFact(
            at=step.at,
            operation=entry.operation if entry else "",
            method=method,
            target=target,
            status=step.status or 0,
            code=step.code if step.status is not None else NOT_MADE,
            request_id=step.request_id,
            cluster_id=entry.cluster_id if entry else "",
            task_id=entry.task_id if entry else "",
            faults=" ".join(step.rules),
        )


def _actions(run: ScriptRun) -> Iterator[ActionFact]:
    """What the timeline did in the run; what lasts longer is cut off at its end."""
    for action in actions.declared(run.source, run.began):
        if action.at <= run.ended:
            yield action._replace(lasts=min(action.lasts, run.ended - action.at))
