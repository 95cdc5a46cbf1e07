"""``cs-simulator scenario``: files that say what goes wrong; one module a command."""

import click

from cs_simulator.cli.main import Commands

COMMANDS = {
    "new": "Write a commented file to begin with.",
    "lint": "Check files without running them.",
    "test": "Run files' own scripts and check what they expect.",
    "run": "Serve with a scenario.",
    "list": "List the scenarios that are installed.",
    "show": "Print the rules of a scenario as a table.",
    "schema": "Print the JSON Schema of the files.",
}


class _ScenarioCommands(Commands):
    package = "cs_simulator.cli.scenario"
    lines = COMMANDS


@click.group(cls=_ScenarioCommands)
def scenario() -> None:
    """Write, check, run and show scenarios: files that say what goes wrong."""
