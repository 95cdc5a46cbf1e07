"""``Pools``, awaited. It is made by ``python -m tests.testing.awaited``."""

from cs_simulator.client.pools import Pools
from cs_simulator.server.control.contract import clusters as contract
from cs_simulator.testing.awaited.part import AwaitedPart


class AwaitedPools(AwaitedPart[Pools]):
    """The node pools of the tenant's clusters."""

    async def list(self, cluster_id: str = "") -> list[contract.Pool]:
        """All node pools, or those of one cluster, with their nodes and tasks."""
        return await self._wait(self.blocking.list, cluster_id)

    async def get(self, nodepool_id: str) -> contract.Pool:
        """One node pool with its nodes and tasks."""
        return await self._wait(self.blocking.get, nodepool_id)

    async def force(self, nodepool_id: str, state: str) -> contract.Pool:
        """Put a node pool in a state and end what is under way; ``deleted`` removes it at once."""
        return await self._wait(self.blocking.force, nodepool_id, state)
