"""The rules in force for a tenant."""

from collections.abc import Mapping, Sequence
from typing import Any

from cs_simulator.client.part import Part
from cs_simulator.scenarios.suggestions import instead
from cs_simulator.server.control.contract import scenario as contract


class Faults(Part):
    """The rules in force."""

    def list(self) -> list[contract.Rule]:
        """The rules with matches, hits and what remains."""
        return self._call(contract.LIST_FAULTS)["faults"]

    def add(self, *rules: Mapping[str, Any]) -> Sequence[contract.Rule]:
        """Add rules, as a scenario has them, before the others; returns all rules.

        One without ``id`` is named by its number.
        """
        count = len(self.list())
        numbered = [{"id": f"rule-{count + n}", **rule} for n, rule in enumerate(rules, 1)]
        return self.merge(numbered)

    def merge(self, rules: Sequence[Any]) -> Sequence[contract.Rule]:
        """Add rules before the others, or replace those with the same ids; returns all rules."""
        return self._call(contract.PATCH_FAULTS, body={"rules": rules})["faults"]

    def enable(self, rule_id: str) -> Sequence[contract.Rule]:
        """Switch a rule on, which was off; returns all rules."""
        return self._call(contract.PATCH_FAULT, rule_id, {"enabled": True})["faults"]

    def disable(self, rule_id: str) -> Sequence[contract.Rule]:
        """Switch a rule off: it is not asked, and keeps place and counts; returns all rules."""
        return self._call(contract.PATCH_FAULT, rule_id, {"enabled": False})["faults"]

    def remove(self, rule_id: str) -> Sequence[contract.Rule]:
        """Remove a rule; returns those that are left."""
        return self._call(contract.DELETE_FAULT, rule_id)["faults"]

    def clear(self) -> None:
        """Remove all rules."""
        self._call(contract.DELETE_FAULTS)

    def hits(self, rule_id: str) -> int:
        """How often a rule in force acted; raises ``ValueError`` if there is none of that id."""
        rules = {rule["id"]: rule["hits"] for rule in self.list()}
        if rule_id not in rules:
            raise ValueError(f"there is no rule {rule_id!r}{instead(rule_id, rules)}")
        return rules[rule_id]
