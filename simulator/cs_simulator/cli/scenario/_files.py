"""The scenario files that a command line names, and what is wrong with them."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cs_simulator.cli._output import fail
from cs_simulator.cli._settings_file import from_file
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.files import config_dir, scenario_library
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.problems import Problem
    from cs_simulator.scenarios.file.reader import LoadedScenario


def user_folder() -> str:
    """The folder of the user's scenarios, if the environment or the settings file names one."""
    named = from_file()[1].get("config_dir", "")
    return config_dir.scenarios_folder(os.environ.get(ENVIRONMENT_PREFIX + "CONFIG_DIR", named))


def resolve_paths(names: Iterable[str]) -> list[Path]:
    """The files of the given paths, folders and known names; exits if there is none for a name."""
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = scenario_library.in_folder(path)
            if not inside:
                fail(f"{name}: there is no scenario in this folder")
            found += inside
            continue
        try:
            found.append(scenario_library.find(name, user_folder()))
        except UsageError as error:
            fail(error)
    return list(dict.fromkeys(found))


def text_of(path: Path) -> str:
    """The text of a file; exits if it cannot be read, or is too large for a scenario."""
    from cs_simulator.scenarios.file.document import LONGEST_TEXT, too_long

    try:
        text = scenario_library.read_text(path)
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    except UnicodeDecodeError:
        fail(f"{path}: it is not UTF-8")
    if len(text) > LONGEST_TEXT:
        fail(too_long(str(path)))
    return text


def load(including: str, name: str) -> tuple[str, str]:
    """Path and text of the file that another one includes, as the library finds it."""
    return scenario_library.load(including, name, user_folder())


def checked(path: Path) -> "tuple[LoadedScenario | None, list[Problem]]":
    """The scenario of a file unless it cannot be read, and everything that is wrong with it."""
    from cs_simulator.cluster_types import registry
    from cs_simulator.kubernetes import vocabulary
    from cs_simulator.scenarios.file import lint
    from cs_simulator.scenarios.file.problems import UNREADABLE, Problem, UnusableFileError

    try:
        loaded = scenario_library.read(str(path), user_folder())
        return loaded, lint.lint(loaded, vocabulary(registry()))
    except UnusableFileError as error:
        return None, list(error.problems)
    except UsageError as error:
        return None, [Problem(str(path), 1, 1, UNREADABLE, error.cause)]
