"""``cs-simulator scenario run``: serve with a scenario."""

from typing import Any

import click

from cs_simulator.cli.serve import options, serve_with


@click.command()
@click.argument("name")
@options
def run(name: str, **given: Any) -> None:
    """Serve the API with the scenario NAME in force, a file or a shipped name.

    Example: cs-simulator scenario run slow-day --port 8015
    """
    serve_with({**given, "scenario": name})
