"""The help of every command says what it does, what each option is, and shows a line to type."""

import re
import shlex

import click
import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main

from tests.support.command_line import commands

COMMANDS = dict(commands())
ARGUMENTS = {
    words: [each for each in command.params if isinstance(each, click.Argument)]
    for words, command in COMMANDS.items()
}


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_says_what_it_does_in_lines_that_fit(words):
    done = CliRunner().invoke(main, [*words.split(), "--help"], terminal_width=100)
    assert done.exit_code == 0
    assert max(map(len, done.output.splitlines())) <= 100
    first = COMMANDS[words].help.partition("\n\n")[0]
    assert re.match(r"[A-Z].*[.:]", first, re.DOTALL), first


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_says_what_it_is(words):
    options = [each for each in COMMANDS[words].params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] == []


@pytest.mark.parametrize("words", [words for words, found in ARGUMENTS.items() if found])
def test_a_command_with_arguments_names_them_and_shows_a_line_that_can_be_typed(words):
    command = COMMANDS[words]
    example = re.search(r"Example: (?:eval \"\$\()?cs-simulator (.*)", command.help)[1]
    assert example.startswith(words)
    given = shlex.split(example.removeprefix(words))
    with command.make_context(words, given) as context:
        assert context.params
    for each in ARGUMENTS[words]:
        assert (each.metavar or each.name.upper()).strip("[]…") in command.help
