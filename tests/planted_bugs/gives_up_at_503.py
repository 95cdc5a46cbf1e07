"""Gives up at the first 503: a poll that fails ends the program, and the cluster goes on."""

import time

from tests.planted_bugs.ack import MINUTE, Ack, GaveUpError, create, delete, patiently


def careless(ack: Ack) -> None:
    live(ack, ack.state)


def careful(ack: Ack) -> None:
    live(ack, lambda cluster_id: patiently(ack.state, cluster_id))


def live(ack: Ack, look) -> None:
    """Make a cluster, wait for it, and delete it whatever comes."""
    cluster_id = create(ack, ack.new_cluster())
    try:
        for _ in range(0, 45 * MINUTE, 20):
            state = look(cluster_id)
            if state in ("running", "failed"):
                break
            time.sleep(20)
        if state != "running":
            raise GaveUpError(f"the cluster is {state}")
    finally:
        delete(ack, cluster_id)
