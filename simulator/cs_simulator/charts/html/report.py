"""What a page shows of one run or test, as a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson
import yaml

from cs_simulator.charts.model import Picture

MOST_CALLS = 1_000
"""So many calls are shown: the last ones."""


class ShownCall(NamedTuple):
    """A call of the journal."""

    number: int
    request_id: str
    at: int
    method: str
    path: str
    operation: str
    status: int
    """0 if there was no answer."""
    code: str
    body: str
    answer: str
    unread: tuple[str, ...]
    """The fields of the body that nothing read."""
    faults: tuple[str, ...]
    """The rules that acted, each as ``id:kind``."""
    made: tuple[tuple[str, str], ...] = ()
    """What rules made of the answer: what each text is, with the text."""


class ShownExpectation(NamedTuple):
    """An expectation with its verdict, and the calls that prove it by their request ids."""

    text: str
    passed: bool
    reason: str
    proof: tuple[str, ...]


class ShownRule(NamedTuple):
    """A rule with how often it acted, and why it did not if it never did."""

    id: str
    kind: str
    text: str
    """The rule as a scenario has it, as YAML."""
    hits: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that is said of one run or test."""

    title: str
    passed: bool
    description: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Seed, command and the like, by what they are called."""
    texts: Sequence[tuple[str, str]] = ()
    """Texts with their headings, as a terminal shows them."""
    picture: Picture | None = None
    expectations: Sequence[ShownExpectation] = ()
    rules: Sequence[ShownRule] = ()
    calls: Sequence[ShownCall] = ()
    calls_left_out: int = 0
    scenario: str = ""
    """As YAML; empty if there is none."""


def made_of_answer(
    committed: Mapping[str, Any] | None, sent: Mapping[str, Any] | None
) -> tuple[tuple[str, str], ...]:
    """What the operation did and answered, and what was sent of it, where that is not the same."""
    found = []
    if committed is not None:
        kept = "kept" if committed["is_done"] else "not kept"
        answered = f"{committed['status']} {committed['code'] or ''}".strip()
        said = f"answered {answered}" if committed["status"] else "not carried out"
        found.append((f"the operation: {said}; {kept}", json_or_text(committed["answer"])))
    if sent is not None:
        part = sent.get("part") or ""
        found.append((f"sent: {sent['how']}, {sent['bytes']} bytes of the answer", part))
    return tuple(found)


def as_yaml(source: Any) -> str:
    """A value as YAML with a key on each line, in the order in which it was given."""
    text: str = yaml.safe_dump(source, sort_keys=False, allow_unicode=True, width=100)
    return text


def json_or_text(value: Any) -> str:
    """A body as text with line breaks, if it is JSON."""
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            return str(value)
    return "" if value is None else orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
