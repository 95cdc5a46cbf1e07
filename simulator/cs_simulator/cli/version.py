"""``cs-simulator version``."""

from typing import TypedDict

import click

from cs_simulator import __version__
from cs_simulator.cli._output import prints, show


class Version(TypedDict):
    """The version of this command."""

    version: str


@click.command()
@prints(Version)
def version(as_json: bool) -> None:
    """Print the version."""
    answer: Version = {"version": __version__}
    show(answer, __version__, as_json=as_json)
