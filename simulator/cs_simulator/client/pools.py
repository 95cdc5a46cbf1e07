"""The node pools that a tenant has, as the simulator sees them."""

from cs_simulator.client.part import Part
from cs_simulator.server.control.contract import clusters as contract


class Pools(Part):
    """The node pools of the tenant's clusters."""

    def list(self, cluster_id: str = "") -> list[contract.Pool]:
        """All node pools, or those of one cluster, with their nodes and tasks."""
        chosen = {"cluster": cluster_id} if cluster_id else {}
        return self._call(contract.LIST_POOLS, **chosen)["pools"]

    def get(self, nodepool_id: str) -> contract.Pool:
        """One node pool with its nodes and tasks."""
        return self._call(contract.GET_POOL, nodepool_id)

    def force(self, nodepool_id: str, state: str) -> contract.Pool:
        """Put a node pool in a state and end what is under way; ``deleted`` removes it at once."""
        return self._call(contract.PATCH_POOL, nodepool_id, {"state": state})
