"""The states of clusters, of nodes and of tasks. Node pools have states of their cluster's type."""

from enum import StrEnum


class ClusterState(StrEnum):
    """Lower case on the wire; ``delete_failed`` is spelled as the documents of 2018 have it."""

    INITIAL = "initial"
    RUNNING = "running"
    INACTIVE = "inactive"
    UPDATING = "updating"
    UPGRADING = "upgrading"
    SCALING = "scaling"
    REMOVING = "removing"
    DRAINING = "draining"
    MIGRATING = "migrating"
    WAITING = "waiting"
    DISCONNECTED = "disconnected"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"
    DELETING = "deleting"
    DELETE_FAILED = "delete_failed"
    DELETED = "deleted"


class NodeState(StrEnum):
    """The state of one node of a cluster."""

    INITIAL = "initial"
    RUNNING = "running"
    FAILED = "failed"
    REMOVING = "removing"


class TaskState(StrEnum):
    """The state of a task."""

    RUNNING = "running"
    PAUSING = "pausing"
    PAUSED = "paused"
    RESUMING = "resuming"
    CANCELING = "cancelling"
    CANCELED = "canceled"
    SUCCESS = "success"
    FAILED = "failed"


ENDED = frozenset({TaskState.SUCCESS, TaskState.FAILED, TaskState.CANCELED})
"""The states that a task does not leave."""
