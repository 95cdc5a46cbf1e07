"""The folder ``.cs-simulator``, where a simulator keeps its state beside somebody's project.

It belongs to its owner only, as do the files in it, and git ignores it without being asked.
"""

import os
from contextlib import suppress
from pathlib import Path

NAME = ".cs-simulator"
_FOLDER, _FILE = 0o700, 0o600


def make(folder: Path) -> None:
    """Make a folder unless it is there; one of this name is closed to others, and ignored by git.

    Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if folder.name != NAME:
        return
    with suppress(OSError):  # another user's, or on a file system without modes
        folder.chmod(_FOLDER)
        for file in folder.iterdir():
            if file.is_file() and not file.is_symlink():
                file.chmod(_FILE)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            write(ignored, "*\n")


def reserve(path: Path) -> None:
    """Make the file empty, for its owner only, if it is to be in such a folder and is not there."""
    if path.parent.name == NAME:
        with suppress(OSError):  # whoever writes it says what is wrong
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE))


def mode_of(path: Path, elsewhere: int = 0o666) -> int:
    """The mode of a new file: its owner's only in such a folder."""
    return _FILE if path.parent.name == NAME else elsewhere


def write(path: Path, text: str, mode: int = _FILE) -> None:
    """Write a file so that no reader sees half of it, or more than *mode* allows.

    Raises ``OSError``.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as file:
        file.write(text)
    draft.replace(path)
