"""Ignores partial pools: a node pool that is active is taken for one with all its nodes."""

from tests.planted_bugs.ack import (
    Ack,
    RefusedError,
    create,
    delete,
    patiently,
    wait_until,
    wait_until_running,
)

NODES = 3


def careless(ack: Ack) -> None:
    make(ack, lambda seen: seen[0] == "active")


def careful(ack: Ack) -> None:
    make(ack, lambda seen: seen == ("active", NODES))


def make(ack: Ack, is_done) -> None:
    """Make a cluster with a node pool; what does not come to be is deleted."""
    cluster_id = create(ack, ack.new_cluster())
    try:
        wait_until_running(ack, cluster_id)
        pool_id = create_pool(ack, cluster_id)
        wait_until(lambda: ack.pool(cluster_id, pool_id), is_done)
    except BaseException:
        delete(ack, cluster_id)
        raise


def create_pool(ack: Ack, cluster_id: str) -> str:
    """Create the node pool; returns its id. A second one of its name is refused."""
    pool = ack.new_pool(NODES)
    try:
        return patiently(ack.create_pool, cluster_id, pool)
    except RefusedError as refused:
        if "already exist" not in str(refused):
            raise
    name = pool["nodepool_info"]["name"]
    return wait_until(lambda: ack.pools(cluster_id).get(name), bool)
