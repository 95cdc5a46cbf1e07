"""The generated parts of ``scenarios/README.md``: faults, stages, the library, a chart."""

import re
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import Field, fields, is_dataclass
from typing import Any, Literal, get_args, get_origin

from click.testing import CliRunner
from cs_simulator.cluster_types import registry
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.declaration import Tried, default_of, is_required
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.invariants import all_invariants
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file.field_docs import meanings
from cs_simulator.scenarios.values import DistributionValues, Duration, Globs, Share

from tests.docs.tables import code, distribution, duration, sentence, table
from tests.scenarios.clients.lessons import LESSONS


def faults() -> str:
    """Every kind of fault: its phases, what it applies to by itself, what it does."""
    rows = []
    for name, kind in all_kinds().items():
        implied = (f"{key}: {', '.join(values)}" for key, values in kind.implies.items())
        applies_to = ", ".join(code(text) for text in implied)
        phases = ", ".join(map(code, kind.phases))
        does, _, finds = kind.description().replace("``", "`").partition(" Finds ")
        rows.append((code(name), phases, applies_to, does, finds))
    return table(("fault", "acts in", "applies to", "what it does", "it finds"), rows)


def invariants() -> str:
    """Every invariant: its parameters, what it checks, and what it cannot see."""
    rows = []
    for name, invariant in all_invariants().items():
        text = invariant.description().replace("``", "`")
        checks, _, unseen = text.partition(" It cannot see ")
        star = " *" if invariant.by_default else ""
        rows.append((code(name) + star, _parameters_of(invariant), checks, sentence(unseen)))
    return table(("invariant", "parameters", "holds if", "cannot see"), rows)


def _parameters_of(invariant: type[Invariant]) -> str:
    docs = meanings(invariant)
    parts = []
    for field in fields(invariant):
        takes = what_it_takes(field.type)
        main = ", short form" if field.name == invariant.main else ""
        default = _default(field, takes)
        meaning = docs[field.name].rstrip(".")
        parts.append(f"{code(field.name)} ({takes}, default {default}{main}): {meaning}")
    return "; ".join(parts)


def fault_parameters() -> str:
    """Every parameter of every kind: what it takes, its default, what it means."""
    return table(("parameter", "takes", "default", "meaning"), _parameters())


def _parameters() -> Iterator[tuple[str, str, str, str]]:
    for name, kind in all_kinds().items():
        docs = meanings(kind)
        for field in fields(kind):
            parameter = field.name
            meaning = docs[parameter]
            if parameter == kind.main:
                meaning += " (short form)"
            takes = what_it_takes(field.type)
            yield code(f"{name}.{parameter}"), takes, _default(field, takes), meaning


def what_it_takes(hint: Any) -> str:
    """What a value of that type is in a file, in a word or two."""
    hint = _as_declared(hint)
    word = next((word for word, is_so in _WORDS.items() if is_so(hint)), None)
    return word or _of_parts(hint)


def _of_parts(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is typing.Annotated:
        return what_it_takes(arguments[0])
    if origin is Literal:
        return ", ".join(code(str(choice)) for choice in arguments)
    if origin is tuple:
        return f"list of {what_it_takes(arguments[0])}s"
    if origin in _UNIONS:
        kinds = {what_it_takes(part) for part in arguments if part is not type(None)}
        return " or ".join(sorted(kinds))
    return _NAMES[origin or hint]


_UNIONS = (typing.Union, types.UnionType)
_WORDS: dict[str, Callable[[Any], bool]] = {
    "duration": lambda hint: hint in (Duration, Duration | None),
    "share": lambda hint: hint in (Share, Share | None),
    "pattern": lambda hint: any(map(_is_pattern, _members(hint))),
    "distribution": lambda hint: hint is DistributionValues,
    "object": lambda hint: isinstance(hint, type) and is_dataclass(hint),
}


def _members(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in _UNIONS else (hint,)


def _is_pattern(hint: Any) -> bool:
    """Whether it is a pattern or a list of them, whatever they are names of."""
    base, *marks = get_args(Globs)
    of_hint = get_args(hint)
    return of_hint[:1] == (base,) and all(mark in of_hint[1:] for mark in marks)


def _as_declared(hint: Any) -> Any:
    """The type without what is tried of it in one place."""
    if get_origin(hint) is not typing.Annotated:
        return hint
    of_type = (Duration, Share)
    marks = [mark for mark in get_args(hint)[1:] if not isinstance(mark, Tried)]
    found = (kind for kind in of_type if [*get_args(kind)[1:-1]] == marks)
    return next(found, hint)


_NAMES = {
    str: "text", int: "integer", float: "number", bool: "true, false", Any: "any value",
    dict: "object",
}  # fmt: skip


def default_as_written(field: "Field[Any]") -> str:
    """The default of a field as files write it, in a table."""
    return _default(field, what_it_takes(field.type))


def _default(field: "Field[Any]", takes: str) -> str:
    if is_required(field):
        return "required"
    value = default_of(field)
    if value is None or value in ("", (), {}):
        return ""
    if takes == "distribution":
        return code(distribution(value))
    if takes == "duration":
        return code(duration(value))
    if takes == "share":
        return code(f"{value:.0%}")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "a sample of output" if "\n" in text else code(text)


def stages() -> str:
    """The stages of each plan in their order, with how long each takes."""
    rows = []
    for key, plan in registry().plans.items():
        kind = {"ack": "Kubernetes", "swarm": "Swarm"}[key.partition("/")[0]]
        variant = f", {plan.variant}" if plan.variant else ""
        for stage in plan.stages:
            only = f" if {code(stage.only_if)}" if stage.only_if else ""
            scope = "each node" if stage.scope == "node" else "the cluster"
            rows.append(
                (
                    f"{plan.operation} ({kind}{variant.replace('_', ' ')})",
                    code(stage.name),
                    scope + only,
                    code(distribution(stage.takes)),
                )
            )
    return table(("operation (clusters)", "stage", "of", "takes"), rows)


def library() -> str:
    """The shipped scenarios: their tags, what happens, which clients they catch and need."""
    rows = []
    for path in scenario_library.shipped():
        metadata = scenario_library.read(str(path)).scenario.metadata
        name = f"[{metadata.name}]({path.name})"
        happens, _, rest = metadata.description.partition(" Catches ")
        catches, _, met_by = rest.removesuffix(".").partition(". Met by clients that ")
        rows.append((name, ", ".join(metadata.tags), sentence(happens), catches, met_by))
    columns = ("scenario", "tags", "what happens", "it catches", "the client has to")
    return table(columns, rows)


def habits() -> str:
    """The habits of the careless clients in the tests, and which scenarios catch each."""
    caught_by: dict[str, list[str]] = {}
    for name, lesson in LESSONS.items():
        for habit in lesson.catches:
            caught_by.setdefault(sentence(habit.__doc__), []).append(code(name))
    rows = [(habit, ", ".join(names)) for habit, names in sorted(caught_by.items())]
    return table(("a careless client", "is caught by"), rows)


def shipped_chart() -> str:
    """What ``scenario test`` draws of one of them."""
    from cs_simulator.cli.main import main

    printed = CliRunner().invoke(main, ["scenario", "test", "ack-five-wanted-two-made"]).output
    [drawn] = re.findall(r"^( +0:00 .*?^signs [^\n]*)$", printed, re.DOTALL | re.MULTILINE)
    return f"```\n{drawn}\n```"
