"""What nodes and pods use, for ``kubectl top``: made up, since no container runs.

The numbers follow from names and requests, and stay the same as long as those do.
"""

from cs_simulator.kubernetes.metrics.answers import get, list_usage

__all__ = ["get", "list_usage"]
