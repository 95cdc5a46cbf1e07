"""The fixtures of all tenants: read once from files, and put into each new world."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cs_simulator.domain.errors import UsageError
from cs_simulator.engine.unit import Unit
from cs_simulator.runtime.files import scenario_library

if TYPE_CHECKING:
    from cs_simulator.scenarios.fixtures import Fixtures

_ENDINGS = (".yaml", ".yml", ".json")


def read(path: str, config_folder: str = "") -> "list[Fixtures]":
    """The fixtures of a file, or of all files of a folder, in the order of their names.

    Those of the *config_folder*, which may be empty or missing, come before them.
    Raises :class:`UsageError` with every problem of the first file that has some.
    """
    configured = _in_folder(Path(config_folder)) if config_folder else []
    return [
        *(_read(file, "--config-dir") for file in configured),
        *(_read(file, "--fixtures") for file in (_files(Path(path)) if path else [])),
    ]


def _read(file: Path, option: str) -> "Fixtures":
    from cs_simulator.scenarios.file import fixtures  # imports pydantic

    try:
        return fixtures.read_text(scenario_library.read_text(file), str(file))
    except OSError as error:
        raise UsageError(str(error.strerror), subject=f"{option}: {file}") from None
    except UnicodeDecodeError:
        raise UsageError("it is not UTF-8", subject=f"{option}: {file}") from None
    except ValueError as error:
        raise UsageError(str(error), subject=option) from None


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = _in_folder(path)
    if not found:
        cause = f"{path} has no file that ends in {', '.join(_ENDINGS)}"
        raise UsageError(cause, subject="--fixtures")
    return found


def _in_folder(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.suffix in _ENDINGS and file.is_file())


def put(unit: Unit, common: "list[Fixtures]", own: Mapping[str, Any]) -> None:
    """Put the fixtures of all tenants, and a tenant's *own* ones as JSON has them.

    Raises ``ValueError`` for fixtures that do not fit together.
    """
    if not common and not own:
        return
    from cs_simulator.engine import fixtures as engine  # most worlds have none
    from cs_simulator.scenarios.file import fixtures

    for declared in common:
        engine.put(unit, declared)
    if own:
        engine.put(unit, fixtures.read(own))
