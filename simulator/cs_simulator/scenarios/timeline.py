"""The timeline of a scenario: what happens at a time, whoever calls."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, NamedTuple

from cs_simulator.domain import instants
from cs_simulator.domain.quotas import Quotas, checked
from cs_simulator.scenarios.declaration import (
    After,
    Choices,
    Key,
    Limits,
    NameOf,
    TimeValueError,
    given,
)
from cs_simulator.scenarios.rules.conditions import NodesSelected
from cs_simulator.scenarios.suggestions import instead, short
from cs_simulator.scenarios.values import Count, Duration, Globs


class ActionKeys(NamedTuple):
    """What an action does, and its keys besides ``at`` and ``do``."""

    does: str
    needed: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


def _keys(does: str, needed: str = "", possible: str = "") -> ActionKeys:
    return ActionKeys(does, tuple(needed.split()), tuple(possible.split()))


ACTIONS: Mapping[str, ActionKeys] = {
    "lose_node": _keys(
        "Running nodes cannot be reached any more, for a time if ``for`` is given.",
        possible="cluster node_pool select for",
    ),
    "recover_node": _keys("Lost nodes are back.", possible="cluster node_pool select"),
    "restart_node": _keys("Nodes are lost for a minute.", possible="cluster node_pool select"),
    "lose_zone": _keys(
        "All running nodes of a zone are lost, those that come up there later, too, and no instance"
        " is made there: pools with other zones use those, others find no stock. With ``for`` the"
        " zone is back after that time.",
        "zone_id", "for",
    ),
    "recover_zone": _keys("A lost zone is back, with its nodes.", "zone_id"),
    "resize_pool": _keys(
        "The autoscaler gives node pools so many nodes, within the bounds of each; pools that do"
        " not scale by themselves, and those that are changing, stay as they are.",
        "size", "cluster node_pool",
    ),
    "set_stock": _keys(
        "The number of instances of a type that a zone still has.",
        "zone_id instance_type available",
    ),
    "set_quota": _keys("Another limit of the account.", "quota amount"),
    "set_balance": _keys("Another balance of the account, in yuan.", "amount"),
    "start_outage": _keys(
        "Calls of a region, or of operations, fail as with the fault ``outage``.",
        possible="region_id operation for",
    ),
    "end_outage": _keys("The outage ends."),
    "expire_token": _keys("The clusters' tokens expire.", possible="cluster"),
    "delete_cluster": _keys("Clusters disappear without a call.", possible="cluster"),
    "connect_agent": _keys(
        "The agents of registered Kubernetes clusters connect; the clusters that wait for them are"
        " running.",
        possible="cluster",
    ),
    "disconnect_agent": _keys(
        "These agents are lost, for a time if ``for`` is given; the clusters are ``disconnected``.",
        possible="cluster for",
    ),
    "load_scenario": _keys(
        "Another scenario replaces this one: a file, a shipped name, or a whole scenario.",
        "scenario",
    ),
}  # fmt: skip
"""Every action by its name; :mod:`cs_simulator.engine.timeline_actions` has a function for each."""


def _due(at: str | float, start: int) -> int:
    """The instant of ``+12m``, of seconds, or of an instant; never one before the start."""
    if isinstance(at, str) and _is_instant(at):
        return max(instants.showable(instants.from_text(at)), start)
    return start + instants.duration(at.removeprefix("+") if isinstance(at, str) else at)


def _is_instant(at: str) -> bool:
    return "T" in at and at[:1].isdigit()


def _readable_time(at: str | float) -> str | float:
    try:
        _due(at, 0)
    except ValueError as problem:
        raise TimeValueError(str(problem)) from None
    return at


def _known_quota(name: str) -> str:
    known = [field.name for field in fields(Quotas)]
    if name not in known:
        raise ValueError(f"there is no quota {short(name)}{instead(name, known)}")
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineAction:
    """One action with its time."""

    at: Annotated[
        str | int | float,
        After(_readable_time),
    ]
    """When it happens: ``+12m`` after the scenario came into force, or an instant."""
    do: Annotated[str, Choices(ACTIONS)]
    """The action."""
    cluster: Globs | None = None
    """Names of clusters; all of them by default."""
    node_pool: Globs | None = None
    """Names or ids of node pools, each of which is selected from; without it, the whole cluster."""
    select: NodesSelected | None = None
    """Which of the running nodes of each cluster, or of each pool if ``node_pool`` is given."""
    size: Annotated[int, Limits(ge=0, le=100_000, strict=True)] | None = None
    """How many nodes each of these pools is to have, within its bounds."""
    zone_id: Annotated[str, NameOf("zone")] | None = None
    """The zone."""
    instance_type: Annotated[str, NameOf("instance_type")] | None = None
    """The instance type."""
    available: Count | None = None
    """How many instances of the type the zone still has."""
    quota: Annotated[str, NameOf("quota"), After(_known_quota)] | None = None
    """The limit of the account that changes."""
    amount: Annotated[int, Limits(ge=-(10**9), le=10**9, strict=True)] | None = None
    """The new limit, or the new balance in yuan."""
    region_id: Annotated[str, NameOf("region")] | None = None
    """The region whose calls fail; by default all."""
    operation: Annotated[Globs, NameOf("operation")] | None = None
    """The operations whose calls fail; by default all."""
    lasts: Annotated[Duration | None, Key("for")] = None
    """How long it lasts; without it, for ever."""
    scenario: str | dict[str, Any] | None = None
    """The file or the shipped name of a scenario, or a scenario itself."""

    def __post_init__(self) -> None:
        _, needed, possible = ACTIONS[self.do]
        keys = given(self).keys() - {"at", "do"}
        if missing := sorted({*needed} - keys):
            raise ValueError(f"{self.do} needs {' and '.join(missing)}; write it")
        if idle := sorted(keys - {*needed, *possible}):
            raise ValueError(f"{self.do} takes no {' and no '.join(idle)}; leave it out")
        if self.quota is not None and self.amount is not None:
            checked(self.quota, self.amount)
        if self.lasts == 0:
            raise ValueError("`for` must be more than 0; write how long, or leave it out")

    @property
    def is_instant(self) -> bool:
        """Whether ``at`` is an instant, and not a time after the beginning."""
        return isinstance(self.at, str) and _is_instant(self.at)

    def due(self, start: int) -> int:
        """When it happens, if its scenario began at *start*."""
        return _due(self.at, start)

    def scheduled(self) -> dict[str, Any]:
        """The action as JSON, without its time: as the engine keeps and carries it out."""
        kept = given(self)
        del kept["at"]
        if self.select is not None:
            kept["select"] = given(self.select)
        return kept
