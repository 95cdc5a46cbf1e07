"""``Calls``, awaited. It is made by ``python -m tests.testing.awaited``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cs_simulator.client.calls import Calls
from cs_simulator.server.control.contract import calls as contract
from cs_simulator.server.control.contract.service_calls import ServiceAnswer, ServiceCall
from cs_simulator.testing.awaited.part import AwaitedPart


class AwaitedCalls(AwaitedPart[Calls]):
    """The calls that the tenant received, and what was answered."""

    async def list(self, **chosen: Any) -> list[contract.Call]:
        """The calls, oldest first, chosen by ``operation``, ``status``, ``code`` and others."""
        return await self._wait(self.blocking.list, **chosen)

    async def find(self, **chosen: Any) -> contract.CallList:
        """The last calls that were chosen, and how many were chosen in all."""
        return await self._wait(self.blocking.find, **chosen)

    async def heads(self, **chosen: Any) -> contract.CallHeadList:
        """A page of the calls without bodies and answers: ``after``, ``before``, ``skip``."""
        return await self._wait(self.blocking.heads, **chosen)

    async def count(self, **chosen: Any) -> int:
        """How many calls there are, chosen in the same way."""
        return await self._wait(self.blocking.count, **chosen)

    async def clear(self) -> int:
        """Delete the calls; returns how many there were."""
        return await self._wait(self.blocking.clear)

    async def explain(self, request_id: str) -> contract.Explanation:
        """Why each rule in force acted on a call or did not."""
        return await self._wait(self.blocking.explain, request_id)

    async def verify(
        self, expectations: Sequence[Mapping[str, Any]] | None = None
    ) -> contract.Verdicts:
        """Check expectations against calls and resources; without any, those of the scenario."""
        return await self._wait(self.blocking.verify, expectations)

    async def make(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> ServiceAnswer:
        """Make a call of the API as the tenant, without a signature; returns what a client gets."""
        return await self._wait(
            self.blocking.make, method, path, body, query=query, headers=headers
        )

    async def example(self, operation: str, **chosen: str) -> ServiceCall:
        """A call that is accepted now: of a ``type``, or for a ``cluster`` or a ``pool``."""
        return await self._wait(self.blocking.example, operation, **chosen)

    async def follow(self, *, from_start: bool = False) -> Iterator[contract.Call]:
        """Each call as it comes, or from the first one on; ends with the simulator."""
        return await self._wait(self.blocking.follow, from_start=from_start)
