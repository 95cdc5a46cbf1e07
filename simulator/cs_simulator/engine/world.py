"""A tenant's world: all its records in memory, with the indexes in which operations look them up.

The world decides nothing. Its records change in units of work (:mod:`cs_simulator.engine.unit`),
which can be rolled back. No rollback may undo, so units do not hold: the clock, the counters of
calls and of ids that a caller has seen (none is given twice), and what polling reads saw last.
Loading, a reset and a snapshot fill a new world; a stale read shows earlier records while it runs.

Every table and every index has its line here, so that the module is longer than others.
"""

import weakref
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from types import MethodType
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from cs_simulator.catalog.defaults import default_resources
from cs_simulator.domain.clock import Clock
from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.randomness import DerivedSequence
from cs_simulator.domain.records import (
    ActiveScenario,
    Cluster,
    ClusterEntry,
    KubernetesObject,
    KubernetesTimer,
    Node,
    NodeGroup,
    Record,
    ScheduledAction,
    Step,
    Task,
    Token,
    VSwitch,
    tables,
)
from cs_simulator.domain.records.cluster import SERVICE_BALANCER
from cs_simulator.engine.change_counts import ChangeCounts
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.engine.indexes import (
    AddressIndex,
    BlockIndex,
    DueIndex,
    OpenTaskIndex,
    StageCounts,
)
from cs_simulator.engine.kept_answers import KeptAnswers, NetworkWatcher
from cs_simulator.engine.options import Options
from cs_simulator.engine.table_watchers import QuotaWatcher, ScenarioWatcher
from cs_simulator.engine.tables import (
    CountIndex,
    GroupIndex,
    Index,
    Table,
    Watcher,
)

if TYPE_CHECKING:
    from cs_simulator.engine.cluster_apis import ClusterApis
    from cs_simulator.scenarios.rules.compiled import CompiledRules
    from cs_simulator.scenarios.rules.fault_filter import FaultFilter
    from cs_simulator.scenarios.rules.rule_watch import RuleWatch

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Record)


