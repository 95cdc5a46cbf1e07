"""Finds as scenario files: what broke, how to see it again, and the scenario as people write it."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.files import scenario_library
from cs_simulator.testing.explore.outcome import Finding, Seen
from cs_simulator.testing.explore.recorded_script import script_of

FOLDER = Path(".cs-simulator") / "finds"
"""Where finds are saved by default, below the folder that a run is about."""

_LONGEST_NAME = 120
_LONGEST_DESCRIPTION = 200
_WIDTH = 96
_KEYS = (
    "apiVersion", "kind", "metadata", "seed", "clock", "fixtures", "durations", "rules",
    "timeline", "expect", "script",
)  # fmt: skip


def name_of(client: str, finding: Finding) -> str:
    """The name of a find: that of the client with the kind of the bug."""
    words = re.sub(r"[^A-Za-z0-9_]+", "-", f"{client} {finding.kind}").strip("-")
    return words[-_LONGEST_NAME:].lstrip("-") or "found"


def scenario_of(
    source: Mapping[str, Any],
    finding: Finding,
    *,
    name: str,
    seed: int,
    clock: str,
    seen: Seen | None = None,
) -> dict[str, Any]:
    """The scenario of a file that shows the find again.

    It has the seed and the clock of the run, expects what was missed in it, and makes the same
    calls, if they show that.
    """
    missed = [verdict["expectation"] for verdict in seen.missed] if seen else []
    summary = textwrap.shorten(finding.reason, _LONGEST_DESCRIPTION, placeholder=" …")
    described = {"name": name, "description": summary}
    expected = [*source.get("expect", ())]
    expected += [expectation for expectation in missed if expectation not in expected]
    made = {
        **source,
        "metadata": _Block({**source["metadata"], **described}),
        "seed": seed,
        "clock": {"mode": clock, **(source.get("clock") or {})},
        "expect": expected,
    }
    if seen:
        made["script"] = script_of(made, seen.calls)
    return {key: made[key] for key in _KEYS if made.get(key) not in (None, [], {})}


def numbered(name: str, digits: str) -> str:
    """The name with digits that tell it from others of that name."""
    return f"{name[: _LONGEST_NAME - len(digits)]}-{digits}"


def renamed(scenario: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The scenario of a file under another name, with its keys in their order."""
    made = {**scenario, "metadata": _Block({**scenario["metadata"], "name": name})}
    return {key: made[key] for key in _KEYS if key in made}


def text_of(scenario: Mapping[str, Any], comments: Sequence[str]) -> str:
    """A scenario as YAML, below comments."""
    above = [f"# {line}".rstrip() for comment in comments for line in comment.splitlines()]
    return "\n".join([*above, yaml_of(scenario)])


def yaml_of(scenario: Mapping[str, Any]) -> str:
    """A scenario as YAML, as people write it: a rule's parts on one line each."""
    return yaml.dump(
        scenario,
        Dumper=_Dumper,
        sort_keys=False,
        default_flow_style=None,
        allow_unicode=True,
        width=_WIDTH,
    )


def save(folder: Path, name: str, text: str) -> Path:
    """Write a find, in place of one of that name; returns its file.

    Raises :class:`UsageError` where that is not possible.
    """
    path = folder / f"{name}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(str(error.strerror), subject=str(path)) from None
    return path


def load(path: str | Path) -> dict[str, Any]:
    """The scenario of a file, which may be a find or any other one.

    Raises :class:`UsageError` if there is none, or if it cannot be used.
    """
    return dict(scenario_library.read(str(path)).source)


def saved(folder: Path) -> Iterator[Path]:
    """The finds of a folder, in the order of their names."""
    yield from sorted(folder.glob("*.yaml"))


class _Block(dict[str, Any]):
    """An object whose keys are written on lines of their own."""


class _Dumper(yaml.SafeDumper):
    """Lists are indented below their keys, and no value is written as a reference to another."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent lists too."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write each value where it stands."""
        return True


def _as_block(dumper: _Dumper, block: _Block) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", block, flow_style=False)


_Dumper.add_representer(_Block, _as_block)
