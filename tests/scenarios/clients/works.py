"""What clients are there for: a cluster, and what some scenarios are about."""

from typing import Any


def cluster(client: Any) -> None:
    """A Swarm cluster of two nodes."""
    client.bring_up(2)


def scaling(client: Any) -> None:
    """A Swarm cluster that grows from two nodes to six."""
    client.scale(client.bring_up(2), 6)


def watching(client: Any) -> None:
    """A Swarm cluster whose nodes are watched for twenty minutes."""
    client.watch(client.bring_up(2), minutes=20)


def kubernetes(client: Any) -> None:
    """A Kubernetes cluster with its kubeconfig and a node pool of three."""
    cluster_id = client.bring_up()
    client.kubeconfig(cluster_id)
    client.add_pool(cluster_id, 3)


def watching_a_pool(client: Any) -> None:
    """A node pool of three whose nodes are watched for twenty minutes."""
    cluster_id = client.bring_up()
    client.watch(cluster_id, client.add_pool(cluster_id, 3), minutes=20)


def two_pools(client: Any) -> None:
    """A Kubernetes cluster with two node pools."""
    client.add_pools(client.bring_up(), 2)


def pool_scaling(client: Any) -> None:
    """A node pool that grows from one node to three."""
    cluster_id = client.bring_up()
    client.scale(cluster_id, client.add_pool(cluster_id, 1), 3)


def node_removal(client: Any) -> None:
    """A node pool of two, one of which is drained and removed."""
    cluster_id = client.bring_up()
    client.remove_a_node(cluster_id, client.add_pool(cluster_id, 2))


def pool_deletion(client: Any) -> None:
    """A node pool that is deleted before its cluster."""
    cluster_id = client.bring_up()
    client.delete_pool(cluster_id, client.add_pool(cluster_id, 1))
