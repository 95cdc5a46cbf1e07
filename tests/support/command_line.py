"""The command line: run as a process, and its commands as declared."""

import os
import subprocess
from collections.abc import Iterator

import click
from cs_simulator.cli.main import main

from tests.support import forked
from tests.support.process import command


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return forked.run(
        command(*arguments),
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
    )


def refused(*arguments: str, **environment: str) -> str:
    """Run a command that must be refused; returns what it says."""
    ended = run(*arguments, **environment)
    assert ended.returncode == 2, ended
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
    return ended.stderr.strip()


def commands(
    group: click.Group = main, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """All commands, by the words that call them: ``clusters list``."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        else:
            yield " ".join((*path, name)), found


def groups() -> Iterator[tuple[str, click.Group]]:
    """All groups of commands, by their words; the main one by none."""
    yield "", main
    context = click.Context(main)
    for name in main.list_commands(context):
        found = main.get_command(context, name)
        if isinstance(found, click.Group):
            yield name, found
