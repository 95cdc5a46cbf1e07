"""``cs-simulator calls``: a tenant's journal, listed, followed, explained and verified."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cs_simulator.cli._control_session import ControlSession, with_session
from cs_simulator.cli._group import Group
from cs_simulator.cli._output import echo, fail, note, prints, table
from cs_simulator.client.calls import call_line, proof_lines
from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.domain.printable import as_line
from cs_simulator.server.control.contract.calls import Call, CallList, Explanation, Verdicts


@click.group(cls=Group)
def calls() -> None:
    """List, follow, explain and verify the calls of a tenant."""


@calls.command("list")
@click.option("--operation", help="Name of the operation; * matches anything.")
@click.option("--status", help="HTTP status, or a class such as 4xx.")
@click.option("--code", help="Error code; * matches anything.")
@click.option("--cluster", help="Cluster id.")
@click.option("--limit", default=50, show_default=True, help="List the last n calls.")
@prints(CallList)
@with_session
def list_calls(session: ControlSession, limit: int, **chosen: str | None) -> None:
    """List the last calls."""
    given = {name: value for name, value in chosen.items() if value}
    answer = session.tenant.calls.find(limit=limit, **given)
    session.show(answer, lambda: _print_list(answer))


def _print_list(answer: CallList) -> None:
    if answer["dropped"]:
        note(f"{answer['dropped']} older calls were dropped; health has the limits")
    _print(answer["calls"])


def _print(found: Sequence[Call]) -> None:
    rows = [
        (call["time"], call["method"], call["path"], call["status"], call["code"],
         " ".join(call["faults"]), call["request_id"])
        for call in found
    ]  # fmt: skip
    table(("time", "method", "path", "status", "code", "faults", "request_id"), rows)


@calls.command()
@click.option("--all", "is_all", is_flag=True, help="Begin with the calls that came before.")
@prints(Call)
@with_session
def tail(session: ControlSession, is_all: bool) -> None:
    """Follow the calls as they come.

    Ends with Ctrl-C, or with the simulator.
    """
    try:
        for call in session.tenant.calls.follow(from_start=is_all):
            line = f"{call_line(call)} {' '.join(call['faults'])}"
            session.show(call, as_line(line).rstrip())
    except KeyboardInterrupt:
        pass


@calls.command()
@click.argument("request_id")
@prints(Explanation)
@with_session
def explain(session: ControlSession, request_id: str) -> None:
    """Show why each rule acted on a call or did not.

    REQUEST_ID is in the call's answer, and in calls list.

    Example: cs-simulator calls explain BA259256-B211-48C4-A4A4-94E12226B13E
    """
    answer = session.tenant.calls.explain(request_id)
    rows = [
        (decision["rule"], decision["phase"], decision["kind"], decision["outcome"])
        for decision in answer["decisions"]
    ]
    rows += [
        (rule["rule"], rule["phase"], rule["kind"], rule["reason"])
        for rule in answer["not_matched"]
    ]
    session.show(answer, lambda: table(("rule", "phase", "kind", "outcome"), rows))


@calls.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@prints(Verdicts)
@with_session
def verify(session: ControlSession, file: Path | None) -> None:
    """Check expectations against calls and resources.

    They are those of the scenario in force, or of a FILE with a JSON array of what expect of a
    scenario may have, such as [{"invariant": "no_duplicates"}, {"calls": {"operation":
    "CreateCluster"}, "attempts": {"max": 3}}]. Exit code 1 if one is not met.

    Example: cs-simulator calls verify expected.json
    """
    expectations = None if file is None else _expectations(file)
    answer = session.tenant.calls.verify(expectations)
    session.show(answer, lambda: _print_verdicts(answer))
    if not answer["passed"]:
        sys.exit(1)


def _expectations(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    except ValueError as error:
        fail(f"{file}: it is not JSON: {error}")


def _print_verdicts(answer: Verdicts) -> None:
    for verdict in answer["verdicts"]:
        sign, reason = ("✓", "") if verdict["passed"] else ("✗", f": {verdict['reason']}")
        echo(as_line(f"{sign} {inline_yaml(verdict['expectation'])}{reason}"))
        for line in [] if verdict["passed"] else proof_lines(verdict):
            echo(line)
