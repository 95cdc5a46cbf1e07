"""The alert rules that a Kubernetes cluster has from the beginning.

Source: ``sources/alert_rules.yaml``. Which of them are switched off is kept with each cluster.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog._tables import read


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """A rule."""

    name: str
    group: str
    expression: str
    """The event or the metric that it is about."""

    @property
    def type(self) -> str:
        """Where it is evaluated: ``event``, ``metric-prometheus`` or ``metric-cms``."""
        return _TYPES[self.expression.partition(".")[0]]


_TYPES = {"sls": "event", "prom": "metric-prometheus", "cms": "metric-cms"}


@cache
def all_alert_rules() -> Mapping[str, AlertRule]:
    """All rules by name, in the order of their groups."""
    return read("alert_rules", AlertRule)
