"""Takes 202 for done: an accepted creation is taken for a cluster, after some minutes."""

import time

from tests.planted_bugs.ack import MINUTE, Ack, create, delete, wait_until_running


def careless(ack: Ack) -> None:
    create(ack, ack.new_cluster())
    time.sleep(10 * MINUTE)  # that was always enough


def careful(ack: Ack) -> None:
    cluster_id = create(ack, ack.new_cluster())
    try:
        wait_until_running(ack, cluster_id)
    except BaseException:
        delete(ack, cluster_id)
        raise
