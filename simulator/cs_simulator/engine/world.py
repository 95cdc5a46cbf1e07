"""A tenant's world: all its records in memory, with the indexes that its operations ask.

The world decides nothing. It is changed by units of work only (:mod:`cs_simulator.engine.unit`).
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from cs_simulator.catalog.defaults import default_resources
from cs_simulator.domain.clock import Clock
from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.randomness import DerivedSequence
from cs_simulator.domain.records import (
    ActiveScenario,
    Cluster,
    Node,
    Quota,
    Record,
    ScheduledAction,
    Step,
    Task,
    Token,
    VSwitch,
    tables,
)
from cs_simulator.engine.tables import (
    AddressIndex,
    BlockIndex,
    CountIndex,
    DueIndex,
    GroupIndex,
    Index,
    NameIndex,
    Table,
)

if TYPE_CHECKING:
    from cs_simulator.scenarios.rules.compiled import CompiledRules
    from cs_simulator.scenarios.rules.fault_filter import FaultFilter

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What holds for a whole world: how strict it is, how much it may hold, how it writes times."""

    quotas: Quotas = field(default_factory=Quotas)
    adopts_unknown: bool = True
    """Whether an unknown but well-formed VPC, vSwitch, database or image is taken as existing."""
    default_region: str = "cn-beijing"
    china_times: bool = False
    master_base: str = ""
    """Where the clusters' own addresses are served: ``https://127.0.0.1:8016``, if they are."""


class RenderCache:
    """Answers about clusters that were rendered already, kept until something of them changes."""

    __slots__ = ("kept",)

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def change(self, old: Cluster | Node | None, new: Cluster | Node | None) -> None:
        """See :class:`cs_simulator.engine.tables.Index`."""
        changed = new or old
        if changed is not None:
            self.kept.pop(changed.cluster_id, None)


class QuotaIndex:
    """Keeps a world's options saying what the changed quotas say."""

    __slots__ = ("_born", "_changed", "_world")

    def __init__(self, world: "World") -> None:
        self._world = world
        self._born = world.options.quotas
        self._changed: dict[str, int] = {}

    def change(self, old: Quota | None, new: Quota | None) -> None:
        """See :class:`cs_simulator.engine.tables.Index`."""
        if new is not None:
            self._changed[new.name] = new.amount
        elif old is not None:
            self._changed.pop(old.name, None)
        quotas = replace(self._born, **self._changed)
        self._world.options = replace(self._world.options, quotas=quotas)


class ScenarioIndex:
    """Keeps a world's ``scenario`` the one that is in its table, and its rules at hand."""

    __slots__ = ("_world",)

    def __init__(self, world: "World") -> None:
        self._world = world

    def change(self, old: ActiveScenario | None, new: ActiveScenario | None) -> None:
        """See :class:`cs_simulator.engine.tables.Index`."""
        world = self._world
        world.scenario, world.cached_rules, world.cached_rules_added = new, None, None


