"""Folders in which commands are typed, as people do: each is a project of somebody."""

import fcntl
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.as_a_user import environment
from tests.support.forked import PROGRAM, popen

# Root without the right to pass over the modes of files: what any other user sees.
_ORDINARY = ("setpriv", "--inh-caps=-all", "--bounding-set=-all")


class Folder:
    """A folder, and commands that are typed in it."""

    def __init__(self, path: Path, **variables: str) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.variables = {"XDG_RUNTIME_DIR": str(path.parent / "run"), **variables}
        Path(self.variables["XDG_RUNTIME_DIR"]).mkdir(mode=0o700, exist_ok=True)

    @property
    def state(self) -> Path:
        """The folder of the simulator's state."""
        return self.path / ".cs-simulator"

    def open(self, *words: str, by: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
        """Type a command, and do not wait for its end."""
        return popen(
            [*by, *PROGRAM, *words], cwd=self.path,
            env=environment(**self.variables), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def type(
        self, *words: str, code: int | None = 0, by: tuple[str, ...] = ()
    ) -> "subprocess.CompletedProcess[str]":
        """Type a command, and wait for its end, which has that exit code."""
        process = self.open(*words, by=by)
        try:
            output, errors = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        assert "Traceback" not in errors, errors
        assert code in (None, process.returncode), (words, process.returncode, output, errors)
        return subprocess.CompletedProcess(words, process.returncode, output, errors)

    def type_as_anybody(self, *words: str, code: int) -> "subprocess.CompletedProcess[str]":
        """Type a command as somebody whom the modes of files stop."""
        return self.type(*words, code=code, by=_ORDINARY if os.getuid() == 0 else ())

    def start(self, *options: str) -> str:
        """Start a simulator here; returns its address."""
        return self.type("start", "--port=0", "--clock=frozen", *options).stdout.strip()

    def status(self) -> Any:
        """What is known of the simulator of this folder."""
        return json.loads(self.type("status", "--json", code=None).stdout)


@contextmanager
def held(file: Path, said: dict[str, object]) -> Iterator[None]:
    """A file that a process of ours holds as a simulator would."""
    with file.open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        json.dump(said, opened)
        opened.flush()
        yield
