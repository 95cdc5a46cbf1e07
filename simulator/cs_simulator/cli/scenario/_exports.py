"""The results of scenario runs for programs: as JSON, and as JUnit's XML."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, TypedDict
from xml.etree import ElementTree as ET

from cs_simulator.domain import ids, instants
from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.server.control.contract.calls import Decision, Verdict
from cs_simulator.server.control.contract.events import EndedStep, StateChange
from cs_simulator.server.control.contract.script_runs import IdleRule, ScriptStep
from cs_simulator.server.control.contract.values import Instant

if TYPE_CHECKING:
    from cs_simulator.runs.script_run import ScriptRun
    from cs_simulator.scenarios.file.problems import Problem as FoundProblem


class Problem(TypedDict):
    """What is wrong with a file, and where."""

    file: str
    line: int
    column: int
    code: str
    """``E…`` for an error, ``W…`` for a warning."""
    message: str


class UnusableFile(TypedDict):
    """A file that could not be run."""

    file: str
    passed: Literal[False]
    problems: list[Problem]


class RunStep(EndedStep):
    """A step of a task that has ended."""

    cluster: str
    """The cluster's name."""


class RunState(StateChange):
    """A cluster's new state."""

    cluster: str
    """The cluster's name."""


class ScenarioRun(TypedDict):
    """A run of a scenario's own script."""

    file: str
    name: str
    seed: int
    passed: bool
    failures: list[str]
    began: Instant
    ended: Instant
    script: list[ScriptStep]
    steps: list[RunStep]
    """What tasks went through."""
    states: list[RunState]
    """What states clusters went through."""
    decisions: list[Decision]
    idle_rules: list[IdleRule]
    """The rules that never acted, if the script came to its end."""
    warnings: list[Problem]
    """What lint has to say of the file."""
    verdicts: list[Verdict]


TestResult = ScenarioRun | UnusableFile


def problem_object(problem: "FoundProblem") -> Problem:
    """A problem of a file."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "message": problem.message,
    }


def unusable_file(file: str, problems: "Iterable[FoundProblem]") -> UnusableFile:
    """A file that could not be run."""
    found = [problem_object(problem) for problem in problems]
    return {"file": file, "passed": False, "problems": found}


def scenario_run(
    file: str, run: "ScriptRun", warnings: "Sequence[FoundProblem]" = ()
) -> ScenarioRun:
    """A run: the script, what happened, the verdicts."""
    from cs_simulator.server.control.rendering import script_runs
    from cs_simulator.server.control.rendering.calls import decision_object

    return {
        "file": file,
        "name": run.name,
        "seed": run.seed,
        "passed": run.passed,
        "failures": run.failures,
        "began": instants.as_exact_text(run.began),
        "ended": instants.as_exact_text(run.ended),
        "script": [script_runs.step_object(step) for step in run.steps],
        "steps": _steps(run),
        "states": _states(run),
        "decisions": [decision_object(decision) for decision in run.history.decisions],
        "idle_rules": script_runs.idle_rules(run),
        "warnings": [problem_object(problem) for problem in warnings],
        "verdicts": _verdicts(run),
    }


def _steps(run: "ScriptRun") -> list[RunStep]:
    from cs_simulator.server.control.rendering.tasks import ended_step

    names = {
        instance: ids.node_name(node.cluster_id, node.number)
        for instance, node in run.resources.nodes.items()
    }
    return [
        {
            **ended_step(trace, names.get(trace.instance_id)),
            "cluster": run.resources.clusters[trace.cluster_id].name,
        }
        for trace in run.history.traces
        if trace.kind == "step"
    ]


def _states(run: "ScriptRun") -> list[RunState]:
    from cs_simulator.server.control.rendering.tasks import state_change

    return [
        {**state_change(trace), "cluster": run.resources.clusters[trace.cluster_id].name}
        for trace in run.history.traces
        if trace.kind == "state"
    ]


def _verdicts(run: "ScriptRun") -> list[Verdict]:
    import orjson

    from cs_simulator.server.control.rendering.calls import verdicts_object

    # Bodies in them are fragments of JSON, which only orjson can write.
    verdicts: list[Verdict] = orjson.loads(orjson.dumps(verdicts_object(run.verdicts)["verdicts"]))
    return verdicts


def junit(runs: "Sequence[tuple[str, ScriptRun | Sequence[FoundProblem]]]") -> bytes:
    """Files as test suites, the script and each expectation as test cases."""
    suites = ET.Element("testsuites", name="cs-simulator scenario test")
    for file, run in runs:
        cases = list(_cases(run))
        failed = [message for _, message in cases if message]
        idle = [] if isinstance(run, Sequence) else run.idle_rules
        counts = {
            "tests": str(len(cases) + len(idle)),
            "failures": str(len(failed)),
            "errors": "0",
            "skipped": str(len(idle)),
        }
        suite = ET.SubElement(suites, "testsuite", {"name": _printable(file), **counts})
        for name, message in cases:
            names = {"classname": _printable(file), "name": _printable(name)}
            case = ET.SubElement(suite, "testcase", names)
            if message:
                ET.SubElement(case, "failure", message=_printable(message))
        for rule, reason in idle:
            names = {"classname": _printable(file), "name": _printable(f"rule {rule}")}
            case = ET.SubElement(suite, "testcase", names)
            ET.SubElement(case, "skipped", message=_printable(reason))
    return bytes(ET.tostring(suites, encoding="utf-8", xml_declaration=True))


def _cases(run: "ScriptRun | Sequence[FoundProblem]") -> "Iterable[tuple[str, str]]":
    """The name of each test case, and why it failed; empty if it passed."""
    if isinstance(run, Sequence):
        yield "lint", "\n".join(map(str, run))
        return
    problems = [f"step {step.number}: {step.problem}" for step in run.steps if step.problem]
    yield "script", "\n".join([*problems, *([run.problem] if run.problem else [])])
    for expectation, verdict in run.verdicts:
        yield inline_yaml(expectation), "" if verdict.passed else verdict.reason


def _printable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(c if c.isprintable() or c in "\n\t" else "?" for c in text)
