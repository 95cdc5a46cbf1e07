"""``cs-simulator``: the group of all commands. A command's module is imported when it is used."""

import gc

import click

from cs_simulator import __version__
from cs_simulator.cli._group import Main

# Nothing that is loaded at the start is garbage: looking for it would make starts a tenth longer.
# A server looks again once it is ready (cs_simulator.server.process.listening).
gc.disable()


@click.group(
    cls=Main,
    package="cs_simulator.cli",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", message="%(version)s", help="Show the version.")
def main() -> None:
    """A local simulator of Alibaba Cloud Container Service, API version 2015-12-15."""
