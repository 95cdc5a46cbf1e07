"""What forbids an operation on a cluster now, as a check before the operation finds it.

It is what the operation itself would be refused for.
"""

from collections.abc import Iterator, Mapping

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import allowed, kept, kinds
from cs_simulator.cluster_types.ack.health import of_nodes
from cs_simulator.cluster_types.ack.health.finding import Finding, Item, Scene
from cs_simulator.cluster_types.ack.health.items import Findings
from cs_simulator.cluster_types.ack.health.of_cluster import EXAMINATIONS
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import provisioning
from cs_simulator.engine.world import World

POOL_UPGRADE = "NodePoolUpgrade"


def _not_running(scene: Scene) -> Iterator[Finding]:
    state = scene.cluster.state
    if state is not ClusterState.RUNNING:
        cluster_id = scene.cluster.cluster_id
        yield Finding(cluster_id, state.value, f"the cluster is {state.value}")


def _busy(scene: Scene) -> Iterator[Finding]:
    cluster_id = scene.cluster.cluster_id
    if provisioning.is_busy(scene.world, cluster_id):
        tasks = provisioning.running_tasks(scene.world, cluster_id)
        names = {task.operation for task in tasks if task.operation not in EXAMINATIONS}
        under_way = ", ".join(sorted(names))
        yield Finding(cluster_id, "Busy", f"something is under way: {under_way}")


def _no_target(scene: Scene) -> Iterator[Finding]:
    version = _version(scene)
    if kinds.kind_of_cluster(scene.cluster) is Kind.REGISTERED:
        yield Finding(scene.cluster.cluster_id, version, "the service does not run the cluster")
    elif not _targets(scene):
        yield Finding(scene.cluster.cluster_id, version, "there is no newer version")


def _nodes_behind(scene: Scene) -> Iterator[Finding]:
    """Yield the nodes that are behind, if all that there is to upgrade to is a minor version up."""
    present = kubernetes_versions.minor_of(_version(scene))
    targets = [kubernetes_versions.minor_of(version) for version in _targets(scene)]
    if targets and min(targets) > present:
        yield from of_nodes.behind(scene)


def _pools_not_changeable(scene: Scene) -> Iterator[Finding]:
    state = scene.cluster.state
    if state not in allowed.WITH_POOLS:
        cluster_id = scene.cluster.cluster_id
        yield Finding(cluster_id, state.value, f"the cluster is {state.value}")


def _pool_busy(scene: Scene) -> Iterator[Finding]:
    group = scene.world.node_groups.get(scene.pool)
    if group is None:
        yield Finding(scene.pool, "Missing", "the node pool has been deleted")
    elif group.state != "active":
        yield Finding(scene.pool, group.state, f"node pool {group.name} is {group.state}")
    elif in_work := _nodes_in_work(scene):
        message = f"a task of the cluster has nodes of node pool {group.name} in work: {in_work}"
        yield Finding(scene.pool, "Busy", message)


def _nodes_in_work(scene: Scene) -> str:
    """The operations of the cluster's tasks that have nodes of the pool in work."""
    members = set(scene.world.group_nodes[scene.pool])
    tasks = provisioning.running_tasks(scene.world, scene.cluster.cluster_id, "")
    found = {task.operation for task in tasks if not members.isdisjoint(task.nodes.split())}
    return ", ".join(sorted(found))


def _edition(scene: Scene) -> Iterator[Finding]:
    kind = kinds.kind_of_cluster(scene.cluster)
    spec = kinds.spec_of(kept.sent_of(scene.cluster))
    if kind is Kind.DEDICATED:
        return
    if kind not in kinds.HOSTED:
        message = f"{kind.value} clusters cannot be migrated"
        yield Finding(scene.cluster.cluster_id, kind.value, message)
    elif kinds.is_pro(spec):
        message = f"the cluster is {spec} already"
        yield Finding(scene.cluster.cluster_id, spec, message)


def _version(scene: Scene) -> str:
    return str(kept.made_of(scene.cluster).get("version", ""))


def _targets(scene: Scene) -> list[str]:
    fixed = scene.world.options.kubernetes_versions
    targets = kubernetes_versions.upgrade_targets(_version(scene), scene.at, fixed=fixed)
    return [row.version for row in targets]


_RUNNING = Item(
    name="ClusterRunning",
    title="The cluster is running",
    target="Cluster",
    level="error",
    description="The operation needs a running cluster.",
    expected="running",
    fix="Wait until the cluster is running.",
    find=_not_running,
)
_CHANGEABLE = Item(
    name="ClusterChangeable",
    title="Node pools can be changed",
    target="Cluster",
    level="error",
    description="The state of the cluster allows to change its node pools.",
    expected="running",
    fix="Wait until the cluster is running.",
    find=_pools_not_changeable,
)
_IDLE = Item(
    name="ClusterIdle",
    title="Nothing else is under way",
    target="Cluster",
    level="error",
    description="No other task is under way in the cluster or in one of its node pools.",
    expected="Idle",
    fix="Wait for the tasks that are under way.",
    find=_busy,
)
_TARGET = Item(
    name="UpgradeTarget",
    title="Newer version",
    target="Cluster",
    level="error",
    description="There is a version of Kubernetes that the cluster can be upgraded to.",
    expected="a version with a newer one",
    fix="Nothing is to be done until there is a newer version.",
    find=_no_target,
)
_LEVEL = Item(
    name="NodesLevel",
    title="Nodes have the version of the control plane",
    target="Node",
    level="error",
    description="Before the next minor version all nodes have the present one.",
    expected="that of the control plane",
    fix="Upgrade the node pools with UpgradeClusterNodepool.",
    find=_nodes_behind,
)
_POOL = Item(
    name="NodePoolActive",
    title="The node pool is active",
    target="NodePool",
    level="error",
    description="Nothing changes the node pool, and its creation has not failed.",
    expected="active",
    fix="Wait until the node pool is active; delete one whose creation failed.",
    find=_pool_busy,
)
_EDITION = Item(
    name="ClusterEdition",
    title="Edition of the cluster",
    target="Cluster",
    level="error",
    description="The cluster is a dedicated one, or an ordinary managed one.",
    expected="a cluster that can be migrated",
    fix="Change the size of a professional cluster with ModifyCluster.",
    find=_edition,
)

BY_CHECK: Mapping[str, tuple[Item, ...]] = {
    "ClusterMigrate": (_RUNNING, _EDITION),
    "MasterUpgrade": (_RUNNING, _IDLE, _TARGET, _LEVEL),
    POOL_UPGRADE: (_CHANGEABLE, _POOL),
    "ClusterUpgrade": (_RUNNING, _IDLE, _TARGET, _LEVEL),
}
"""The types of checks, each with what forbids its operation."""


def blockers(world: World, cluster: Cluster, now: int, check: str, pool: str) -> Findings:
    """What forbids the operation that a check is for, by the name of the item.

    *pool* is the id of the node pool that it is about, empty for the cluster.
    """
    scene = Scene(world, cluster, now, pool)
    return {item.name: list(item.find(scene)) for item in BY_CHECK[check]}
