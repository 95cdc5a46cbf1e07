"""How states change: what triggers a change, and how a cluster type's table of changes is read.

Whatever changes a cluster's state is a row of the table of its type.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar


class Trigger(StrEnum):
    """What moves a cluster, or a group of its nodes, from one state to another."""

    PROVISIONED = "provisioned"
    EMPTIED = "emptied"
    """Provisioned, and there is no node."""
    FAILED = "failed"
    SCALE = "scale"
    UPDATE = "update"
    UPGRADE = "upgrade"
    MIGRATE = "migrate"
    REPAIR = "repair"
    REMOVE = "remove"
    """Nodes are removed by their names."""
    REMOVE_NODES = "remove_nodes"
    """Nodes are removed by their instances, or by a smaller size."""
    CONNECT = "connect"
    DISCONNECT = "disconnect"
    DELETE = "delete"
    DELETED = "deleted"


S = TypeVar("S", bound=str)

Transitions = Mapping[tuple[S, Trigger], S]
"""The state after each trigger, by the state before it. What has no row cannot happen."""


class ImpossibleTransitionError(Exception):
    """A trigger that has no row for the present state."""


def after(transitions: Transitions[S], state: S, trigger: Trigger) -> S:
    """The state after *trigger*; raises :class:`ImpossibleTransitionError` without a row."""
    try:
        return transitions[state, trigger]
    except KeyError:
        raise ImpossibleTransitionError(f"what is {state} cannot be {trigger}") from None
