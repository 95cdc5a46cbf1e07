"""Running a measurement of ``tests/benchmarks/inside`` with the package of an installation."""

import json
import subprocess
import tempfile

from tests.benchmarks.figure import CannotRunError, Sample
from tests.benchmarks.installation import ROOT, Installation, environment
from tests.benchmarks.servers import last_line


def inside(installation: Installation, name: str, *amount: int, folder: str = "") -> Sample:
    """What a measurement found, in a process of its own and a folder that may be given.

    Raises :class:`CannotRunError` if the installation cannot do it.
    """
    with tempfile.TemporaryDirectory() as own:
        command = [installation.python, "-m", "tests.benchmarks.inside", name, folder or own]
        done = subprocess.run(
            [*command, *map(str, amount)],
            cwd=ROOT, env=environment(), capture_output=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise CannotRunError(last_line(done.stderr))
    return json.loads(done.stdout)
