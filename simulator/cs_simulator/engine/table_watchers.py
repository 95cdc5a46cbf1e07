"""What is informed of every change of a table: kept answers, and settings that a table has.

Nothing here is asked for records; the indexes are.
"""

from collections.abc import Callable
from dataclasses import replace

from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.records import ActiveScenario, Cluster, Node, NodeGroup, Quota


class RenderCache:
    """The rendered JSON of clusters, each until the cluster or one of its nodes changes.

    By the cluster's id, then by the name of the shape: lists show clusters in other shapes.
    """

    __slots__ = ("kept",)

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, bytes]] = {}

    def change(
        self, old: Cluster | NodeGroup | Node | None, new: Cluster | NodeGroup | Node | None
    ) -> None:
        """Forget the JSON of the cluster that has changed."""
        changed = new or old
        if changed is not None:
            self.kept.pop(changed.cluster_id, None)


class QuotaWatcher:
    """Sets the quotas of a world: the initial ones, with those that its table changes."""

    __slots__ = ("_changed", "_initial", "_set_quotas")

    def __init__(self, initial: Quotas, set_quotas: Callable[[Quotas], None]) -> None:
        self._initial = initial
        self._set_quotas = set_quotas
        self._changed: dict[str, int] = {}

    def change(self, old: Quota | None, new: Quota | None) -> None:
        """Apply a changed quota, or go back to the initial one."""
        if new is not None:
            self._changed[new.name] = new.amount
        elif old is not None:
            self._changed.pop(old.name, None)
        self._set_quotas(replace(self._initial, **self._changed))


class ScenarioWatcher:
    """Sets the scenario of a world to the one in its table."""

    __slots__ = ("_set_scenario",)

    def __init__(self, set_scenario: Callable[[ActiveScenario | None], None]) -> None:
        self._set_scenario = set_scenario

    def change(self, old: ActiveScenario | None, new: ActiveScenario | None) -> None:
        """Put another scenario in force, or none."""
        self._set_scenario(new)
