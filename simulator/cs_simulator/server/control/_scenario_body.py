"""Scenarios as callers of the control plane give them: read, and checked against what exists."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from cs_simulator.domain.errors import UsageError
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.files import config_dir
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.control._request import ControlError
from cs_simulator.server.control.contract import scenario as contract

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.reader import Load, LoadedScenario

TEXT_FILE = "scenario"
"""The name of a text that is no file, in problems."""


class CheckedScenario(NamedTuple):
    """A scenario that can be used."""

    source: dict[str, Any]
    """As one JSON object, with all that it includes."""
    warnings: list[contract.Warning]
    """What in it has no effect, or is surely a mistake."""

    @property
    def rules(self) -> list[dict[str, Any]]:
        """Its rules, as they are written."""
        found: list[dict[str, Any]] = self.source.get("rules", [])
        return found


def scenario_of(
    simulator: Simulator, body: dict[str, Any], where: str = TEXT_FILE
) -> CheckedScenario:
    """The scenario of a body with all that it includes.

    ``{"name": …}`` names a known one, and ``{"text": …}`` has one as YAML or JSON. Raises
    :class:`ControlError` with every problem.
    """
    from cs_simulator.runtime.files import scenario_library
    from cs_simulator.scenarios.file import reader

    if body.keys() == {"name"}:
        folder = config_dir.scenarios_folder(simulator.settings.config_dir)
        return _checked(simulator, lambda _: scenario_library.read(str(body["name"]), folder))
    text = text_of(body) if body.keys() == {"text"} else orjson.dumps(body).decode()
    return _checked(simulator, lambda load: reader.read(where, text, load))


def rules_of(simulator: Simulator, text: str, within: dict[str, Any]) -> CheckedScenario:
    """The scenario *within* with the rules of a text, which is one rule or a list of rules.

    Raises :class:`ControlError` with every problem.
    """
    from cs_simulator.scenarios.file import reader

    return _checked(simulator, lambda _: reader.read_rules("rules", text, within))


def text_of(body: dict[str, Any]) -> str:
    """The text of a body; raises :class:`ControlError` for what is none."""
    text = body.get("text")
    if not isinstance(text, str):
        raise ControlError("text is the text of a file, as YAML or JSON")
    return text


def loader(simulator: Simulator) -> "Load":
    """What reads the files that a scenario includes."""
    from cs_simulator.runtime.files import scenario_library

    folder = config_dir.scenarios_folder(simulator.settings.config_dir)
    return partial(scenario_library.load, user_folder=folder)


def _checked(simulator: Simulator, read: "Callable[[Load], LoadedScenario]") -> CheckedScenario:
    from cs_simulator.scenarios.file import lint

    with _refusing():
        loaded = read(loader(simulator))
        problems = lint.refuse_errors(loaded, vocabulary(simulator.cluster_types))
    warnings: list[contract.Warning] = [
        {"code": problem.code, "message": problem.message} for problem in problems
    ]
    return CheckedScenario(loaded.source, warnings)


@contextmanager
def _refusing() -> Iterator[None]:
    """Raise :class:`ControlError` for a scenario that is not there, or that cannot be used."""
    from cs_simulator.scenarios.file.problems import UnusableFileError

    try:
        yield
    except UsageError as error:
        raise ControlError(str(error), status=404, code="NotFound") from None
    except UnusableFileError as error:
        refused = ControlError(error.problems[0].message, code="BadScenario")
        refused.details["problems"] = [problem._asdict() for problem in error.problems]
        raise refused from None
