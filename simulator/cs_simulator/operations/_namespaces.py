"""The namespaces of a cluster, as calls of the service list them."""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World

_FIRST = ("default", "kube-node-lease", "kube-public", "kube-system")


def namespaces_of(world: World, cluster: Cluster) -> list[str]:
    """The names of all namespaces: those that its Kubernetes API has, once that was called.

    Until then they are the first ones of every cluster.
    """
    if cluster.cluster_id not in world.kubernetes_clusters:
        return list(_FIRST)
    keys = world.kubernetes_resources[f"{cluster.cluster_id}/namespaces"]
    return sorted(world.kubernetes_objects[key].name for key in keys)
