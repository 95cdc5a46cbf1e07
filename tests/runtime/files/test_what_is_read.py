"""Files that are enormous, endless or no files at all: never read whole, never waited for."""

import os

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.files import fixture_files, scenario_library
from cs_simulator.scenarios.file.problems import UnusableFileError

HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"


@pytest.fixture
def enormous(tmp_path):
    """A file of a terabyte, none of which is on the disk."""
    file = tmp_path / "enormous.yaml"
    file.touch()
    os.truncate(file, 10**12)
    return file


def test_an_enormous_scenario_is_refused_after_its_first_part(enormous):
    with pytest.raises(UnusableFileError, match="E010: it is too large; write at most 500,000"):
        scenario_library.read(str(enormous))


def test_an_enormous_file_that_is_included_is_refused(enormous, tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text(f"{HEAD}include: [{enormous.name}]\n")
    with pytest.raises(UnusableFileError, match="500,000 characters in all"):
        scenario_library.read(str(file))


def test_enormous_fixtures_are_refused(enormous):
    with pytest.raises(UsageError, match="E010: it is too large"):
        fixture_files.read(str(enormous))


def test_a_pipe_in_a_folder_is_no_scenario_and_no_fixtures(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "one.yaml").write_text(HEAD)
    assert [path.name for path in scenario_library.in_folder(tmp_path)] == ["one.yaml"]
    (tmp_path / "one.yaml").write_text("quotas: {clusters: 7}\n")
    [fixtures] = fixture_files.read(str(tmp_path))
    assert fixtures.quotas == {"clusters": 7}


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "../" * 2000 + "x"])
def test_a_name_that_no_file_can_have_is_not_found(name):
    with pytest.raises(UsageError, match="there is no such file"):
        scenario_library.find(name)
