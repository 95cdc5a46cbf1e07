"""``cs-simulator reference``: what the simulator knows, as tables; one module for each."""

import click

from cs_simulator.cli._group import CommandFolder


@click.group(cls=CommandFolder, package="cs_simulator.cli.reference")
def reference() -> None:
    """Print tables of operations, routes, faults, errors and outputs."""