class World:
    """The state of one tenant.

    ``counts`` has the last number given, by what is numbered. ``origin`` is, with the seed, the key
    of all randomness.
    """

    __slots__ = (
        "__weakref__",
        "account_entries",
        "addresses",
        "blocks",
        "by_name",
        "cached_rules",
        "cached_rules_added",
        "client_tokens",
        "clock",
        "cluster_entries",
        "cluster_entries_of",
        "cluster_groups",
        "cluster_nodes",
        "cluster_steps",
        "cluster_tasks",
        "cluster_types",
        "clusters",
        "counts",
        "due",
        "due_actions",
        "eips",
        "fault_filter",
        "group_nodes",
        "images",
        "instances",
        "kept_answers",
        "kubernetes",
        "kubernetes_changes",
        "kubernetes_clusters",
        "kubernetes_objects",
        "kubernetes_resources",
        "kubernetes_timers",
        "kubernetes_timers_at",
        "kubernetes_timers_awaited",
        "kubernetes_timers_due",
        "kubernetes_timers_of",
        "last_seen",
        "missing_roles",
        "name",
        "node_groups",
        "nodes",
        "open_tasks",
        "options",
        "origin",
        "quotas",
        "rds_instances",
        "requests",
        "routes",
        "rule_counters",
        "rule_watch",
        "scenario",
        "scenarios",
        "scheduled_actions",
        "security_groups",
        "seed",
        "service_slbs",
        "slbs",
        "stage_counts",
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
        self,
        *,
        origin: str,
        seed: int,
        clock: Clock,
        options: Options,
        cluster_types: ClusterTypes,
        name: str = "",
    ) -> None:
        self.name = name
        self.origin = origin
        self.seed = seed
        self.requests = DerivedSequence(seed, origin, "request")
        self.clock = clock
        self.options = options
        self.cluster_types = cluster_types
        self.counts = {
            "call": 0,
            "cleared": 0,  # calls before this were deleted since the scenario came into force
            "begun": 0,  # the last call before the scenario came into force
            "dropped": 0,  # the last call that was dropped since the journal was cleared
            "dropped_calls": 0,  # how many were
            "cluster": 0,
            "task": 0,
            "token": 0,
            "template": 0,
            "group": 0,
            "serial": 0,
        }
        self.last_seen: dict[str, object] = {}
        self._index()
        defaults = default_resources()
        self.scenario: ActiveScenario | None = None
        self.cached_rules: CompiledRules | None = None
        self.cached_rules_added: dict[str, int] | None = None
        self.fault_filter: FaultFilter | None = None
        self.rule_watch: RuleWatch | None = None
        self.tables: dict[str, Table[Any, Any]] = {}
        networks = (NetworkWatcher(self.kept_answers),)
        self.vpcs = self._table(tables.VPC, base=defaults.vpcs, watchers=networks)
        self.vswitches = self._table(
            tables.VSWITCH, self.switch_groups, base=defaults.vswitches, watchers=networks
        )
        self.rds_instances = self._table(tables.RDS_INSTANCE, base=defaults.rds_instances)
        self.images = self._table(tables.CUSTOM_IMAGE, base=defaults.images)
        self.instances = self._table(tables.INSTANCE, self.addresses, base=defaults.instances)
        self.stock = self._table(tables.STOCK)
        self.quotas = self._table(
            tables.QUOTA, watchers=(QuotaWatcher(options.quotas, _weak(self, World._set_quotas)),)
        )
        self.missing_roles = self._table(tables.MISSING_ROLE)
        self.scenarios = self._table(
            tables.SCENARIO, watchers=(ScenarioWatcher(_weak(self, World._set_scenario)),)
        )
        self.rule_counters = self._table(tables.RULE_COUNTER)
        self.scheduled_actions = self._table(tables.SCHEDULED_ACTION, self.due_actions)
        self.tokens = self._table(tables.TOKEN, self.token_groups)
        self.templates = self._table(tables.TEMPLATE)
        self.account_entries = self._table(tables.ACCOUNT_ENTRY)
        self.client_tokens = self._table(tables.CLIENT_TOKEN)
        self.clusters = self._table(
            tables.CLUSTER, self.by_name, self.blocks, self.slbs, self.security_groups,
            watchers=(self.kept_answers,),
        )  # fmt: skip
        self.node_groups = self._table(
            tables.NODE_GROUP, self.cluster_groups, watchers=(self.kept_answers,)
        )
        self.nodes = self._table(
            tables.NODE, self.cluster_nodes, self.group_nodes, self.addresses, self.eips,
            self.routes, watchers=(self.kept_answers,),
        )  # fmt: skip
        self.tasks = self._table(
            tables.TASK, self.cluster_tasks, self.open_tasks, watchers=(self.kept_answers,)
        )
        self.steps = self._table(
            tables.STEP, self.due, self.cluster_steps, self.stage_counts,
            watchers=(self.kept_answers,),
        )  # fmt: skip
        self.cluster_entries = self._table(
            tables.CLUSTER_ENTRY, self.cluster_entries_of, self.service_slbs,
            watchers=(self.kept_answers,),
        )  # fmt: skip
        self.kubernetes: ClusterApis | None = None
        self.kubernetes_objects = self._table(
            tables.KUBERNETES_OBJECT, self.kubernetes_resources, self.kubernetes_clusters,
            watchers=(self.kubernetes_changes,),
        )  # fmt: skip
        self.kubernetes_timers = self._table(
            tables.KUBERNETES_TIMER, self.kubernetes_timers_due, self.kubernetes_timers_of,
            self.kubernetes_timers_awaited, self.kubernetes_timers_at,
        )  # fmt: skip

    def _table(
        self,
        declared: tables.ResourceTable[K, R],
        *indexes: Index[R],
        watchers: tuple[Watcher[R], ...] = (),
        base: Mapping[K, R] | None = None,
    ) -> Table[K, R]:
        """An empty table; *base* are default resources, which all worlds share."""
        table = Table(declared, *indexes, watchers=watchers, base=base)
        self.tables[declared.name] = table
        return table

    def _set_quotas(self, quotas: Quotas) -> None:
        self.options = replace(self.options, quotas=quotas)

    def _set_scenario(self, scenario: ActiveScenario | None) -> None:
        self.scenario, self.cached_rules, self.cached_rules_added = scenario, None, None

    def _index(self) -> None:
        self.kept_answers = KeptAnswers()
        self.by_name: GroupIndex[Cluster, str] = GroupIndex("name", "cluster_id", field="name")
        self.blocks = BlockIndex()
        self.cluster_nodes: GroupIndex[Node, str] = GroupIndex("cluster_id", "instance_id")
        self.group_nodes: GroupIndex[Node, str] = GroupIndex("group_id", "instance_id")
        self.open_tasks = OpenTaskIndex()
        self.stage_counts = StageCounts()
        self.cluster_groups: GroupIndex[NodeGroup, str] = GroupIndex("cluster_id", "group_id")
        self.addresses = AddressIndex()
        self.due: DueIndex[Step] = DueIndex()
        self.due_actions: DueIndex[ScheduledAction] = DueIndex()
        self.switch_groups: GroupIndex[VSwitch, str] = GroupIndex("vpc_id", "vswitch_id")
        self.cluster_steps: GroupIndex[Step, int] = GroupIndex("cluster_id", "serial")
        self.token_groups: GroupIndex[Token, int] = GroupIndex("cluster_id", "number")
        self.cluster_entries_of: GroupIndex[ClusterEntry, str] = GroupIndex("cluster_id", "key")
        self.cluster_tasks: GroupIndex[Task, str] = GroupIndex("cluster_id", "task_id")
        self.slbs: CountIndex[Cluster] = CountIndex(
            "external_loadbalancer_id", lambda c: c.external_loadbalancer_id and "all"
        )
        self.service_slbs: CountIndex[ClusterEntry] = CountIndex(
            "kind", lambda entry: "all" if entry.kind == SERVICE_BALANCER else ""
        )
        self.security_groups: CountIndex[Cluster] = CountIndex(
            "security_group_id", lambda c: c.security_group_id and "all"
        )
        self.eips: CountIndex[Node] = CountIndex("eip_address", lambda n: n.eip_address and "all")
        self.kubernetes_resources: GroupIndex[KubernetesObject, str] = GroupIndex("place", "key")
        self.kubernetes_clusters: GroupIndex[KubernetesObject, str] = GroupIndex(
            "cluster_id", "key"
        )
        self.kubernetes_changes = ChangeCounts()
        self.kubernetes_timers_due: DueIndex[KubernetesTimer] = DueIndex()
        self.kubernetes_timers_of: GroupIndex[KubernetesTimer, int] = GroupIndex(
            "cluster_id", "serial"
        )
        self.kubernetes_timers_at: GroupIndex[KubernetesTimer, int] = GroupIndex("place", "serial")
        self.kubernetes_timers_awaited: CountIndex[KubernetesTimer] = CountIndex(
            "kind", lambda timer: timer.awaited_in
        )
        self.routes: CountIndex[Node] = CountIndex(
            "is_routed", lambda n: n.vpc_id if n.is_routed else ""
        )

    def restore(self, table: str, record: Record) -> None:
        """Put a record that was loaded from the database."""
        into = self.tables[table]
        into.set(into.key(record), record)

    def copy_tables(self, other: "World", names: Iterable[str]) -> None:
        """Put the records of some tables of another world, under their serials."""
        for name in names:
            for record in other.tables[name]:
                self.restore(name, record)
        self.counts["serial"] = other.counts["serial"]

    def nodes_of(self, cluster_id: str) -> list[Node]:
        """The cluster's nodes, in the order in which they were created."""
        return [self.nodes[instance_id] for instance_id in self.cluster_nodes[cluster_id]]

    def nodes_of_group(self, group_id: str) -> list[Node]:
        """The nodes of a group, in the order in which they were created."""
        return [self.nodes[instance_id] for instance_id in self.group_nodes[group_id]]

    def groups_of(self, cluster_id: str) -> list[NodeGroup]:
        """The cluster's groups of nodes, in the order in which they were created."""
        return [self.node_groups[group_id] for group_id in self.cluster_groups[cluster_id]]

    def next_step(self) -> Step | None:
        """The step that runs next, due or not; ``None`` if there is none that is not held."""
        return self.due.first(self.steps.records)

    def next_due(self) -> Step | ScheduledAction | KubernetesTimer | None:
        """The step, scheduled action or timer that runs next, due or not."""
        first: Step | ScheduledAction | KubernetesTimer | None = self.due.first(self.steps.records)
        if self.scheduled_actions.records:
            first = _earlier(first, self.due_actions.first(self.scheduled_actions.records))
        if self.kubernetes_timers.records:
            timers = self.kubernetes_timers.records
            first = _earlier(first, self.kubernetes_timers_due.first(timers))
        return first

    @property
    def rules(self) -> "CompiledRules | None":
        """The compiled rules of the scenario in force."""
        if self.cached_rules is None and self.scenario is not None:
            from cs_simulator.scenarios.compiler import compiled  # most worlds have none

            self.cached_rules = compiled(self.scenario.text)
        return self.cached_rules

    @property
    def rules_added(self) -> dict[str, int]:
        """The instants at which rules were added after the scenario began, by id of the rule."""
        if self.cached_rules_added is None:
            self.cached_rules_added = (
                orjson.loads(self.scenario.rules_added) if self.scenario else {}
            )
        return self.cached_rules_added


def _weak(world: World, method: Callable[..., None]) -> Callable[..., None]:
    """A method that does not keep its world in memory.

    One that is dropped is gone at once: a server seldom searches for circles.
    """
    return MethodType(method, weakref.proxy(world))


def _earlier(
    one: Step | ScheduledAction | KubernetesTimer | None,
    other: ScheduledAction | KubernetesTimer | None,
) -> Step | ScheduledAction | KubernetesTimer | None:
    """What of the two runs first."""
    if one is None or other is None:
        return one or other
    return one if (one.due, one.serial) < (other.due, other.serial) else other
