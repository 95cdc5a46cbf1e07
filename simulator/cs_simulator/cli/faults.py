"""``cs-simulator faults``: the rules in force for a tenant."""

import json
from typing import Any

import click

from cs_simulator.cli._control_session import Asked, asks, table
from cs_simulator.cli.main import fail
from cs_simulator.client.connection import segment


@click.group()
def faults() -> None:
    """List the rules in force, add some, and take them away."""


def _tell(asked: Asked, told: dict[str, Any]) -> None:
    rows = [
        (each["id"], each["phase"], each["kind"], each["matched"], each["hits"], each["remaining"])
        for each in told["faults"]
    ]
    titles = ("id", "phase", "kind", "matched", "hits", "remaining")
    asked.tell(told, lambda: table(titles, rows))


@faults.command("list")
@asks
def list_faults(asked: Asked) -> None:
    """List the rules with matches, hits and what remains."""
    _tell(asked, asked.ask("GET", "faults"))


@faults.command()
@click.argument("rule")
@asks
def add(asked: Asked, rule: str) -> None:
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
@asks
def remove(asked: Asked, rule_id: str) -> None:
    """Take the rule RULE_ID away.

    Example: cs-simulator faults remove busy
    """
    _tell(asked, asked.ask("DELETE", f"faults/{segment(rule_id)}"))


@faults.command()
@asks
def clear(asked: Asked) -> None:
    """Take all rules away."""
    _tell(asked, asked.ask("DELETE", "faults"))
