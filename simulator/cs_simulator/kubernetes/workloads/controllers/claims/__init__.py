"""Claims to volumes, and the volumes: which are bound to each other, and the disks behind them."""

from cs_simulator.kubernetes.workloads.controllers.claims.controller import CLAIMS
from cs_simulator.kubernetes.workloads.controllers.claims.volumes import VOLUMES

__all__ = ["CLAIMS", "VOLUMES"]
