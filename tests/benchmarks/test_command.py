"""The command of the benchmark: what it refuses before it measures, and which groups there are."""

from collections import Counter

import pytest

from tests.benchmarks import __main__ as command
from tests.benchmarks.figure import ORDER, all_groups
from tests.benchmarks.needs import missing

GROUPS = ", ".join(all_groups())


def refused(capsys, *arguments):
    """The one line with which the command refuses arguments."""
    assert command.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    [line] = said.err.splitlines()
    return line


def test_every_group_has_its_place_in_the_table():
    assert tuple(all_groups()) == ORDER


def test_no_two_rows_have_the_same_name():
    groups = all_groups().values()
    names = Counter(
        each.name for group in groups for scene in group.scenes for each in scene.figures
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_several_groups_are_chosen():
    assert [group.name for group in command.chosen(["creates", "reads"])] == ["reads", "creates"]
    assert [group.name for group in command.chosen(None)] == list(all_groups())


def test_a_group_that_is_none_is_refused_with_those_there_are(capsys):
    line = refused(capsys, "--only", "reads", "--only", "writes")
    assert line == f"there is no group 'writes'; there are {GROUPS}"


def test_a_revision_that_is_none_is_refused(capsys):
    line = refused(capsys, "--only", "reset", "--against", "no-such-revision")
    assert line == "there is no revision 'no-such-revision' in this repository"


@pytest.mark.parametrize("wrong", ["0", "-1", "some"])
def test_an_amount_is_at_least_one(capsys, wrong):
    line = refused(capsys, "--only", "reset", "--repeat", wrong)
    assert line == f"argument --repeat: invalid number from 1 value: '{wrong}'"


@pytest.mark.parametrize("more", [["--against", "HEAD"], ["--fast"]])
def test_only_what_the_readme_is_about_is_written_into_it(capsys, more):
    line = refused(capsys, "--write", "--only", "reset", *more)
    assert line == "--write is without --against and --fast"


def test_what_a_group_needs_is_asked_for_before_it_is_measured(capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")
    line = refused(capsys, "--only", "reads", "reset")
    assert "reads: needs wrk (apt-get install wrk)" in line


def test_a_group_that_needs_nothing_is_not_asked_for_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    groups = command.chosen(["reset", "steps", "start"])
    assert "wrk" not in missing({group.name: group.needs for group in groups})
