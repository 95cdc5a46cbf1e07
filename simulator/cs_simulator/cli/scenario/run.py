"""``cs-simulator scenario run``: serve with a scenario."""

from typing import Any

import click

from cs_simulator.cli.serve import serve_with, with_settings


@click.command()
@click.argument("name")
@with_settings
def run(name: str, **given: Any) -> None:
    """Serve the API with a scenario in force.

    NAME is a file or a shipped name.

    Example: cs-simulator scenario run slow-day --port 8015
    """
    serve_with({**given, "scenario": name}, "", "scenario")
