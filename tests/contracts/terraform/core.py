"""Terraform itself, as far as a plan, an apply and a destroy decide what is called when.

Its state knows each resource's id and attributes, and whether it is tainted. A plan reads
everything first. Node pools are handled side by side, after their cluster.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.contracts.terraform import managed_cluster, node_pool
from tests.contracts.terraform.calls import Calls
from tests.contracts.terraform.managed_cluster import ManagedCluster
from tests.contracts.terraform.node_pool import NodePool
from tests.contracts.waiting import ClientError, Work, run, run_one

CLUSTER = "cluster"


@dataclass
class Resource:
    """A resource in the state: it exists, as far as Terraform knows."""

    resource_id: str
    config: Mapping[str, Any] = field(default_factory=dict)
    """What the configuration said when it was applied."""
    attributes: dict[str, Any] = field(default_factory=dict)
    is_tainted: bool = False


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a plan does with one resource: create, update, replace or delete."""

    action: str
    attributes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """What differs: what is, and what the configuration wants."""


def differences(
    config: Mapping[str, Any],
    is_now: Mapping[str, Any],
    defaults: Mapping[str, Any],
    unsettling: tuple[str, ...],
    texts: tuple[str, ...] = (),
) -> dict[str, tuple[Any, Any]]:
    """What a plan would change, by attribute.

    What is neither in the configuration nor a default counts where the provider does not compute
    it; there nothing, false, 0 and what is empty are the same, but for numbers that are texts.
    """
    wanted = {name: value for name, value in {**defaults, **config}.items() if value is not None}
    found = {}
    for name in {*wanted, *unsettling} & set(is_now):
        now = is_now[name]
        if name in wanted:
            if not _is_as_wanted(now, wanted[name]):
                found[name] = (now, wanted[name])
        elif now is not None if name in texts else now:
            found[name] = (now, None)
    return found


def _is_as_wanted(now: Any, wanted: Any) -> bool:
    """Whether a value is the wanted one.

    An object may have more than what was written down, the objects of a list may not: but for the
    names of disks the provider computes nothing in them.
    """
    if isinstance(wanted, dict) and isinstance(now, dict) and wanted:
        return all(_is_as_wanted(now.get(name), value) for name, value in wanted.items())
    if isinstance(wanted, list) and isinstance(now, list):
        pairs = list(zip(now, wanted, strict=False))
        return len(now) == len(wanted) and all(
            _is_as_wanted(a, b) and not _invented(a, b) for a, b in pairs
        )
    return bool(now == wanted) or (not now and not wanted)


def _invented(now: Any, wanted: Any) -> list[str]:
    if not isinstance(now, dict):
        return []
    return [name for name, value in now.items() if value and name not in {*wanted, "name"}]


class Terraform:
    """One working folder: a state, and what is done to it."""

    def __init__(self, calls: Calls, clock: Any) -> None:
        self.calls = calls
        self.clock = clock
        self.cluster = ManagedCluster(calls)
        self.pool = NodePool(calls)
        self.state: dict[str, Resource] = {}

    @property
    def cluster_id(self) -> str:
        return self.state[CLUSTER].resource_id

    # ---- plan

    def refresh(self) -> None:
        """Read everything; what is gone leaves the state."""
        for name, resource in list(self.state.items()):
            now = self._read(name)
            if now is None:
                del self.state[name]
            else:
                resource.attributes |= now

    def _read(self, name: str) -> dict[str, Any] | None:
        if name == CLUSTER:
            return self.cluster.read(self.cluster_id)
        if CLUSTER not in self.state:
            return None
        return self.pool.read(self.cluster_id, self.state[name].resource_id)

    def plan(self, config: Mapping[str, Mapping[str, Any]]) -> dict[str, Change]:
        """What an apply would do, by resource: nothing if everything is as configured."""
        self.refresh()
        changes = {name: Change(action="delete") for name in self.state if name not in config}
        for name, wanted in config.items():
            if change := self._change(name, wanted):
                changes[name] = change
        if changes.get(CLUSTER, Change(action="")).action in ("replace", "delete"):
            for name in self.state.keys() - {CLUSTER}:
                action = "replace" if name in config else "delete"
                changes[name] = Change(action=action)
        return changes

    def _change(self, name: str, config: Mapping[str, Any]) -> Change | None:
        resource = self.state.get(name)
        if resource is None:
            return Change(action="create")
        if resource.is_tainted:
            return Change(action="replace")
        kind = managed_cluster if name == CLUSTER else node_pool
        found = differences(
            config,
            resource.attributes,
            kind.DEFAULTS,
            kind.UNSETTLING,
            getattr(kind, "TEXTS", ()),
        )
        if resource.config.get("node_count") != config.get("node_count"):
            found["node_count"] = (resource.config.get("node_count"), config.get("node_count"))
        if not found:
            return None
        action = "replace" if set(kind.REPLACING) & set(found) else "update"
        return Change(action=action, attributes=found)

    # ---- apply

    def apply(self, config: Mapping[str, Mapping[str, Any]]) -> dict[str, Change]:
        """Do what a plan says; raises the first error, after everything else has ended."""
        changes = self.plan(config)
        gone = [name for name, c in changes.items() if c.action in ("delete", "replace")]
        self._side_by_side([self._destroyed(name) for name in gone if name != CLUSTER])
        if CLUSTER in gone:
            run_one(self.clock, self._destroyed(CLUSTER))
        if CLUSTER in changes and CLUSTER in config:
            run_one(self.clock, self._made(CLUSTER, config[CLUSTER], changes[CLUSTER]))
        self._side_by_side(
            [
                self._made(name, config[name], change)
                for name, change in changes.items()
                if name != CLUSTER and name in config
            ]
        )
        return changes

    def _side_by_side(self, works: list[Work]) -> None:
        errors = [r for r in run(self.clock, *works) if isinstance(r, ClientError)]
        if errors:
            raise errors[0]

    def _made(self, name: str, config: Mapping[str, Any], change: Change) -> Work:
        if name in self.state:
            return self._updated(name, config, set(change.attributes))
        return self._created(name, config)

    def _created(self, name: str, config: Mapping[str, Any]) -> Work:
        def made(resource_id: str) -> None:
            self.state[name] = Resource(resource_id, config, is_tainted=True)

        if name == CLUSTER:
            attributes = yield from self.cluster.create(config, made)
        else:
            attributes = yield from self.pool.create(self.cluster_id, config, made)
        self.state[name].is_tainted = False
        self.state[name].attributes = attributes

    def _updated(self, name: str, config: Mapping[str, Any], changed: set[str]) -> Work:
        resource = self.state[name]
        if name == CLUSTER:
            work = self.cluster.update(resource.resource_id, config, changed)
        else:
            work = self.pool.update(
                self.cluster_id, resource.resource_id, resource.config, config, changed
            )
        resource.attributes |= yield from work
        resource.config = config

    # ---- destroy

    def destroy(self) -> None:
        """Delete everything, pools first."""
        self.refresh()
        self._side_by_side([self._destroyed(name) for name in self.state if name != CLUSTER])
        if CLUSTER in self.state:
            run_one(self.clock, self._destroyed(CLUSTER))

    def _destroyed(self, name: str) -> Work:
        resource_id = self.state[name].resource_id
        if name == CLUSTER:
            yield from self.cluster.delete(resource_id)
        else:
            yield from self.pool.delete(self.cluster_id, resource_id)
        del self.state[name]
