"""What is informed of every change of a table: settings that it has.

Nothing here is asked for records; the indexes are.
"""

from collections.abc import Callable
from dataclasses import replace

from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.records import ActiveScenario, Quota


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
