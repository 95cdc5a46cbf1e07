"""``cs-simulator reset``: make a tenant as new."""

import click

from cs_simulator.cli._control_session import LONG_ANSWER, ControlSession, session_of
from cs_simulator.cli._output import prints
from cs_simulator.server.control.contract.values import ClearedTenant


@click.command()
@click.option(
    "--keep", multiple=True, type=click.Choice(["calls", "clock", "fixtures"]),
    help="What to keep as it is; repeatable.",
)  # fmt: skip
@prints(ClearedTenant)
@session_of(LONG_ANSWER)
def reset(session: ControlSession, keep: tuple[str, ...]) -> None:
    """Make a tenant as new, and show what was cleared."""
    answer = session.tenant.reset(*keep)
    cleared = ", ".join(f"{count} {table}" for table, count in answer["cleared"].items() if count)
    session.show(answer, f"{answer['tenant']}: cleared {cleared or 'nothing'}")
