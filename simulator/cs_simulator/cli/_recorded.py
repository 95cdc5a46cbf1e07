"""What the commands that make recorded calls again share: with what the new tenant is made."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cs_simulator.runs.replay import Origin


def made_again(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that :func:`origin` takes."""
    for option in (
        click.option("--tenant", default="", help="Name that the tenant had; it keys its chance."),
        click.option("--start", help="Where virtual time starts; by default at the first call."),
        click.option("--seed", type=int, help="Another seed than the snapshot's or scenario's."),
        click.option("--scenario", "name", help="Scenario in force: a file or a shipped name."),
    ):
        command = option(command)
    return command


def origin(
    name: str | None = None, seed: int | None = None, start: str | None = None, tenant: str = ""
) -> "Origin":
    """What is said of the new tenant; raises ``UsageError`` for what makes no sense."""
    from cs_simulator.domain import instants
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs.replay import Origin
    from cs_simulator.runtime.files import scenario_library

    try:
        written = json.dumps(scenario_library.read(name).written) if name else ""
        began = instants.from_text(start) if start else None
    except ValueError as problem:
        raise UsageError(str(problem)) from None
    return Origin(seed=seed, scenario=written, start=began, name=tenant)
