"""The Kubernetes API of a cluster, pure: kinds, verbs, patches, and what mirrors the nodes."""

from cs_simulator.kubernetes.calls import call_of, prepare
from cs_simulator.kubernetes.follower import attach

__all__ = ["attach", "call_of", "prepare"]
