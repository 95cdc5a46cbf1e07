"""``Clusters``, awaited. It is made by ``python -m tests.testing.awaited``."""

from cs_simulator.client.clusters import Clusters
from cs_simulator.server.control.contract import clusters as contract
from cs_simulator.testing.awaited.part import AwaitedPart


class AwaitedClusters(AwaitedPart[Clusters]):
    """The tenant's clusters and nodes."""

    async def list(self) -> list[contract.Cluster]:
        """All clusters with their nodes and tasks."""
        return await self._wait(self.blocking.list)

    async def get(self, cluster_id: str) -> contract.Cluster:
        """One cluster with its nodes and tasks."""
        return await self._wait(self.blocking.get, cluster_id)

    async def kubeconfig(self, cluster: str) -> contract.Kubeconfig:
        """The kubeconfig of a Kubernetes cluster, by its id, or by its name if it is unique."""
        return await self._wait(self.blocking.kubeconfig, cluster)

    async def force(self, cluster_id: str, state: str) -> contract.Cluster:
        """Put a cluster in a state and end what is under way; ``deleted`` removes it at once."""
        return await self._wait(self.blocking.force, cluster_id, state)

    async def lose_node(self, instance_id: str) -> contract.Node:
        """Make a running node unreachable for the service."""
        return await self._wait(self.blocking.lose_node, instance_id)

    async def recover_node(self, instance_id: str) -> contract.Node:
        """Make a lost node reachable again."""
        return await self._wait(self.blocking.recover_node, instance_id)
