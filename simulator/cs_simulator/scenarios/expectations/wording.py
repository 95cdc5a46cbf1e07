"""Sentences about what was expected: ``expected 1 cluster named x, found 2``."""

from collections.abc import Mapping
from typing import Any

from cs_simulator.scenarios.expectations.bounds import Bounds

_NOUNS = {"clusters": "cluster", "pools": "node pool", "nodes": "node", "tasks": "task"}
_PHRASES = {
    "rule": "of rule {}",
    "name": "named {}",
    "type": "of type {}",
    "cluster_type": "of type {}",
    "operation": "of {}",
    "method": "by {}",
    "path": "to {}",
    "cluster": "of cluster {}",
    "node_pool": "of node pool {}",
    "state": "in state {}",
    "status": "answered {}",
    "code": "with code {}",
    "error_code": "with error code {}",
    "user_agent": "from {}",
    "since": "since {}",
    "until": "until {}",
    "verb": "to {}",
    "resource": "on {}",
    "kind": "of kind {}",
    "namespace": "in namespace {}",
    "labels": "labelled {}",
    "node": "on node {}",
    "phase": "in phase {}",
    "conditions": "with condition {}",
}
_CLAIMS = {
    "is_lost": ("not lost", "lost"),
    "ready": ("not ready", "ready"),
    "is_terminating": ("not terminating", "terminating"),
    "lacks_nodes": ("with the nodes that it wants", "with fewer nodes than it wants"),
}
"""What is said of something for false and for true."""


def expected(
    bounds: Bounds, subject: str, found: int, chosen_by: Mapping[str, Any] | None = None
) -> str:
    """What was expected and what was found: *subject* is ``clusters``, ``nodes``, or a noun."""
    noun = _NOUNS.get(subject, subject)
    which = "".join(f" {_phrase(name, value)}" for name, value in (chosen_by or {}).items())
    return f"expected {bounds} {noun}{'' if bounds.is_about_one else 's'}{which}, found {found}"


def _phrase(name: str, value: Any) -> str:
    if name in _CLAIMS:
        return _CLAIMS[name][bool(value)]
    if isinstance(value, Mapping):
        return _PHRASES[name].format(" and ".join(f"{key}={one}" for key, one in value.items()))
    values = value if isinstance(value, list | tuple) else [value]
    return _PHRASES[name].format(" or ".join(map(str, values)))
