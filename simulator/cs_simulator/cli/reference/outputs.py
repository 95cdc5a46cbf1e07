"""``cs-simulator reference outputs``: the JSON Schema of what commands print."""

import json
from collections.abc import Iterator
from typing import Any

import click

from cs_simulator.cli._output import declared_output, echo, fail


@click.command()
@click.argument("names", metavar="[COMMAND]", nargs=-1)
def outputs(names: tuple[str, ...]) -> None:
    """Print the JSON Schema of what a command prints with --json.

    Without COMMAND, those of all commands.

    Example: cs-simulator reference outputs clusters list
    """
    from cs_simulator.server.control.contract.json_schema import standalone

    declared = all_outputs()
    name = " ".join(names)
    if name and name not in declared:
        fail(f"{name} prints no JSON; these commands do: {', '.join(declared)}")
    if name:
        printed = standalone(declared[name])
    else:
        printed = {command: standalone(shape) for command, shape in declared.items()}
    echo(json.dumps(printed, indent=2))


def all_outputs() -> dict[str, Any]:
    """The declared type of what each command prints as JSON, by the words of the command."""
    from cs_simulator.cli.main import main

    return dict(sorted(_outputs(main, ())))


def _outputs(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _outputs(command, (*path, name))
        elif command is not None and declared_output(command) is not None:
            yield " ".join((*path, name)), declared_output(command)
