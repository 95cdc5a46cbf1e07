"""The help of every command says what it does, what each option is, and shows a line to type."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main

from tests.support.command_line import commands, groups
from tests.support.process import command as command_line

PROXY = Path(__file__).parents[1] / "examples" / "shared" / "haproxy" / "haproxy.cfg"
COMMANDS = dict(commands())
GROUPS = dict(groups())
ARGUMENTS = {
    words: [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
    for words, command in COMMANDS.items()
}
LINE = re.compile(r"^  ([\w-]+) +(\S.*)$", re.MULTILINE)


def help_of(words, width):
    done = CliRunner().invoke(main, [*words.split(), "--help"], terminal_width=width)
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_says_what_it_does_in_lines_that_fit(words):
    assert max(map(len, help_of(words, 100).splitlines())) <= 100
    first = COMMANDS[words].help.partition("\n\n")[0]
    assert re.fullmatch(r"[A-Z].*[.:]", first, re.DOTALL), first


@pytest.mark.parametrize("words", GROUPS)
def test_a_group_lists_each_command_on_one_line_that_is_not_cut(words):
    listed = help_of(words, 80).partition("Commands:\n")[2]
    group = GROUPS[words]
    context = click.Context(group)
    expected = {
        name: " ".join(group.get_command(context, name).help.partition("\n\n")[0].split())
        for name in group.list_commands(context)
    }
    assert dict(LINE.findall(listed)) == expected
    assert len(listed.splitlines()) == len(expected)


@pytest.mark.parametrize("words", GROUPS)
def test_the_help_of_a_group_ends_its_sentences(words):
    assert GROUPS[words].help.rstrip().endswith(".")


def test_the_main_help_imports_no_command():
    program = (
        "import sys; from cs_simulator.cli.main import main\n"
        "try: main(['--help'])\n"
        "finally: print(*(name for name in sys.modules if name.startswith('cs_simulator.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.splitlines()[-1].split()) == {
        "cs_simulator.cli", "cs_simulator.cli._group", "cs_simulator.cli._streams",
        "cs_simulator.cli.main",
    }  # fmt: skip


def test_a_module_without_a_command_of_its_name_is_no_command():
    context = click.Context(main)
    for name in ("main", "charts", "_output", "no-such-command", ""):
        assert main.get_command(context, name) is None
    done = subprocess.run(command_line("charts"), capture_output=True, text=True, check=False)
    assert (done.returncode, "No such command 'charts'" in done.stderr) == (2, True)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_says_what_it_is(words):
    options = [one for one in COMMANDS[words].params if isinstance(one, click.Option)]
    assert [option.name for option in options if not option.help] == []
    assert [option.help for option in options if not option.help.endswith((".", ".)"))] == []


@pytest.mark.parametrize("words", [words for words, found in ARGUMENTS.items() if found])
def test_a_command_with_arguments_names_them_and_shows_a_line_that_can_be_typed(words):
    command = COMMANDS[words]
    example = re.search(r"Example: (?:eval \"\$\()?cs-simulator (.*)", command.help)[1]
    assert example.startswith(words)
    given = shlex.split(example.removeprefix(words))
    with command.make_context(words, given) as context:
        assert context.params
    for argument in ARGUMENTS[words]:
        assert (argument.metavar or argument.name.upper()).strip("[].") in command.help


def test_commands_wait_for_longer_than_a_proxy_that_says_that_a_replica_is_away():
    text = PROXY.read_text()
    pause = int(re.search(r"timeout connect (\d+)s", text)[1])
    again = int(re.search(r"retries \"\$\{PROXY_RETRIES-(\d+)\}\"", text)[1])
    waiting = {
        words: option.default
        for words, command in COMMANDS.items()
        for option in command.params
        if option.name == "answer_timeout"
    }
    assert "clusters list" in waiting
    too_short = {words for words, seconds in waiting.items() if seconds < pause * (again + 5)}
    assert too_short == set()
