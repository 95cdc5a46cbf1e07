"""Groups of commands: found in a folder, imported when they are used, listed without being cut."""

import os
import re
from importlib import import_module
from typing import Any, TypeVar

import click

from cs_simulator.cli import _streams

AnyCommand = TypeVar("AnyCommand", bound=click.Command)

# The module of the group of all commands, whose function is no command of it.
_MAIN = "cs_simulator.cli.main"
# Names of Python's own, whose modules have an underscore at their end.
_RESERVED = ("list", "test")


class Group(click.Group):
    """A group whose help lists the first paragraph of each command's help, as a whole."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        lines = [(name, self.help_line(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(lines)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, with its help also where Python removes docstrings."""
        command = super().get_command(ctx, name)
        return command and with_help(command)

    def help_line(self, ctx: click.Context, name: str) -> str:
        """The first paragraph of a command's help."""
        command = self.get_command(ctx, name)
        return _first_paragraph(command.help or "") if command else ""


class CommandFolder(Group):
    """The commands of a package: the command ``serve`` is ``serve`` of the module ``serve``.

    Help and completion read their sources, so that only the command that is used is imported.
    """

    def __init__(self, *, package: str, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self._package = package
        self._docstrings: dict[str, str] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the modules that have a command."""
        files = sorted(os.listdir(self._folder))
        names = (file.removesuffix(".py").removesuffix("_") for file in files)
        return [name for name in names if self._docstring(name)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if not self._docstring(name):
            return None
        command: click.Command = getattr(import_module(self._module(name)), _attribute(name))
        return with_help(command)

    def help_line(self, ctx: click.Context, name: str) -> str:
        """The first paragraph of the docstring of the command's function."""
        return _first_paragraph(self._docstring(name))

    @property
    def _folder(self) -> str:
        return str(import_module(self._package).__path__[0])

    def _module(self, name: str) -> str:
        return f"{self._package}.{_attribute(name)}"

    def _docstring(self, name: str) -> str:
        """The docstring of the function that has the name of its module; empty if there is none."""
        if name not in self._docstrings:
            is_command = name.isidentifier() and not name.startswith("_")
            source = self._source(name) if is_command and self._module(name) != _MAIN else ""
            pattern = rf'^def {_attribute(name)}\(.*?^    """(.+?)"""'
            found = re.search(pattern, source, re.DOTALL | re.MULTILINE)
            self._docstrings[name] = found[1] if found else ""
        return self._docstrings[name]

    def _source(self, name: str) -> str:
        """The source of a module or of a package; empty if there is none."""
        for file in (f"{_attribute(name)}.py", os.path.join(_attribute(name), "__init__.py")):
            try:
                with open(os.path.join(self._folder, file), encoding="utf-8") as opened:
                    return opened.read()
            except OSError:
                continue
        return ""


class Main(CommandFolder):
    """The group of all commands, which prepares the streams that all of them print to."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command that the arguments name."""
        _streams.prepare()
        with_help(self)
        return super().main(*args, **kwargs)


def with_help(command: AnyCommand) -> AnyCommand:
    """The command, with the docstring of its function as help also where Python removed it."""
    if command.help is None and command.callback is not None:
        from cs_simulator.domain.docstrings import docstring

        command.help = docstring(command.callback)
    return command


def _attribute(name: str) -> str:
    return f"{name}_" if name in _RESERVED else name


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().partition("\n\n")[0].split())