class World:
    """The state of one tenant. ``counts`` numbers what it makes; ``origin`` keys its chance."""

    __slots__ = (
        "addresses",
        "blocks",
        "by_name",
        "cached_rules",
        "cached_rules_added",
        "clock",
        "cluster_steps",
        "cluster_tasks",
        "clusters",
        "counts",
        "due",
        "due_actions",
        "eips",
        "fault_filter",
        "images",
        "instances",
        "last_seen",
        "name",
        "node_groups",
        "nodes",
        "options",
        "origin",
        "quotas",
        "rds_instances",
        "render_cache",
        "requests",
        "routes",
        "rule_counters",
        "scenario",
        "scenarios",
        "scheduled_actions",
        "security_groups",
        "seed",
        "slbs",
        "steps",
        "stock",
        "switch_groups",
        "tables",
        "tasks",
        "templates",
        "token_groups",
        "tokens",
        "vpcs",
        "vswitches",
    )  # fmt: skip

    def __init__(
        self, *, origin: str, seed: int, clock: Clock, options: Options, name: str = ""
    ) -> None:
        self.name = name
        self.origin = origin
        self.seed = seed
        self.requests = DerivedSequence(seed, origin, "request")
        self.clock = clock
        self.options = options
        self.counts = {"call": 0, "cluster": 0, "task": 0, "token": 0, "template": 0, "serial": 0}
        self.last_seen: dict[str, object] = {}
        self._index()
        defaults = default_resources()
        self.scenario: ActiveScenario | None = None
        self.cached_rules: CompiledRules | None = None
        self.cached_rules_added: dict[str, int] | None = None
        self.fault_filter: FaultFilter | None = None
        self.tables: dict[str, Table[Any, Any]] = {}
        self.vpcs = self._table(tables.VPC, base=defaults.vpcs)
        self.vswitches = self._table(tables.VSWITCH, self.switch_groups, base=defaults.vswitches)
        self.rds_instances = self._table(tables.RDS_INSTANCE, base=defaults.rds_instances)
        self.images = self._table(tables.CUSTOM_IMAGE, base=defaults.images)
        self.instances = self._table(tables.INSTANCE, self.addresses, base=defaults.instances)
        self.stock = self._table(tables.STOCK)
        self.quotas = self._table(tables.QUOTA, QuotaIndex(self))
        self.scenarios = self._table(tables.SCENARIO, ScenarioIndex(self))
        self.rule_counters = self._table(tables.RULE_COUNTER)
        self.scheduled_actions = self._table(tables.SCHEDULED_ACTION, self.due_actions)
        self.tokens = self._table(tables.TOKEN, self.token_groups)
        self.templates = self._table(tables.TEMPLATE)
        self.clusters = self._table(
            tables.CLUSTER, self.by_name, self.blocks, self.slbs, self.security_groups,
            self.render_cache,
        )  # fmt: skip
        self.nodes = self._table(
            tables.NODE, self.node_groups, self.addresses, self.eips, self.routes,
            self.render_cache,
        )  # fmt: skip
        self.tasks = self._table(tables.TASK, self.cluster_tasks)
        self.steps = self._table(tables.STEP, self.due, self.cluster_steps)

    def _table(
        self,
        declared: tables.ResourceTable[K, R],
        *indexes: Index[R],
        base: Mapping[K, R] | None = None,
    ) -> Table[K, R]:
        """An empty table; *base* are default resources, which all worlds share."""
        table = Table(declared, *indexes, base=base)
        self.tables[declared.name] = table
        return table

    def _index(self) -> None:
        self.render_cache = RenderCache()
        self.by_name: NameIndex[Cluster, str] = NameIndex("name", "cluster_id")
        self.blocks = BlockIndex()
        self.node_groups: GroupIndex[Node, str] = GroupIndex("cluster_id", "instance_id")
        self.addresses = AddressIndex()
        self.due: DueIndex[Step] = DueIndex()
        self.due_actions: DueIndex[ScheduledAction] = DueIndex()
        self.switch_groups: GroupIndex[VSwitch, str] = GroupIndex("vpc_id", "vswitch_id")
        self.cluster_steps: GroupIndex[Step, int] = GroupIndex("cluster_id", "serial")
        self.token_groups: GroupIndex[Token, int] = GroupIndex("cluster_id", "number")
        self.cluster_tasks: GroupIndex[Task, str] = GroupIndex("cluster_id", "task_id")
        self.slbs: CountIndex[Cluster] = CountIndex(lambda c: c.external_loadbalancer_id and "all")
        self.security_groups: CountIndex[Cluster] = CountIndex(
            lambda c: c.security_group_id and "all"
        )
        self.eips: CountIndex[Node] = CountIndex(lambda n: n.eip_address and "all")
        self.routes: CountIndex[Node] = CountIndex(lambda n: n.vpc_id if n.is_routed else "")

    def restore(self, table: str, record: Record) -> None:
        """Put a record that comes from the store."""
        into = self.tables[table]
        into.set(into.key(record), record)

    def copy_tables(self, other: "World", names: Iterable[str]) -> None:
        """Put the records of some tables of another world, under their serials."""
        for name in names:
            for record in other.tables[name]:
                self.restore(name, record)
        self.counts["serial"] = other.counts["serial"]

    def nodes_of(self, cluster_id: str) -> list[Node]:
        """The cluster's nodes, in the order in which they were made."""
        return [self.nodes[instance_id] for instance_id in self.node_groups[cluster_id]]

    def next_step(self) -> Step | None:
        """The step that is to be run first, due or not, unless all that there are are held."""
        step = self.due.first(self.steps.records)
        return None if step is None or step.is_held else step

    def next_due(self) -> Step | ScheduledAction | None:
        """What comes first, due or not: a step, or something planned."""
        step = self.next_step()
        if not self.scheduled_actions.records:
            return step
        action = self.due_actions.first(self.scheduled_actions.records)
        if step is None or action is None:
            return step or action
        return step if (step.due, step.serial) < (action.due, action.serial) else action

    @property
    def rules(self) -> "CompiledRules | None":
        """The rules of the scenario that is in force."""
        if self.cached_rules is None and self.scenario is not None:
            from cs_simulator.scenarios.file.compiler import compiled  # loads what checks files

            self.cached_rules = compiled(self.scenario.text)
        return self.cached_rules

    @property
    def rules_added(self) -> dict[str, int]:
        """When rules came into force, by id, of those that came after the scenario began."""
        if self.cached_rules_added is None:
            self.cached_rules_added = (
                orjson.loads(self.scenario.rules_added) if self.scenario else {}
            )
        return self.cached_rules_added
