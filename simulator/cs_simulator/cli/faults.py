"""``cs-simulator faults``: the rules in force for a tenant."""

import json
from collections.abc import Sequence

import click

from cs_simulator.cli._control_session import ControlSession, with_session
from cs_simulator.cli._group import Group
from cs_simulator.cli._output import fail, prints, table
from cs_simulator.server.control.contract.scenario import Rule, RuleList


@click.group(cls=Group)
def faults() -> None:
    """List, add and remove the rules in force."""


def _show(session: ControlSession, rules: Sequence[Rule]) -> None:
    rows = [
        (
            rule["id"],
            rule["phase"],
            rule["kind"] if rule["enabled"] else f"{rule['kind']} (off)",
            rule["matched"],
            rule["hits"],
            rule["remaining"],
        )
        for rule in rules
    ]
    titles = ("id", "phase", "kind", "matched", "hits", "remaining")
    session.show(RuleList(faults=list(rules)), lambda: table(titles, rows))


@faults.command("list")
@prints(RuleList)
@with_session
def list_faults(session: ControlSession) -> None:
    """List the rules with matches, hits and what remains."""
    _show(session, session.tenant.faults.list())


@faults.command()
@click.argument("rule")
@prints(RuleList)
@with_session
def add(session: ControlSession, rule: str) -> None:
    """Add a RULE, which takes precedence over the others.

    It is written as JSON, with the keys that a rule has in a scenario file.

    Example: cs-simulator faults add '{"id": "busy", "then": {"error": "Throttling"}}'
    """
    try:
        read = json.loads(rule)
    except ValueError as error:
        fail(f"the rule is not JSON: {error}")
    _show(session, session.tenant.faults.merge([read]))


@faults.command()
@click.argument("rule_id")
@prints(RuleList)
@with_session
def enable(session: ControlSession, rule_id: str) -> None:
    """Switch the rule RULE_ID on, which was off.

    Example: cs-simulator faults enable busy
    """
    _show(session, session.tenant.faults.enable(rule_id))


@faults.command()
@click.argument("rule_id")
@prints(RuleList)
@with_session
def disable(session: ControlSession, rule_id: str) -> None:
    """Switch the rule RULE_ID off; it keeps its place and its counts.

    Example: cs-simulator faults disable busy
    """
    _show(session, session.tenant.faults.disable(rule_id))


@faults.command()
@click.argument("rule_id")
@prints(RuleList)
@with_session
def remove(session: ControlSession, rule_id: str) -> None:
    """Remove the rule RULE_ID.

    Example: cs-simulator faults remove busy
    """
    _show(session, session.tenant.faults.remove(rule_id))


@faults.command()
@prints(RuleList)
@with_session
def clear(session: ControlSession) -> None:
    """Remove all rules."""
    session.tenant.faults.clear()
    _show(session, [])
