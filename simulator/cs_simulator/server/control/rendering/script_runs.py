"""Runs of scenarios' own scripts."""

from cs_simulator.domain import instants
from cs_simulator.runs.script_run import ScriptRun, ScriptStepResult
from cs_simulator.server.control.contract import script_runs as contract
from cs_simulator.server.control.rendering.calls import verdicts_object
from cs_simulator.server.control.rendering.picture import picture_object, row_object


def run_object(run: ScriptRun) -> contract.ScriptRun:
    """A run: the script, whether everything was as expected, and the picture of it."""
    from cs_simulator.charts import build, of_run

    picture = build.picture(of_run.facts(run))
    return {
        "name": run.name,
        "description": run.description,
        "seed": run.seed,
        "passed": run.passed,
        "failures": run.failures,
        "began": instants.as_exact_text(run.began),
        "ended": instants.as_exact_text(run.ended),
        "script": [step_object(step) for step in run.steps],
        "idle_rules": idle_rules(run),
        "verdicts": verdicts_object(run.verdicts)["verdicts"],
        "picture": picture_object(picture, list(map(row_object, picture.rows))),
    }


def step_object(step: ScriptStepResult) -> contract.ScriptStep:
    """A step of the script."""
    return {
        "position": step.number,
        "at": instants.as_exact_text(step.at),
        "text": step.text,
        "status": step.status,
        "code": step.code or None,
        "rules": list(step.rules),
        "problem": step.problem or None,
    }


def idle_rules(run: ScriptRun) -> list[contract.IdleRule]:
    """The rules that never acted, each with the reason."""
    return [{"rule": idle.rule, "reason": idle.reason} for idle in run.idle_rules]
