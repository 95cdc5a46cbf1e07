"""The settings of a cluster's regular inspection, and the periods in which it was switched on.

A period has what was set while it lasted, so that the reports of its runs stay when settings
change. Periods are dropped when no report of theirs is shown any more.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.instants import DAY
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

KEPT_FOR = 90 * DAY
"""How long the reports of regular runs are shown."""
_CONFIG, _PERIODS, _NAME = "inspect_config", "inspect_periods", "regular"


class Config(NamedTuple):
    """The settings."""

    enabled: bool
    recurrence: str
    disabled: list[str]
    """The names of the items that are not looked at."""


class Period(NamedTuple):
    """A time in which the inspection was switched on, with the same settings."""

    since: int
    until: int
    """0 while it lasts."""
    recurrence: str
    disabled: list[str]


def find(world: World, cluster: Cluster) -> Config | None:
    """The settings, if there are any."""
    entry = cluster_entries.find(world, cluster.cluster_id, _CONFIG, _NAME)
    return Config(**entry.value) if entry else None


def existing(world: World, cluster: Cluster) -> Config:
    """The settings; raises ``InvalidResource.NotFound`` if there are none."""
    found = find(world, cluster)
    if found is None:
        raise ack_errors.RESOURCE_NOT_FOUND(kind="inspect config", name=cluster.cluster_id)
    return found


def put(unit: Unit, cluster: Cluster, config: Config) -> None:
    """Set the settings: from now on they count for the runs to come."""
    cluster_entries.keep(unit, cluster.cluster_id, _CONFIG, _NAME, config._asdict())
    _begin_period(unit, cluster, config if config.enabled else None)


def drop(unit: Unit, cluster: Cluster) -> None:
    """Remove the settings; the reports of earlier runs stay."""
    cluster_entries.drop(unit, cluster.cluster_id, _CONFIG, _NAME)
    _begin_period(unit, cluster, None)


def periods(world: World, cluster: Cluster) -> list[Period]:
    """The periods in which the inspection was switched on, oldest first."""
    entry = cluster_entries.find(world, cluster.cluster_id, _PERIODS, _NAME)
    kept: list[Mapping[str, Any]] = entry.value["periods"] if entry else []
    return [Period(**period) for period in kept]


def _begin_period(unit: Unit, cluster: Cluster, config: Config | None) -> None:
    """End the present period, and begin one with these settings."""
    ended = [
        period._replace(until=period.until or unit.now) for period in periods(unit.world, cluster)
    ]
    kept = [period for period in ended if period.since < period.until > unit.now - KEPT_FOR]
    if config is not None:
        kept.append(Period(unit.now, 0, config.recurrence, config.disabled))
    value = {"periods": [period._asdict() for period in kept]}
    cluster_entries.keep(unit, cluster.cluster_id, _PERIODS, _NAME, value)
