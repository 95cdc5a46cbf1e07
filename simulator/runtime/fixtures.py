"""What every tenant finds from the beginning: read once from files, put into each new world."""

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.errors import Misuse
from simulator.engine.unit import Unit
from simulator.runtime.birth import Birth

if TYPE_CHECKING:
    from simulator.scenarios.fixtures import Fixtures

_ENDINGS = (".yaml", ".yml", ".json")


def read(path: str) -> "list[Fixtures]":
    """The fixtures of a file, or of all files of a folder, in the order of their names.

    Raises :class:`Misuse` with every problem of the first file that has some.
    """
    if not path:
        return []
    from simulator.scenarios import fixtures  # loads the library that checks shapes

    found = []
    for file in _files(Path(path)):
        try:
            found.append(fixtures.read_text(file.read_text("utf-8"), str(file)))
        except OSError as problem:
            raise Misuse(f"--fixtures: {file}: {problem.strerror}") from None
        except UnicodeDecodeError:
            raise Misuse(f"--fixtures: {file}: it is not UTF-8") from None
        except ValueError as problem:
            raise Misuse(f"--fixtures: {problem}") from None
    return found


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.iterdir() if each.suffix in _ENDINGS)
    if not found:
        raise Misuse(f"--fixtures: {path} has no file that ends in {', '.join(_ENDINGS)}")
    return found


def put(unit: Unit, common: "list[Fixtures]", birth: Birth) -> None:
    """Put what all tenants find, and what this one was made with; raises ``ValueError``."""
    if not common and not birth.fixtures:
        return
    from simulator.engine import fixtures as engine  # loads the library that checks shapes
    from simulator.scenarios import fixtures

    for each in common:
        engine.put(unit, each)
    if birth.fixtures:
        engine.put(unit, fixtures.read(birth.fixtures))
