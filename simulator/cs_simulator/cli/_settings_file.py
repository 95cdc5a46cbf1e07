"""Settings in a file: ``cs-simulator.toml`` of the present folder, or ``CS_SIMULATOR_CONFIG``."""

import os
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

from cs_simulator.cli.main import fail
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings


def from_file() -> tuple[str, dict[str, Any]]:
    """The file's name, and what it gives; nothing where there is none."""
    named = os.environ.get(ENVIRONMENT_PREFIX + "CONFIG", "")
    path = Path(named or "cs-simulator.toml")
    if not named and not path.is_file():
        return "", {}
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except OSError as problem:
        fail(f"{path}: {problem.strerror}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        fail(f"{path}: {problem}")
    known = {each.name: each for each in fields(Settings)}
    found = {name.replace("-", "_"): value for name, value in given.items()}
    for name, value in found.items():
        if name not in known:
            from cs_simulator.scenarios.file.problems import perhaps

            fail(f"{path}: there is no setting {name!r}{perhaps(name, known)}")
        wanted = list if known[name].metadata["many"] else type(known[name].default)
        if wanted is float and type(value) is int:
            found[name] = float(value)
        elif type(value) is not wanted:
            fail(f"{path}: {name} is a {wanted.__name__}, not {value!r}")
    return str(path), found
