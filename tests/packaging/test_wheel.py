"""What a wheel holds: the package and its data, and nothing beside it."""

from pathlib import PurePosixPath

import pytest

from tests.packaging.conftest import ROOT
from tests.support.as_a_user import run

PACKAGE = ROOT / "simulator" / "cs_simulator"


def test_a_wheel_has_no_other_top_level_name_than_the_package(names_in_wheel):
    top = {PurePosixPath(name).parts[0] for name in names_in_wheel}

    assert {name for name in top if not name.endswith(".dist-info")} == {"cs_simulator"}


def test_a_wheel_has_every_file_of_the_package_and_the_library_of_scenarios(names_in_wheel):
    code = {
        f"cs_simulator/{path.relative_to(PACKAGE)}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "README.md"
    }
    library = {f"cs_simulator/library/{path.name}" for path in (ROOT / "scenarios").iterdir()}

    assert {name for name in names_in_wheel if name.startswith("cs_simulator/")} == code | library


@pytest.mark.parametrize(
    "name",
    [
        "cs_simulator/py.typed",
        "cs_simulator/library/healthy.yaml",
        "cs_simulator/library/schema.json",
        "cs_simulator/storage/migrations/0001_first.sql",
        "cs_simulator/catalog/tables/instance_types.json",
        "cs_simulator/server/console/static/index.html",
    ],
)
def test_a_wheel_has_what_is_no_code_and_is_read_at_run_time(name, names_in_wheel):
    assert name in names_in_wheel


def test_an_installed_wheel_lists_its_own_library(installed, tmp_path):
    listed = run(tmp_path, *installed["cs-simulator"], "scenario", "list")

    assert listed.returncode == 0, listed.stderr
    assert "lost-create-reply" in listed.stdout
