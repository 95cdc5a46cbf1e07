"""Never gives up: waits for one state, which may never come."""

import time

from tests.planted_bugs.ack import Ack, create, delete, patiently, wait_until_running


def careless(ack: Ack) -> None:
    cluster_id = create(ack, ack.new_cluster())
    while patiently(ack.state, cluster_id) != "running":
        time.sleep(10)
    delete(ack, cluster_id)


def careful(ack: Ack) -> None:
    cluster_id = create(ack, ack.new_cluster())
    try:
        wait_until_running(ack, cluster_id)  # or failed, or for 45 minutes
    finally:
        delete(ack, cluster_id)
