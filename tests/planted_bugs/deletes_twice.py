"""Deletes twice: when a poll fails, the deletion begins again, of what may be gone by then."""

import time

from tests.planted_bugs.ack import (
    MINUTE,
    Ack,
    GaveUpError,
    UnclearError,
    create,
    delete,
    wait_until_running,
)


def careless(ack: Ack) -> None:
    live(ack, delete_until_it_works)


def careful(ack: Ack) -> None:
    live(ack, delete)  # for which not found is as good as deleted


def delete_until_it_works(ack: Ack, cluster_id: str) -> None:
    """Delete a cluster and wait until it is gone; from the beginning if something goes wrong."""
    for _ in range(5):
        try:
            ack.delete(cluster_id)
            if ends(ack, cluster_id):
                return
        except UnclearError as unclear:
            time.sleep(max(5 * MINUTE, unclear.retry_after))
    raise GaveUpError("the cluster cannot be deleted")


def ends(ack: Ack, cluster_id: str) -> bool:
    """Wait for the end of a deletion; returns whether the cluster is gone."""
    for _ in range(0, 45 * MINUTE, 20):
        state = ack.state(cluster_id)
        if state != "deleting":
            return state is None
        time.sleep(20)
    raise GaveUpError("the deletion does not end")


def live(ack: Ack, delete_it) -> None:
    """Make a cluster, wait for it, and delete it whatever comes."""
    cluster_id = create(ack, ack.new_cluster())
    try:
        wait_until_running(ack, cluster_id)
    finally:
        delete_it(ack, cluster_id)
