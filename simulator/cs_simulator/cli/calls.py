"""``cs-simulator calls``: a tenant's journal: read, followed, and held against expectations."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from cs_simulator.cli._control_session import ControlSession, table, with_control_options
from cs_simulator.cli.main import fail
from cs_simulator.client.connection import segment
from cs_simulator.client.inline_yaml import flow
from cs_simulator.client.tenant import in_a_line


@click.group()
def calls() -> None:
    """Read a tenant's calls, follow them, and hold expectations against them."""


@calls.command("list")
@click.option("--operation", help="Name; * stands for anything.")
@click.option("--status", help="A number, or a class such as 4xx.")
@click.option("--code", help="Error code; * stands for anything.")
@click.option("--cluster", help="Cluster id.")
@click.option("--limit", default=50, show_default=True, help="The last so many.")
@with_control_options
def list_calls(asked: ControlSession, limit: int, **chosen: str | None) -> None:
    """List the last calls."""
    query = {name: value for name, value in chosen.items() if value}
    told = asked.ask("GET", "calls", limit=str(limit), **query)
    asked.tell(told, lambda: _tell(told["calls"]))


def _tell(found: list[dict[str, Any]]) -> None:
    rows = [
        (each["time"], each["method"], each["path"], each["status"], each["code"],
         " ".join(each["faults"]), each["request_id"])
        for each in found
    ]  # fmt: skip
    table(("time", "method", "path", "status", "code", "faults", "request_id"), rows)


@calls.command()
@click.option("--all", "is_all", is_flag=True, help="Begin with those that came before.")
@with_control_options
def tail(asked: ControlSession, is_all: bool) -> None:
    """Follow the calls as they come; ends with Ctrl-C or with the simulator."""
    query = {"tenant": asked.tenant, "kinds": "call", "from": "start" if is_all else "now"}
    try:
        for line in asked.connection.follow("events", **query):
            told = json.loads(line)
            if asked.as_json:
                click.echo(line)
            else:
                click.echo(f"{in_a_line(told)} {' '.join(told['faults'])}".rstrip())
    except KeyboardInterrupt:
        pass


@calls.command()
@click.argument("request_id")
@with_control_options
def explain(asked: ControlSession, request_id: str) -> None:
    """Tell which rules were considered for a call, and what came of it.

    REQUEST_ID is in the call's answer, and in calls list.

    Example: cs-simulator calls explain BA259256-B211-48C4-A4A4-94E12226B13E
    """
    told = asked.ask("GET", f"calls/{segment(request_id)}/explain")
    rows = [(d["rule"], d["phase"], d["kind"], d["outcome"]) for d in told["decisions"]]
    rows += [(r["rule"], r["phase"], r["kind"], r["reason"]) for r in told["not_matched"]]
    asked.tell(told, lambda: table(("rule", "phase", "kind", "outcome"), rows))


@calls.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@with_control_options
def verify(asked: ControlSession, file: Path | None) -> None:
    """Hold expectations against the calls; exit code 1 if one was not met.

    They are those of the scenario in force, or of a FILE with a JSON array such as
    [{"calls": {"operation": "CreateCluster"}, "attempts": {"max": 3}}].

    Example: cs-simulator calls verify expected.json
    """
    if file is None:
        told = asked.ask("POST", "scenario/verify", {})
    else:
        try:
            expectations = json.loads(file.read_text("utf-8"))
        except OSError as problem:
            fail(f"{file}: {problem.strerror}")
        except ValueError as problem:
            fail(f"{file}: it is not JSON: {problem}")
        told = asked.ask("POST", "calls/verify", {"expectations": expectations})

    def tell() -> None:
        for each in told["verdicts"]:
            sign, reason = ("✓", "") if each["passed"] else ("✗", f": {each['reason']}")
            click.echo(f"{sign} {flow(each['expectation'])}{reason}")
        if not told["verdicts"]:
            click.echo("nothing is expected")

    asked.tell(told, tell)
    if not told["passed"]:
        sys.exit(1)
