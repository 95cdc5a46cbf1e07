"""Scenarios as callers of the control plane give them: read, and held against what exists."""

from functools import partial
from typing import Any

import orjson

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.files import config_dir
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.control._request import ControlError


def written_scenario(
    settings: Settings, body: dict[str, Any], where: str = "scenario"
) -> dict[str, Any]:
    """The whole scenario of a body, which may name a known one; refused with every problem."""
    from cs_simulator.runtime.files import scenario_library
    from cs_simulator.scenarios.file import lint, reader
    from cs_simulator.scenarios.file.problems import UnusableFileError

    own = config_dir.scenarios(settings.config_dir)
    try:
        if body.keys() == {"name"}:
            whole = scenario_library.read(str(body["name"]), own)
        else:
            load = partial(scenario_library.load, own=own)
            whole = reader.read(where, orjson.dumps(body).decode(), load)
        lint.refuse_errors(whole)
    except UsageError as problem:
        raise ControlError(str(problem), status=404, code="NotFound") from None
    except UnusableFileError as unusable:
        refused = ControlError(unusable.problems[0].message, code="BadScenario")
        refused.details["problems"] = [each._asdict() for each in unusable.problems]
        raise refused from None
    return whole.written
