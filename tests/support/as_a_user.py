"""Commands run as a user would type them, in a folder of theirs, with nothing told in advance."""

import os
import subprocess
import sys
from pathlib import Path

_TIMEOUT = 180  # seconds: Go's compiler may start with an empty cache, npm with a slow registry


def environment(**variables):
    """The environment of a user of this simulator, who has told it nothing yet."""
    ours = ("CS_", "ALIBABA_CLOUD_", "ALICLOUD_", "PYTEST_")
    told = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{told['PATH']}"
    return {**told, "PATH": path, "PY_COLORS": "0", **variables}


def run(folder, *command, **variables):
    """Run a command in a folder; gives how it ended, with what it printed."""
    return subprocess.run(
        command, cwd=folder, env=environment(**variables), timeout=_TIMEOUT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def run_pytest(folder, *options, **variables):
    """Run the tests of a folder with the plugin that comes with the simulator."""
    without = ("-p", "no:cacheprovider", "-p", "no:schemathesis")  # the latter takes long to load
    return run(folder, sys.executable, "-m", "pytest", *without, *options, **variables)
