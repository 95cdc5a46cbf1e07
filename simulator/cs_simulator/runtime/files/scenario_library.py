"""Scenarios in files: found by path, or by name among one's own and those that are shipped.

One's *own* are the files of a folder, such as that of ``--config-dir``; no folder, none.
"""

from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from cs_simulator.domain.errors import UsageError

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.reader import LoadedScenario

_ENDINGS = (".yaml", ".yml", ".json")


def shipped() -> list[Path]:
    """The files of the library that is installed with the package, in the order of their names."""
    package = Path(str(files("cs_simulator")))
    installed = package / "library"
    folder = installed if installed.is_dir() else package.parents[1] / "scenarios"
    return in_folder(folder) if folder.is_dir() else []


def in_folder(folder: Path) -> list[Path]:
    """The scenario files of a folder and of those below it, but for what is hidden.

    Kubernetes keeps the files of a mounted ConfigMap a second time in hidden folders that come and
    go.
    """
    found = (each for each in folder.rglob("*") if each.suffix in _ENDINGS)
    return sorted(
        each
        for each in found
        if each.name != "schema.json"
        and not any(part.startswith(".") for part in each.relative_to(folder).parts)
    )


def known(own: str = "") -> list[Path]:
    """One's own files, and the shipped ones whose names those have not."""
    mine = in_folder(Path(own)) if own else []
    taken = {each.stem for each in mine}
    return [*mine, *(each for each in shipped() if each.stem not in taken)]


def find(name: str, own: str = "") -> Path:
    """The file of that path, or the known one of that name; raises :class:`UsageError`."""
    path = Path(name)
    if path.is_file():
        return path
    for each in known(own):
        if each.stem == name:
            return each
    names = ", ".join(each.stem for each in known(own))
    kind = "scenario" if own else "shipped scenario"
    raise UsageError(f"there is no such file, and no {kind} of that name: {names}", subject=name)


def read(name: str, own: str = "") -> "LoadedScenario":
    """The scenario of a file or of a known name, with what it includes.

    Raises :class:`UsageError` if there is none, and ``UnusableFileError`` with every problem.
    """
    from cs_simulator.scenarios.file import reader  # loads what checks files

    path = find(name, own)
    try:
        text = path.read_text("utf-8")
    except OSError as problem:
        raise UsageError(str(problem.strerror), subject=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("it is not UTF-8", subject=str(path)) from None
    return reader.read(str(path), text, partial(load, own=own))


def changed(path: str) -> int:
    """A number that changes when the file does."""
    state = Path(path).stat()
    return hash((state.st_mtime_ns, state.st_size))


def load(including: str, name: str, own: str = "") -> tuple[str, str]:
    """Name and text of what is called *name* in another file: beside it, or a known one.

    Raises ``ValueError`` if there is none, and ``OSError`` if it cannot be read.
    """
    beside = Path(including).parent / name
    try:
        path = beside if beside.is_file() else find(name, own)
    except UsageError as problem:
        raise ValueError(problem.cause) from None
    return str(path), path.read_text("utf-8")
