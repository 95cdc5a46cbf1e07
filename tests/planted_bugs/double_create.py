"""Double create: a creation without an answer is made again, as if it had not been made."""

import time

from tests.planted_bugs.ack import Ack, UnclearError, create, delete, wait_until_running


def careless(ack: Ack) -> None:
    for _ in range(8):
        try:
            cluster_id = ack.create(ack.new_cluster())
            break
        except UnclearError as unclear:
            time.sleep(max(10, unclear.retry_after))
    wait_until_running(ack, cluster_id)
    delete(ack, cluster_id)


def careful(ack: Ack) -> None:
    cluster_id = create(ack, ack.new_cluster())  # with a client token
    try:
        wait_until_running(ack, cluster_id)
    finally:
        delete(ack, cluster_id)
