"""What a tenant has, as the simulator sees it."""

from cs_simulator.client.part import Part
from cs_simulator.server.control.contract import clusters as contract


class Clusters(Part):
    """The tenant's clusters and nodes."""

    def list(self) -> list[contract.Cluster]:
        """All clusters with their nodes and tasks."""
        return self._call(contract.LIST_CLUSTERS)["clusters"]

    def get(self, cluster_id: str) -> contract.Cluster:
        """One cluster with its nodes and tasks."""
        return self._call(contract.GET_CLUSTER, cluster_id)

    def kubeconfig(self, cluster: str) -> contract.Kubeconfig:
        """The kubeconfig of a Kubernetes cluster, by its id, or by its name if it is unique.

        It has the certificate of the account. Raises
        :class:`~cs_simulator.client.RefusedError` for a cluster that is not up, and for one of
        another type.
        """
        ids = [each["cluster_id"] for each in self.list() if each["name"] == cluster]
        return self._call(contract.GET_KUBECONFIG, ids[0] if len(ids) == 1 else cluster)

    def force(self, cluster_id: str, state: str) -> contract.Cluster:
        """Put a cluster in a state and end what is under way; ``deleted`` removes it at once."""
        return self._call(contract.PATCH_CLUSTER, cluster_id, {"state": state})

    def lose_node(self, instance_id: str) -> contract.Node:
        """Make a running node unreachable for the service."""
        return self._call(contract.PATCH_NODE, instance_id, {"is_lost": True})

    def recover_node(self, instance_id: str) -> contract.Node:
        """Make a lost node reachable again."""
        return self._call(contract.PATCH_NODE, instance_id, {"is_lost": False})
