"""Leaks a half-made cluster: a creation that fails is reported, and its cluster is left."""

from tests.planted_bugs.ack import Ack, create, delete, wait_until_running


def careless(ack: Ack) -> None:
    cluster_id = create(ack, ack.new_cluster())
    wait_until_running(ack, cluster_id)
    delete(ack, cluster_id)


def careful(ack: Ack) -> None:
    cluster_id = create(ack, ack.new_cluster())
    try:
        wait_until_running(ack, cluster_id)
    finally:
        delete(ack, cluster_id)
