"""``cs-simulator clock``: what time it is for a tenant, and moving it."""

from typing import Any

import click

from cs_simulator.cli._control_session import ControlSession, with_control_options
from cs_simulator.cli.main import fail


@click.group()
def clock() -> None:
    """Tell a tenant's virtual time, and move it."""


@clock.command()
@with_control_options
def show(asked: ControlSession) -> None:
    """Tell what time it is, what moves it, and when something is due."""
    told = asked.ask("GET", "clock")
    due = f", next step at {told['next']}" if told["next"] else ", nothing is under way"
    asked.tell(told, f"{told['now']}, {told['mode']}{due}")


@clock.command("set")
@click.argument("mode", type=click.Choice(["realtime", "scaled", "frozen", "polling"]))
@click.option("--rate", type=float, help="Virtual seconds for each real one, if scaled.")
@with_control_options
def set_mode(asked: ControlSession, mode: str, rate: float | None) -> None:
    """Change what moves time; serve --help says what each MODE does.

    Example: cs-simulator clock set scaled --rate 60
    """
    body: dict[str, Any] = {"mode": mode} | ({} if rate is None else {"rate": rate})
    told = asked.ask("PUT", "clock", body)
    asked.tell(told, f"{told['now']}, {told['mode']}")


@clock.command()
@click.argument("by", required=False)
@click.option("--to", help="An instant, as 2018-01-08T09:30:00Z.")
@click.option("--idle", is_flag=True, help="Until nothing is under way.")
@click.option("--cluster", help="Until this cluster is in --state.")
@click.option("--task", help="Until this task is in --state.")
@click.option("--state", help="The state waited for: running, or success for a task.")
@with_control_options
def advance(
    asked: ControlSession, by: str | None, to: str | None, idle: bool, **awaited: str | None
) -> None:
    """Move time by a duration (5m, 1h30m), to an instant, or until something is so.

    Everything that comes due on the way is done. Give BY or one of --to, --idle, --cluster, --task.

    Example: cs-simulator clock advance 5m
    """
    body: dict[str, Any] = {"by": by, "to": to, "until": "idle" if idle else _until(**awaited)}
    body = {name: value for name, value in body.items() if value is not None}
    if len(body) != 1:
        fail("give one of a duration, --to, --idle, --cluster and --task")
    told = asked.ask("POST", "clock/advance", body)
    asked.tell(told, f"{told['now']}, {told['ran']} steps")


def _until(cluster: str | None, task: str | None, state: str | None) -> dict[str, str] | None:
    if cluster:
        return {"cluster": cluster, "state": state or "running"}
    return {"task": task, "state": state or "success"} if task else None
