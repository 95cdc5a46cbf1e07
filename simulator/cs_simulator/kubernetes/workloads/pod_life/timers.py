"""The timers of pods: at most one of each kind for a pod, whose subject is ``namespace/name``."""

from cs_simulator.domain.records.kubernetes import POD_BACK_OFF

POD = "pod"
"""The present stage ends: images are there, containers start, containers are ready."""
RUN = "pod-run"
"""Containers end by themselves: they complete, or crash."""
EVICTION = "pod-eviction"
"""The agent evicts the pod."""
END = "pod-end"
"""A pod that was deleted has stopped."""
__all__ = ["END", "EVICTION", "KINDS", "POD", "POD_BACK_OFF", "RUN"]

KINDS = (POD, RUN, EVICTION, END, POD_BACK_OFF)
