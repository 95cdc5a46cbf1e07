"""The folders in which the simulators of a user say that they run."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def own() -> Path | None:
    """The user's folder of what runs, made if need be; ``None`` if there can be none."""
    for folder in _candidates():
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
            if _is_safe(folder):
                return folder
    return None


def existing() -> list[Path]:
    """The folders that are there, and that nobody else could have written to."""
    return [folder for folder in _candidates() if _is_safe(folder)]


def _candidates() -> Iterator[Path]:
    """Where the list may be: variables may differ from one shell to the next."""
    if os.name != "posix":
        return
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime:
        yield Path(runtime, "cs-simulator")
    user = os.getuid()
    for folder in dict.fromkeys((f"/run/user/{user}", tempfile.gettempdir(), "/tmp")):  # noqa: S108
        yield Path(folder, f"cs-simulator-{user}")


def _is_safe(folder: Path) -> bool:
    """Whether nobody else could have written there."""
    try:
        state = folder.lstat()
    except OSError:
        return False
    return (
        folder.is_dir()
        and not folder.is_symlink()
        and state.st_uid == os.getuid()
        and (state.st_mode & 0o077) == 0
    )
