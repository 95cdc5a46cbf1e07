"""``cs-simulator``: the group of commands. A command's module is imported when it is used."""

import gc
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import NoReturn

import click

# Nothing that is loaded at the start is garbage: looking for it would make starts a tenth longer.
# A server looks again once it is ready (cs_simulator.server.process.listening).
gc.disable()

# Name and one line of each command, so that --help imports none of them.
COMMANDS = {
    "ca": "Print the certificate of the simulator's authority.",
    "calls": "Read a tenant's calls, follow them, and hold expectations against them.",
    "clock": "Tell a tenant's virtual time, and move it.",
    "clusters": "List, show and watch a tenant's clusters.",
    "config": "Show the settings that serve would run with.",
    "doctor": "Check the server, its database, the clocks, the SDKs, and a cluster's whole life.",
    "env": "Print what the SDKs, aliyun-cli and Terraform read.",
    "faults": "List the rules in force, add some, and take them away.",
    "logs": "Print the log of the simulator that was started in this folder.",
    "reference": "Print what the simulator knows, as tables.",
    "replay": "Run recorded calls again, and tell the first difference.",
    "reset": "Make a tenant as new, and tell what was cleared.",
    "scenario": "Write, check, rehearse and serve scenarios: files that say what goes wrong.",
    "serve": "Serve the API and its control plane.",
    "shrink": "Find the fewest faults that make an expectation fail.",
    "snapshot": "Keep everything that a tenant has, and go on from there.",
    "start": "Start a simulator in the background, and wait until it is ready.",
    "status": "Tell whether the simulator that was started in this folder runs.",
    "stop": "End the simulator that was started in this folder.",
    "version": "Print the version.",
    "wait": "Wait until a simulator is ready.",
}


class Commands(click.Group):
    """Finds commands in the modules of a package: ``serve`` is ``cs_simulator.cli.serve.serve``.

    Where the name is one of Python's own, the module's has an underscore at its end.
    """

    package = "cs_simulator.cli"
    lines: Mapping[str, str] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.lines)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if name not in self.lines:
            return None
        module = import_module(f"{self.package}.{_module(name)}")
        command: click.Command = getattr(module, _module(name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.lines.items()))


def _module(name: str) -> str:
    return f"{name}_" if name in ("list", "test") else name


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def main() -> None:
    """A local simulator of Alibaba Cloud Container Service, API version 2015-12-15."""


def fail(message: str, exit_code: int = 2) -> NoReturn:
    """Say in one line what is wrong, and end; with exit code 2, it is a misuse."""
    click.echo(f"cs-simulator: {message}", err=True)
    sys.exit(exit_code)
