"""Scenario files, found by path, or by name among the user's files and the shipped ones.

The user's files are those of a folder, ``scenarios/`` in ``--config-dir``; they come first.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cs_simulator.domain.errors import UsageError
from cs_simulator.scenarios.suggestions import did_you_mean

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.reader import LoadedScenario

_LONGEST_SHOWN = 100
_ENDINGS = (".yaml", ".yml", ".json")


def shipped() -> list[Path]:
    """The files that are installed with the package, in the order of their names."""
    package = Path(__file__).parents[2]
    installed = package / "library"
    folder = installed if installed.is_dir() else package.parents[1] / "scenarios"
    return in_folder(folder) if folder.is_dir() else []


def in_folder(folder: Path) -> list[Path]:
    """The scenario files of a folder and of those below it, except in hidden folders.

    Kubernetes keeps the files of a mounted ConfigMap a second time in hidden folders that come and
    go.
    """
    # Only files: reading a pipe of such a name would wait for its writer.
    found = (path for path in folder.rglob("*") if path.suffix in _ENDINGS and _is_file(path))
    return sorted(
        path
        for path in found
        if path.name != "schema.json"
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def known(user_folder: str = "") -> list[Path]:
    """The user's files, and the shipped ones that they do not shadow."""
    user_files = in_folder(Path(user_folder)) if user_folder else []
    taken = {path.stem for path in user_files}
    return [*user_files, *(path for path in shipped() if path.stem not in taken)]


def find(name: str, user_folder: str = "") -> Path:
    """The file of that path, or the known one of that name; raises :class:`UsageError`."""
    path = Path(name)
    if _is_file(path):
        return path
    files_by_name = {path.stem: path for path in known(user_folder)}
    if name in files_by_name:
        return files_by_name[name]
    name = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
    kind = "scenario" if user_folder else "shipped scenario"
    meant = did_you_mean(name, files_by_name) or "; scenario list names them"
    raise UsageError(f"there is no such file, and no {kind} of that name{meant}", subject=name)


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that is too long for one is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def read(name: str, user_folder: str = "") -> "LoadedScenario":
    """The scenario of a file or of a known name, with what it includes.

    Raises :class:`UsageError` if there is none, and ``UnusableFileError`` with every problem.
    """
    from cs_simulator.scenarios.file import reader  # imports pydantic

    path = find(name, user_folder)
    try:
        text = read_text(path)
    except OSError as error:
        raise UsageError(str(error.strerror), subject=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("it is not UTF-8", subject=str(path)) from None
    return reader.read(str(path), text, partial(load, user_folder=user_folder))


def read_text(path: Path) -> str:
    """The text of a file, and not much more than what is refused as too large.

    Raises ``OSError``, and ``UnicodeDecodeError`` if it is not UTF-8.
    """
    from cs_simulator.scenarios.file.document import LONGEST_TEXT

    with path.open(encoding="utf-8") as file:
        return file.read(LONGEST_TEXT + 1)


def fingerprint(path: str) -> int:
    """A number that changes when the file does; raises ``OSError`` if there is none."""
    state = Path(path).stat()
    return hash((state.st_mtime_ns, state.st_size))


def load(including: str, name: str, user_folder: str = "") -> tuple[str, str]:
    """Path and text of the file that another file calls *name*: beside it, or a known one.

    Raises ``ValueError`` if there is none, and ``OSError`` if it cannot be read.
    """
    beside = Path(including).parent / name
    try:
        path = beside if _is_file(beside) else find(name, user_folder)
    except UsageError as error:
        raise ValueError(error.cause) from None
    return str(path), read_text(path)
