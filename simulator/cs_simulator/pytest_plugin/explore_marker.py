"""What ``@pytest.mark.cs_explore`` says, and whether that makes sense."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import pytest

from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.instants import duration
from cs_simulator.pytest_plugin.item_state import MisuseError
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.expectations.invariants import all_invariants, invariant_by_name
from cs_simulator.scenarios.suggestions import instead, short
from cs_simulator.testing.explore import PATIENCE, Options
from cs_simulator.testing.explore.limits import Limits

NAME = "cs_explore"
_DEFAULTS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the marker of a test asks for."""

    examples: int | None = None
    """How many; without it, as many as the profile of Hypothesis says."""
    options: Options = field(default_factory=Options)
    expectations: tuple[Mapping[str, Any], ...] = ()
    """What is expected of each run: what the base expects, and invariants."""
    patience: int = PATIENCE
    limits: Limits = _DEFAULTS

    @property
    def base(self) -> Mapping[str, Any]:
        """The scenario without anything that goes wrong."""
        given = self.options.base
        source = dict(given) if isinstance(given, Mapping) else {}
        named = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "found"}}
        failing = ("rules", "timeline", "expect", "script")
        return named | {key: value for key, value in source.items() if key not in failing}


def wanted_of(item: pytest.Item) -> Wanted:
    """What the marker of a test asks for; raises :class:`MisuseError` where it makes no sense."""
    marker = _marker(item)
    unknown = [name for name in marker.kwargs if name not in _READERS]
    if unknown:
        _refuse(f"unknown keyword {unknown[0]!r}{instead(unknown[0], _READERS)}")
    if marker.args:
        _refuse(f"give keywords, such as examples={short(marker.args[0])}")
    given = {name: _READERS[name](name, value) for name, value in marker.kwargs.items()}
    base = _base(item, given.pop("base", None))
    options = {name: given.pop(name) for name in ("kinds", "operations", "rules") if name in given}
    limits = {name: given.pop(name) for name in ("calls", "time") if name in given}
    invariants = _with_defaults(given.pop("invariants", ()))
    return Wanted(
        options=Options(base=base, **options),
        limits=Limits(**limits),
        expectations=(*_of_clients((base or {}).get("expect", ())), *invariants),
        **given,
    )


def _of_clients(expected: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The expectations that are not about a rule: the rules are varied, or left out."""
    return (expectation for expectation in expected if "rule" not in expectation)


def _marker(item: pytest.Item) -> pytest.Mark:
    found = list(item.iter_markers_with_node(NAME))
    node, marker = found[0]
    if sum(owner is node for owner, _ in found) > 1:
        _refuse(f"{node.name} has two of it; keep one")
    if item.get_closest_marker("cs_scenario"):
        _refuse(f"{item.name} has cs_scenario, too; to vary that scenario, write base=… instead")
    if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        _refuse(f"{item.name} has @given, too; a test is explored as a whole, so drop one of them")
    return marker


def _base(item: pytest.Item, given: Any) -> Mapping[str, Any] | None:
    """The scenario of a file beside the test, or of a shipped name."""
    if given is None:
        return None
    beside = item.path.parent / given
    try:
        return scenario_library.read(str(beside if beside.is_file() else given)).source
    except (UsageError, ValueError) as error:
        raise MisuseError(f"{NAME}: base: {error}") from None


def _with_defaults(given: tuple[Mapping[str, Any], ...]) -> list[Mapping[str, Any]]:
    """The invariants that were chosen, after those that are always checked."""
    chosen = {next(iter(invariant)) for invariant in given}
    defaults = [name for name, kind in all_invariants().items() if kind.by_default]
    named = [{"invariant": name} for name in defaults if name not in chosen]
    return [*named, *map(_expectation, given)]


def _expectation(invariant: Mapping[str, Any]) -> Mapping[str, Any]:
    ((name, values),) = invariant.items()
    return {"invariant": invariant if values else name}


def _number(name: str, value: Any, least: int = 1) -> int:
    if type(value) is not int or value < least:
        _refuse(f"{name} is a whole number of at least {least}, not {short(value)}")
    return value


def _numbers_from_zero(name: str, value: Any) -> int:
    return _number(name, value, 0)


def _names(name: str, value: Any) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(each, str) for each in names):
        _refuse(f"{name} is a list of names, not {short(value)}")
    return tuple(names)


def _file(name: str, value: Any) -> str:
    if not hasattr(value, "__fspath__") and not isinstance(value, str):
        _refuse(f"{name} is a file, or the name of a shipped scenario, not {short(value)}")
    return str(value)


def _duration(name: str, value: Any) -> int:
    try:
        return duration(value)
    except ValueError as error:
        _refuse(f"{name}: {error}")


def _invariants(name: str, value: Any) -> tuple[Mapping[str, Any], ...]:
    given = [value] if isinstance(value, str | dict) else value
    if not isinstance(given, list | tuple):
        _refuse(f"{name} is a list of invariants, not {short(value)}")
    return tuple(_invariant(invariant_by_name(each)) for each in given)


def _invariant(given: Any) -> Mapping[str, Any]:
    if not isinstance(given, dict) or len(given) != 1:
        _refuse(f"an invariant is a name, or {{name: parameters}}, not {short(given)}")
    ((name, values),) = given.items()
    if name not in all_invariants():
        _refuse(f"unknown invariant {short(name)}{instead(str(name), all_invariants())}")
    _check_parameters(name, values)
    return {name: values}


def _check_parameters(name: str, values: Any) -> None:
    from cs_simulator.cluster_types import registry
    from cs_simulator.kubernetes import vocabulary
    from cs_simulator.scenarios.file import given_expectations
    from cs_simulator.scenarios.file.problems import UnusableFileError

    try:
        expected = _expectation({name: values})
        given_expectations.refuse_errors([expected], None, vocabulary(registry()))
    except UnusableFileError as error:
        _refuse(error.problems[0].message.removeprefix("expectations[0]."))


def _refuse(why: str) -> NoReturn:
    raise MisuseError(f"{NAME}: {why}")


_READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "examples": _number,
    "kinds": _names,
    "operations": _names,
    "rules": _number,
    "base": _file,
    "invariants": _invariants,
    "patience": _numbers_from_zero,
    "calls": _number,
    "time": _duration,
}
