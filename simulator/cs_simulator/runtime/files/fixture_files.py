"""What every tenant finds from the beginning: read once from files, put into each new world."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cs_simulator.domain.errors import UsageError
from cs_simulator.engine.unit import Unit

if TYPE_CHECKING:
    from cs_simulator.scenarios.fixtures import Fixtures

_ENDINGS = (".yaml", ".yml", ".json")


def read(path: str, common_folder: str = "") -> "list[Fixtures]":
    """The fixtures of a file, or of all files of a folder, in the order of their names.

    Before them come those of the *common_folder*, which may be empty or missing.
    Raises :class:`UsageError` with every problem of the first file that has some.
    """
    common = _in_folder(Path(common_folder)) if common_folder else []
    return [
        *(_read(file, "--config-dir") for file in common),
        *(_read(file, "--fixtures") for file in (_files(Path(path)) if path else [])),
    ]


def _read(file: Path, option: str) -> "Fixtures":
    from cs_simulator.scenarios.file import fixtures  # loads the library that checks shapes

    try:
        return fixtures.read_text(file.read_text("utf-8"), str(file))
    except OSError as problem:
        raise UsageError(f"{option}: {file}: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{option}: {file}: it is not UTF-8") from None
    except ValueError as problem:
        raise UsageError(f"{option}: {problem}") from None


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = _in_folder(path)
    if not found:
        raise UsageError(f"--fixtures: {path} has no file that ends in {', '.join(_ENDINGS)}")
    return found


def _in_folder(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(each for each in folder.iterdir() if each.suffix in _ENDINGS)


def put(unit: Unit, common: "list[Fixtures]", own: Mapping[str, Any]) -> None:
    """Put the fixtures of all tenants, and a tenant's *own* ones as JSON has them.

    Raises ``ValueError`` for fixtures that contradict each other.
    """
    if not common and not own:
        return
    from cs_simulator.engine import fixtures as engine  # loads the library that checks shapes
    from cs_simulator.scenarios.file import fixtures

    for given in common:
        engine.put(unit, given)
    if own:
        engine.put(unit, fixtures.read(own))
