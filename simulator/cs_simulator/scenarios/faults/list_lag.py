"""``list_lag``: lists are behind: what was created is not in them yet, what is gone still is."""

from typing import ClassVar

from cs_simulator.scenarios.faults.stale_read import StaleRead


class ListLag(StaleRead):
    """List what was."""

    implies: ClassVar[dict[str, tuple[str, ...]]] = {"operation": ("DescribeClusters",)}
