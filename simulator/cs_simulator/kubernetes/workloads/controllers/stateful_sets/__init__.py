"""StatefulSets: pods with numbers and names that stay, each with claims of its own."""

from cs_simulator.kubernetes.workloads.controllers.stateful_sets.controller import STATEFUL_SETS

__all__ = ["STATEFUL_SETS"]
