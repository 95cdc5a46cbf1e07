"""What runs came to, for programs: as JSON, and as JUnit's XML."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from cs_simulator.client.inline_yaml import flow
from cs_simulator.domain import instants

if TYPE_CHECKING:
    from cs_simulator.domain.records import Decision, Trace
    from cs_simulator.runs.script import ScriptRun
    from cs_simulator.scenarios.file.problems import Problem


def of_problems(file: str, problems: "Iterable[Problem]") -> dict[str, Any]:
    """A file that could not be run."""
    return {"file": file, "passed": False, "problems": [each._asdict() for each in problems]}


def of_run(file: str, seen: "ScriptRun") -> dict[str, Any]:
    """A run as JSON: the script, what happened, the verdicts."""
    return {
        "file": file,
        "name": seen.name,
        "seed": seen.seed,
        "passed": seen.passed,
        "failures": seen.failures,
        "began": instants.as_exact_text(seen.began),
        "ended": instants.as_exact_text(seen.ended),
        "script": [
            {**each._asdict(), "at": instants.as_exact_text(each.at)} for each in seen.played
        ],
        "timeline": [_trace(seen, each) for each in seen.traces],
        "decisions": [_decision(each) for each in seen.decisions],
        "verdicts": [
            {"expectation": written, "passed": verdict.passed, "reason": verdict.reason}
            for written, verdict in seen.verdicts
        ],
    }


def _trace(seen: "ScriptRun", trace: "Trace") -> dict[str, Any]:
    shown: dict[str, Any] = trace._asdict()
    del shown["serial"]
    shown["cluster"] = seen.clusters[trace.cluster_id]
    shown["node"] = seen.nodes[trace.instance_id][1] if trace.instance_id else None
    shown["started"] = instants.as_exact_text(trace.started)
    shown["ended"] = instants.as_exact_text(trace.ended)
    return shown


def _decision(decision: "Decision") -> dict[str, Any]:
    shown: dict[str, Any] = decision._asdict()
    del shown["serial"]
    return {**shown, "at": instants.as_exact_text(decision.at)}


def junit(runs: "Sequence[tuple[str, ScriptRun | Sequence[Problem]]]") -> bytes:
    """Files as test suites, the script and each expectation as test cases."""
    suites = ET.Element("testsuites", name="cs-simulator scenario test")
    for file, seen in runs:
        cases = list(_cases(seen))
        failed = [message for _, message in cases if message]
        suite = ET.SubElement(
            suites, "testsuite", name=file, tests=str(len(cases)), failures=str(len(failed)),
            errors="0",
        )  # fmt: skip
        for name, message in cases:
            case = ET.SubElement(suite, "testcase", classname=file, name=_printable(name))
            if message:
                ET.SubElement(case, "failure", message=_printable(message))
    return bytes(ET.tostring(suites, encoding="utf-8", xml_declaration=True))


def _cases(seen: "ScriptRun | Sequence[Problem]") -> "Iterable[tuple[str, str]]":
    """Name and what is wrong of each test case."""
    if isinstance(seen, Sequence):
        yield "lint", "\n".join(map(str, seen))
        return
    problems = [f"step {each.place}: {each.problem}" for each in seen.played if each.problem]
    yield "script", "\n".join([*problems, *([seen.problem] if seen.problem else [])])
    for written, verdict in seen.verdicts:
        yield flow(written), "" if verdict.passed else verdict.reason


def _printable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(c if c.isprintable() or c in "\n\t" else "?" for c in text)
