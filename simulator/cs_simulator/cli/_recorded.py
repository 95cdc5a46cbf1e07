"""What the commands that repeat recorded calls share: the tenant that the calls are sent to."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cs_simulator.runs.replay import ReplayOptions


def with_origin(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that :func:`origin` takes."""
    for option in (
        click.option("--tenant", default="", help="Name that the tenant had: draws depend on it."),
        click.option("--start", help="Where virtual time starts; by default at the first call."),
        click.option("--seed", type=int, help="Seed instead of the snapshot's or scenario's own."),
        click.option("--scenario", "name", help="Scenario in force: a file or a shipped name."),
    ):
        command = option(command)
    return command


def origin(
    name: str | None = None, seed: int | None = None, start: str | None = None, tenant: str = ""
) -> "ReplayOptions":
    """What the new tenant is made of; raises ``UsageError`` for options that make no sense."""
    from cs_simulator.domain import instants
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs.replay import ReplayOptions
    from cs_simulator.runtime.files import scenario_library

    try:
        written = json.dumps(scenario_library.read(name).source) if name else ""
        began = instants.from_text(start) if start else None
    except ValueError as error:
        raise UsageError(str(error)) from None
    return ReplayOptions(seed=seed, scenario=written, start=began, name=tenant)
