"""``cs-simulator scenario``: scenario files; one module for each command."""

import click

from cs_simulator.cli._group import CommandFolder


@click.group(cls=CommandFolder, package="cs_simulator.cli.scenario")
def scenario() -> None:
    """Create, check, test, list and serve scenario files."""
