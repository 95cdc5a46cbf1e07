"""``cs-simulator config``: the settings that ``serve`` would use, and where they come from."""

import os
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, TypedDict

import click

from cs_simulator.cli._group import Group
from cs_simulator.cli._output import prints, table
from cs_simulator.cli._output import show as show_output
from cs_simulator.cli._settings_file import from_file
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings


class SettingInUse(TypedDict):
    """The value of a setting, and where it comes from."""

    setting: str
    value: Any
    origin: str
    """``default``, an environment variable, or a file."""


@click.group(cls=Group)
def config() -> None:
    """Show the settings that serve would use."""


@config.command()
@click.option("--origin", is_flag=True, help="Show where each value comes from.")
@prints(list[SettingInUse])
def show(origin: bool, as_json: bool) -> None:
    """Show every setting.

    Its value is that of the environment, else of the settings file, else the default.
    """
    rows = list(_settings())
    titles = ("setting", "value", "origin") if origin else ("setting", "value")
    cells = [(row["setting"], row["value"], row["origin"])[: len(titles)] for row in rows]
    show_output(rows, lambda: table(titles, cells), as_json=as_json)


def _settings() -> Iterator[SettingInUse]:
    path, given = from_file()
    for field in fields(Settings):
        variable = ENVIRONMENT_PREFIX + field.name.upper()
        value, origin = field.default, "default"
        if field.name in given:
            value, origin = given[field.name], path
        if variable in os.environ:
            value, origin = os.environ[variable], variable
        if field.metadata["is_secret"] and value:
            value = "***"
        shown = list(value) if isinstance(value, tuple) else value
        yield {"setting": field.name, "value": shown, "origin": origin}
