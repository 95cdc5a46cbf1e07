"""Polls without a pause: asks again as soon as a poll has failed."""

import time

from tests.planted_bugs.ack import Ack, GaveUpError, UnclearError, create, delete

LONGEST = 60


def careless(ack: Ack) -> None:
    live(ack, first_pause=0)


def careful(ack: Ack) -> None:
    live(ack, first_pause=1)


def live(ack: Ack, first_pause: int) -> None:
    """Make a cluster, wait for it, and delete it whatever comes."""
    cluster_id = create(ack, ack.new_cluster())
    try:
        wait_until_running(ack, cluster_id, first_pause)
    finally:
        delete(ack, cluster_id)


def wait_until_running(ack: Ack, cluster_id: str, first_pause: int) -> None:
    """Poll every twenty seconds, and after a failure after pauses that double."""
    pause = first_pause
    for _ in range(120):
        try:
            state = ack.state(cluster_id)
        except UnclearError as unclear:
            time.sleep(max(pause, unclear.retry_after))
            pause = min(2 * pause, LONGEST)
            continue
        if state == "running":
            return
        if state == "failed":
            break
        pause = first_pause
        time.sleep(20)
    raise GaveUpError("the cluster does not run")
