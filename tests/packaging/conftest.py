"""The simulator as a user has it: a wheel, installed into an environment of its own."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.support.as_a_user import environment, run

ROOT = Path(__file__).parents[2]
# Both commands of pytest, whose script stands in another environment.
PYTEST = "import sys; from pytest import console_main; sys.exit(console_main())"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of this checkout, by the tool that pip has build it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    built = run(ROOT, sys.executable, "-c", build, str(folder))
    assert built.returncode == 0, built.stderr
    return folder / built.stdout.split()[-1]


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """Commands of an environment into which pip has installed the wheel, by a word of their name.

    What the simulator depends on, and pytest, are those of the environment that runs this test. Its
    editable installation of the simulator is out of reach: its ``.pth`` file is not read.
    """
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), *install],
        check=True, env=environment(PIP_DISABLE_PIP_VERSION_CHECK="1"),
    )  # fmt: skip
    [own] = folder.glob("lib/python*/site-packages")
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return {
        "pytest": [python, "-P", "-c", PYTEST],
        "python -m pytest": [python, "-m", "pytest"],
        "cs-simulator": [folder / "bin" / "cs-simulator"],
        "python -m cs_simulator": [python, "-m", "cs_simulator"],
    }


@pytest.fixture(scope="session")
def names_in_wheel(wheel):
    """The paths of all files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())
