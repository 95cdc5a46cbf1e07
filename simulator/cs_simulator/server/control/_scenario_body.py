"""Scenarios as callers of the control plane give them: read, and checked against what exists."""

from functools import partial
from typing import Any, NamedTuple

import orjson

from cs_simulator.domain.errors import UsageError
from cs_simulator.operations import vocabulary
from cs_simulator.runtime.files import config_dir
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.control._request import ControlError
from cs_simulator.server.control.contract import scenario as contract


class CheckedScenario(NamedTuple):
    """A scenario that can be used."""

    source: dict[str, Any]
    """As one JSON object, with all that it includes."""
    warnings: list[contract.Warning]
    """What in it has no effect, or is surely a mistake."""


def scenario_of(
    simulator: Simulator, body: dict[str, Any], where: str = "scenario"
) -> CheckedScenario:
    """The scenario of a body with all that it includes; ``{"name": …}`` names a known one.

    Raises :class:`ControlError` with every problem.
    """
    from cs_simulator.runtime.files import scenario_library
    from cs_simulator.scenarios.file import lint, reader
    from cs_simulator.scenarios.file.problems import UnusableFileError

    folder = config_dir.scenarios_folder(simulator.settings.config_dir)
    try:
        if body.keys() == {"name"}:
            loaded = scenario_library.read(str(body["name"]), folder)
        else:
            load = partial(scenario_library.load, user_folder=folder)
            loaded = reader.read(where, orjson.dumps(body).decode(), load)
        problems = lint.refuse_errors(loaded, vocabulary(simulator.cluster_types))
    except UsageError as error:
        raise ControlError(str(error), status=404, code="NotFound") from None
    except UnusableFileError as error:
        refused = ControlError(error.problems[0].message, code="BadScenario")
        refused.details["problems"] = [problem._asdict() for problem in error.problems]
        raise refused from None
    warnings: list[contract.Warning] = [
        {"code": problem.code, "message": problem.message} for problem in problems
    ]
    return CheckedScenario(loaded.source, warnings)
