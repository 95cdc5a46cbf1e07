"""``list_lag``: lists lag: what was just created is missing, what is gone is still there.

Finds clients that look for their new cluster in a list and create a second one.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults.stale_read import StaleRead


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLag(StaleRead):
    weight: ClassVar[int] = 2
    implies: ClassVar[dict[str, tuple[str, ...]]] = {
        "operation": ("DescribeClusters*", "DescribeClusterNodePools"),
    }
