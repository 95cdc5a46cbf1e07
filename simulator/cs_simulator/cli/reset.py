"""``cs-simulator reset``: make a tenant as new."""

import click

from cs_simulator.cli._control_session import ControlSession, with_control_options


@click.command()
@click.option(
    "--keep", multiple=True, type=click.Choice(["calls", "clock", "fixtures"]),
    help="What stays as it is; repeatable.",
)  # fmt: skip
@with_control_options
def reset(asked: ControlSession, keep: tuple[str, ...]) -> None:
    """Make a tenant as new, and tell what was cleared."""
    told = asked.ask("POST", "reset", {"keep": list(keep)})
    cleared = ", ".join(f"{n} {what}" for what, n in told["cleared"].items() if n)
    asked.tell(told, f"{told['tenant']}: cleared {cleared or 'nothing'}")
