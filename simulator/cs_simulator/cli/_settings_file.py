"""Settings in a file: ``cs-simulator.toml`` of the current folder, or ``CS_SIMULATOR_CONFIG``."""

import os
from dataclasses import fields
from pathlib import Path
from typing import Any

from cs_simulator.cli._output import fail
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings


def from_file() -> tuple[str, dict[str, Any]]:
    """The file's name and its settings; empty where there is no file. Exits if it is invalid."""
    named = os.environ.get(ENVIRONMENT_PREFIX + "CONFIG", "")
    path = Path(named or "cs-simulator.toml")
    if not named and not path.is_file():
        return "", {}
    import tomllib  # loaded where there is a file

    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fail(f"{path}: {error}")
    settings = {name.replace("-", "_"): value for name, value in given.items()}
    return str(path), {name: _checked(path, name, value) for name, value in settings.items()}


def _checked(path: Path, name: str, value: Any) -> Any:
    """The value of a setting that exists, in its type."""
    known = {field.name: field for field in fields(Settings)}
    if name not in known:
        from cs_simulator.scenarios.suggestions import did_you_mean

        fail(f"{path}: there is no setting {name!r}{did_you_mean(name, known)}")
    wanted = list if known[name].metadata["many"] else type(known[name].default)
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        fail(f"{path}: {name} is a {wanted.__name__}, not {value!r}")
    return value
