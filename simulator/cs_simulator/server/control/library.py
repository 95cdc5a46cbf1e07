"""``scenarios``: the scenarios that are found by name, and the schema of their files.

Descriptions are read from the files each time: they are few and small, and the user's change.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.files import config_dir
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control.contract import scenario_files as contract


@route(contract.LIST_SCENARIOS)
async def list_scenarios(call: ControlCall) -> contract.KnownScenarioList:
    """List the scenarios that are found by name, those of ``--config-dir`` first."""
    return {"scenarios": [_described(*one) for one in _known(call.simulator)]}


@route(contract.GET_KNOWN_SCENARIO)
async def get_known_scenario(call: ControlCall) -> contract.KnownScenarioFile:
    """Show a scenario that is found by name, as its file has it."""
    from cs_simulator.runtime.files import scenario_library

    for path, is_shipped in _known(call.simulator):
        if path.stem == call.subject:
            try:
                text = scenario_library.read_text(path)
            except (OSError, UnicodeDecodeError) as error:
                raise ControlError(f"{path}: {error}", status=409, code="BadScenario") from None
            return {**_described(path, is_shipped), "text": text}
    raise NotFoundError("scenario", call.subject)


@route(contract.GET_SCHEMA)
async def get_schema(call: ControlCall) -> dict[str, Any]:
    """Return the JSON Schema of scenario files, for editors and forms."""
    from cs_simulator.scenarios.file import schema

    return schema.of_files(vocabulary(call.simulator.cluster_types))  # keys as they are declared


def _known(simulator: Simulator) -> Iterator[tuple[Path, bool]]:
    """The files that are found by name, each with whether it comes with the package."""
    from cs_simulator.runtime.files import scenario_library

    folder = config_dir.scenarios_folder(simulator.settings.config_dir)
    shipped = set(scenario_library.shipped())
    for path in scenario_library.known(folder):
        yield path, path in shipped


def _described(path: Path, is_shipped: bool) -> contract.KnownScenario:
    metadata, problem = _metadata(path)
    return {
        "name": path.stem,
        "description": str(metadata.get("description", "")),
        "tags": [str(tag) for tag in metadata.get("tags", ())],
        "is_shipped": is_shipped,
        "problem": problem,
    }


def _metadata(path: Path) -> tuple[dict[str, Any], str | None]:
    """What a file says of itself, or why it cannot be used."""
    from cs_simulator.runtime.files import scenario_library
    from cs_simulator.scenarios.file import document
    from cs_simulator.scenarios.file.problems import UnusableFileError
    from cs_simulator.scenarios.scenario import Scenario

    try:
        file = document.parse(scenario_library.read_text(path), path.name)
        file.read_as(Scenario)
    except UnusableFileError as error:
        return {}, str(error.problems[0])
    except (OSError, UnicodeDecodeError) as error:
        return {}, f"{path.name}: {error}"
    metadata: dict[str, Any] = file.value["metadata"]
    return metadata, None
