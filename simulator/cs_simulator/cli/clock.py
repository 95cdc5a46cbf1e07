"""``cs-simulator clock``: a tenant's virtual time, shown and moved."""

import click

from cs_simulator.cli._control_session import LONG_ANSWER, ControlSession, session_of, with_session
from cs_simulator.cli._group import Group
from cs_simulator.cli._output import fail, prints
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.instants import SECOND, duration_text
from cs_simulator.server.control.contract.clock import Advanced, Clock


@click.group(cls=Group)
def clock() -> None:
    """Show or move a tenant's virtual time."""


@clock.command()
@prints(Clock)
@with_session
def show(session: ControlSession) -> None:
    """Show the time, its mode, and when the next step is due."""
    answer = session.tenant.clock.get()
    due = f"next step at {answer['next']}" if answer["next"] else "nothing is under way"
    session.show(answer, f"{answer['now']}, {_mode(answer)}, {due}")


@clock.command("set")
@click.argument("mode", type=click.Choice([mode.value for mode in ClockMode]))
@click.option("--rate", type=float, help="Virtual seconds per real second, if scaled.")
@click.option("--interval", help="Duration that a repeated read takes, if polling; 0s for none.")
@prints(Clock)
@with_session
def set_mode(session: ControlSession, mode: str, rate: float | None, interval: str | None) -> None:
    """Set the mode, which decides what moves time.

    Time moves at --rate (scaled), with real time (realtime), by clock advance only (frozen), or
    whenever something under way is looked at again (polling): to the next change, or by --interval.
    MODE is one of them.

    Example: cs-simulator clock set scaled --rate 60
    """
    answer = session.tenant.clock.set(mode, rate, interval)
    session.show(answer, f"{answer['now']}, {_mode(answer)}")


def _mode(shown: Clock) -> str:
    """The mode of a clock, with its interval if it has one."""
    interval = duration_text(round(shown["interval"] * SECOND))
    return f"{shown['mode']} with interval {interval}" if shown["interval"] else shown["mode"]


@clock.command()
@click.argument("by", required=False)
@click.option("--to", help="Move to an instant, as 2018-01-08T09:30:00Z.")
@click.option("--idle", is_flag=True, help="Move until nothing is under way or planned.")
@click.option("--settled", is_flag=True, help="Move until nothing is under way.")
@click.option("--cluster", help="Move until this cluster has reached --state.")
@click.option("--task", help="Move until this task has reached --state.")
@click.option("--state", help="State to reach; by default running, or success for a task.")
@prints(Advanced)
@session_of(LONG_ANSWER)
def advance(
    session: ControlSession,
    by: str | None,
    to: str | None,
    idle: bool,
    settled: bool,
    cluster: str | None,
    task: str | None,
    state: str | None,
) -> None:
    """Move time forward, and run everything that comes due.

    Give BY, a duration such as 5m or 1h30m, or one of --to, --idle, --settled, --cluster
    and --task. --idle also waits for what the timeline of a scenario has planned.

    Example: cs-simulator clock advance 5m
    """
    if sum(map(bool, (by is not None, to is not None, idle, settled, cluster, task))) != 1:
        fail("give one of a duration, --to, --idle, --settled, --cluster and --task")
    clock = session.tenant.clock
    if by is not None:
        answer = clock.advance(by)
    elif to is not None:
        answer = clock.advance_to(to)
    elif settled:
        answer = clock.settle()
    else:
        answer = clock.until(cluster=cluster or "", task=task or "", state=state or "")
    session.show(answer, f"{answer['now']}, {answer['ran']} steps")
