"""``cs-simulator scenario run``: serve with a scenario."""

from typing import Any

import click

from simulator.cli.serve import options, serve_with


@click.command()
@click.argument("name")
@options
def run(name: str, **given: Any) -> None:
    """Serve the API with a scenario, which is a file or a known name, in force."""
    serve_with({**given, "scenario": name})
