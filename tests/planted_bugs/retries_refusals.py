"""Retries what was refused for good: tries again whatever went wrong."""

import time

from tests.planted_bugs.ack import (
    Ack,
    RefusedError,
    UnclearError,
    create,
    delete,
    wait_until_running,
)


def careless(ack: Ack) -> None:
    body = {**ack.new_cluster(), "client_token": "the-only-one"}
    for pause in (1, 2, 4, 8, 16, 32, 64):
        try:
            cluster_id = ack.create(body)
            break
        except (UnclearError, RefusedError) as problem:
            time.sleep(max(pause, getattr(problem, "retry_after", 0)))
    else:
        cluster_id = ack.create(body)
    try:
        wait_until_running(ack, cluster_id)
    finally:
        delete(ack, cluster_id)


def careful(ack: Ack) -> None:
    cluster_id = create(ack, ack.new_cluster())  # again only if it is unclear what came of it
    try:
        wait_until_running(ack, cluster_id)
    finally:
        delete(ack, cluster_id)
