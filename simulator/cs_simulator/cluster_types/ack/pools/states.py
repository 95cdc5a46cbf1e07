"""Every state change of a node pool. All of them, and nothing else.

Source: the vendor's page on the life cycle of node pools, in the copy of
https://github.com/windwild/aliyun-docs. Two states are spelled as clients of the service saw them:
``delete_failed``, where the page has ``deleted_failed``, and ``removing`` beside
``removing_nodes``: the Terraform provider, which removes nodes by their names, waits for the one,
and what is removed by instance ids was seen in the other.
"""

from cs_simulator.domain.lifecycle import Transitions, Trigger

T = Trigger

_CHANGES = {
    T.SCALE: "scaling",
    T.UPDATE: "updating",
    T.REMOVE_NODES: "removing_nodes",
    T.REMOVE: "removing",
    T.UPGRADE: "upgrading",
    T.REPAIR: "repairing",
}
"""The state in which each change is made; all of them begin and end ``active``."""

TRANSITIONS: Transitions[str] = {
    ("initial", T.SCALE): "scaling",  # created with nodes
    ("initial", T.PROVISIONED): "active",
    ("initial", T.EMPTIED): "active",
    ("initial", T.FAILED): "failed",
    **{("active", trigger): state for trigger, state in _CHANGES.items()},
    **{
        (state, end): "active"  # a change that fails leaves the pool as it was
        for state in _CHANGES.values()
        for end in (T.PROVISIONED, T.EMPTIED, T.FAILED)
    },
    ("scaling", T.FAILED): "failed",  # the creation; growing fails with PROVISIONED
    **{
        (state, T.DELETE): "deleting"
        for state in ("initial", "active", "failed", "delete_failed", *_CHANGES.values())
    },
    ("deleting", T.DELETE): "deleting",
    ("deleting", T.DELETED): "deleted",
    ("deleting", T.FAILED): "delete_failed",
}

DELETABLE = frozenset({"active", "failed", "delete_failed"})
"""The states in which a pool can be deleted; with force also while it is ``scaling``."""
