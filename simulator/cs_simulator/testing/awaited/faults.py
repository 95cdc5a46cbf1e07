"""``Faults``, awaited. It is made by ``python -m tests.testing.awaited``."""

from collections.abc import Mapping, Sequence
from typing import Any

from cs_simulator.client.faults import Faults
from cs_simulator.server.control.contract import scenario as contract
from cs_simulator.testing.awaited.part import AwaitedPart


class AwaitedFaults(AwaitedPart[Faults]):
    """The rules in force."""

    async def list(self) -> list[contract.Rule]:
        """The rules with matches, hits and what remains."""
        return await self._wait(self.blocking.list)

    async def add(self, *rules: Mapping[str, Any]) -> Sequence[contract.Rule]:
        """Add rules, as a scenario has them, before the others; returns all rules."""
        return await self._wait(self.blocking.add, *rules)

    async def merge(self, rules: Sequence[Any]) -> Sequence[contract.Rule]:
        """Add rules before the others, or replace those with the same ids; returns all rules."""
        return await self._wait(self.blocking.merge, rules)

    async def enable(self, rule_id: str) -> Sequence[contract.Rule]:
        """Switch a rule on, which was off; returns all rules."""
        return await self._wait(self.blocking.enable, rule_id)

    async def disable(self, rule_id: str) -> Sequence[contract.Rule]:
        """Switch a rule off: it is not asked, and keeps place and counts; returns all rules."""
        return await self._wait(self.blocking.disable, rule_id)

    async def remove(self, rule_id: str) -> Sequence[contract.Rule]:
        """Remove a rule; returns those that are left."""
        return await self._wait(self.blocking.remove, rule_id)

    async def clear(self) -> None:
        """Remove all rules."""
        await self._wait(self.blocking.clear)

    async def hits(self, rule_id: str) -> int:
        """How often a rule in force acted; raises ``ValueError`` if there is none of that id."""
        return await self._wait(self.blocking.hits, rule_id)
