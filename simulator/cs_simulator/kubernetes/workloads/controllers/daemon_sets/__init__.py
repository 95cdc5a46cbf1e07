"""DaemonSets: one pod of a template on each node that it may be on.

*Differs from the service*: a pod that has failed is replaced at once, without a growing delay.
"""

from cs_simulator.kubernetes.workloads.controllers.daemon_sets.controller import DAEMON_SETS

__all__ = ["DAEMON_SETS"]
