"""``cs-simulator config``: the settings that ``serve`` would run with, and their origins."""

import json
import os
from dataclasses import fields

import click

from cs_simulator.cli._control_session import table
from cs_simulator.cli._settings_file import from_file
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings


@click.group()
def config() -> None:
    """Show the settings that serve would run with."""


@config.command()
@click.option("--origin", is_flag=True, help="Tell where each value comes from.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(origin: bool, as_json: bool) -> None:
    """Show every setting: from the environment, else the file, else the default."""
    path, given = from_file()
    rows = []
    for each in fields(Settings):
        variable = ENVIRONMENT_PREFIX + each.name.upper()
        value, source = each.default, "default"
        if each.name in given:
            value, source = given[each.name], path
        if variable in os.environ:
            value, source = os.environ[variable], variable
        if each.metadata["is_secret"] and value:
            value = "***"
        rows.append((each.name, value, source))
    if as_json:
        told = [dict(zip(("setting", "value", "origin"), row, strict=True)) for row in rows]
        click.echo(json.dumps(told, default=list))
    elif origin:
        table(("setting", "value", "origin"), rows)
    else:
        table(("setting", "value"), [row[:2] for row in rows])
