"""``cs-simulator faults``: the rules in force for a tenant."""

import json
from typing import Any

import click

from cs_simulator.cli._control_session import ControlSession, table, with_control_options
from cs_simulator.cli.main import fail
from cs_simulator.client.connection import segment


@click.group()
def faults() -> None:
    """List the rules in force, add some, and take them away."""


def _tell(asked: ControlSession, told: dict[str, Any]) -> None:
    rows = [
        (each["id"], each["phase"], each["kind"], each["matched"], each["hits"], each["remaining"])
        for each in told["faults"]
    ]
    titles = ("id", "phase", "kind", "matched", "hits", "remaining")
    asked.tell(told, lambda: table(titles, rows))


@faults.command("list")
@with_control_options
def list_faults(asked: ControlSession) -> None:
    """List the rules with matches, hits and what remains."""
    _tell(asked, asked.ask("GET", "faults"))


@faults.command()
@click.argument("rule")
@with_control_options
def add(asked: ControlSession, rule: str) -> None:
    """Add a RULE, written as JSON in the way of a scenario's rules; it comes before the others.

    Example: cs-simulator faults add '{"id": "busy", "then": {"error": "Throttling"}}'
    """
    try:
        read = json.loads(rule)
    except ValueError as problem:
        fail(f"the rule is not JSON: {problem}")
    _tell(asked, asked.ask("PATCH", "faults", {"rules": [read]}))


@faults.command()
@click.argument("rule_id")
@with_control_options
def remove(asked: ControlSession, rule_id: str) -> None:
    """Take the rule RULE_ID away.

    Example: cs-simulator faults remove busy
    """
    _tell(asked, asked.ask("DELETE", f"faults/{segment(rule_id)}"))


@faults.command()
@with_control_options
def clear(asked: ControlSession) -> None:
    """Take all rules away."""
    _tell(asked, asked.ask("DELETE", "faults"))
