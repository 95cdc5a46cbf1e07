"""The calls of a run as the script of a scenario: ``scenario test`` shows a find with it."""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cs_simulator.cluster_types import registry
from cs_simulator.domain import instants
from cs_simulator.domain.errors import UsageError
from cs_simulator.engine.redaction import REPLACED
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runs.script import run_script
from cs_simulator.scenarios.file import lint, reader
from cs_simulator.scenarios.file.problems import UnusableFileError

Json = Mapping[str, Any]

_MOST_CALLS = 50  # nobody reads a longer script
_SCRIPTED = re.compile(r"(GET|POST|PUT|DELETE) /\S*")
_MILLISECOND = instants.SECOND // 1000
_IDS = ("cluster_id", "nodepool_id", "task_id")


def script_of(scenario: Json, calls: Sequence[Json]) -> list[dict[str, Any]]:
    """The steps that make the calls of a run again, with the statuses that they were answered with.

    There are none where they would not miss an expectation of the scenario: because there is
    none, because what was sent is not known any more, or because it was too much.
    """
    if not scenario.get("expect") or not 0 < len(calls) <= _MOST_CALLS:
        return []
    if not all(_SCRIPTED.fullmatch(_text(call)) for call in calls):
        return []
    steps = list(_steps(calls))
    return steps if _misses({**scenario, "script": steps}) else []


def _text(call: Json) -> str:
    return f"{call['method']} {call['path']}"


def _steps(calls: Sequence[Json]) -> Iterator[dict[str, Any]]:
    """A step for each call, and one for the time that passed before it."""
    names: dict[str, str] = {}
    """What answers have called each id, as scripts write it."""
    now = instants.from_text(calls[0]["time"])
    for call in calls:
        waited = instants.from_text(call["time"]) - now
        if waited > 0:
            # To the millisecond, and never less: what was due then is due now.
            waited = -(-waited // _MILLISECOND) * _MILLISECOND
            yield {"advance": instants.duration_text(waited)}
            now += waited
        step: dict[str, Any] = {"call": _with_names(_text(call), names)}
        if isinstance(call["body"], dict) and call["body"]:
            step["body"] = _without_secrets(call["body"])
        yield {**step, "expect_status": call["status"]}
        _learn(call, names)


def _with_names(text: str, names: Mapping[str, str]) -> str:
    for identifier, placeholder in names.items():
        text = text.replace(identifier, placeholder)
    return text


def _learn(call: Json, names: dict[str, str]) -> None:
    """Note how a script names the ids that a call brought: the last of each kind, or by name."""
    answer = call["answer"] if isinstance(call["answer"], dict) and call["status"] else {}
    for key in _IDS:
        if isinstance(identifier := answer.get(key), str) and identifier:
            last = f"{{{key}}}"
            for former in [one for one, written in names.items() if written == last]:
                del names[former]
            names.setdefault(identifier, last)
    body = call["body"] if isinstance(call["body"], dict) else {}
    if call["operation"] == "CreateCluster" and call["cluster_id"] and "name" in body:
        names[call["cluster_id"]] = f"{{cluster_id:{body['name']}}}"


def _without_secrets(value: Any) -> Any:
    """A body without the fields that the journal does not keep: the script fills them in."""
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if item != REPLACED}
        return {key: _without_secrets(item) for key, item in kept.items()}
    return [_without_secrets(item) for item in value] if isinstance(value, list) else value


def _misses(scenario: Json) -> bool:
    """Whether the script goes as it did, and an expectation is missed at its end."""
    try:
        loaded = reader.read("find", json.dumps(scenario), _nothing_else)
        lint.refuse_errors(loaded, vocabulary(registry()))
        run = asyncio.run(run_script(loaded))
    except (UnusableFileError, UsageError, ValueError):
        return False
    went_well = not run.problem and not any(step.problem for step in run.steps)
    return went_well and any(not verdict.passed for _, verdict in run.verdicts)


def _nothing_else(including: str, called: str) -> tuple[str, str]:
    raise ValueError(f"{including} includes {called}; a find stands alone")
