"""Trusts a stale list: what the list does not show is taken for not there."""

import time

from tests.planted_bugs.ack import (
    Ack,
    GaveUpError,
    UnclearError,
    create,
    delete,
    patiently,
    wait_until_running,
)

NAME = "web"


def careless(ack: Ack) -> None:
    keep(ack, create_until_listed)


def careful(ack: Ack) -> None:
    keep(ack, lambda ack: create(ack, ack.new_cluster(name=NAME)))  # with a client token


def create_until_listed(ack: Ack) -> str:
    """Create a cluster of the name unless there is one; returns the id of that."""
    for _ in range(8):
        found = [cluster for cluster, name in patiently(ack.clusters).items() if name == NAME]
        if found:
            return found[0]
        try:
            ack.create(ack.new_cluster(name=NAME))
        except UnclearError as unclear:
            time.sleep(max(10, unclear.retry_after))
    raise GaveUpError("no cluster is listed")


def keep(ack: Ack, create_one) -> None:
    """Make a cluster, and keep it if it runs."""
    cluster_id = create_one(ack)
    try:
        wait_until_running(ack, cluster_id)
    except BaseException:
        delete(ack, cluster_id)
        raise
