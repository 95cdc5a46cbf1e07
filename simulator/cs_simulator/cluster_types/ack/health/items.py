"""Everything that an examination of a cluster looks at, one row each.

The service's own list is in its console and is not published; names and texts are ours. Categories
and levels are those of its API.
"""

from collections.abc import Mapping
from itertools import islice

from cs_simulator.cluster_types.ack.health import of_addons, of_cluster, of_nodes
from cs_simulator.cluster_types.ack.health.finding import Finding, Item, Scene
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World

MOST = 200
"""The most findings of one item that are kept."""

CLUSTER_STATE = Item(
    name="ClusterState",
    title="Cluster state",
    target="Cluster",
    level="critical",
    description="The cluster has not failed, and the service reaches it.",
    expected="running",
    fix="Delete a cluster whose creation failed; connect the agent of a registered one.",
    find=of_cluster.broken,
)
TASKS = Item(
    name="TaskFailed",
    title="Last tasks",
    target="Task",
    level="error",
    description="The last task of each operation on the cluster and its node pools ended well.",
    expected="success",
    fix="Read why the task failed with DescribeTaskInfo, and repeat the operation.",
    find=of_cluster.tasks_failed,
)
VERSION_SUPPORT = Item(
    name="KubernetesVersionSupport",
    title="Support of the Kubernetes version",
    target="Cluster",
    level="warning",
    description="The Kubernetes version of the cluster is supported.",
    expected="supported",
    fix="Upgrade the cluster with UpgradeCluster.",
    find=of_cluster.unsupported,
)
VERSION_UPGRADE = Item(
    name="KubernetesVersionUpgrade",
    title="Newer Kubernetes version",
    target="Cluster",
    level="advice",
    description="The cluster has the newest Kubernetes version that it can be upgraded to.",
    expected="newest",
    fix="Upgrade the cluster with UpgradeCluster.",
    find=of_cluster.upgradable,
)
NODE_READY = Item(
    name="NodeReady",
    title="Node is ready",
    target="Node",
    level="critical",
    description="Every node reports to the cluster.",
    expected="Ready",
    fix="Repair the node with RepairClusterNodePool, or remove it.",
    find=of_nodes.not_ready,
)
NODE_JOINED = Item(
    name="NodeJoined",
    title="Node has joined",
    target="Node",
    level="error",
    description="Every machine of the cluster has joined it.",
    expected="Running",
    fix="Remove the node with RemoveNodePoolNodes, and bring in another one.",
    find=of_nodes.not_joined,
)
NODE_VERSION = Item(
    name="NodeVersion",
    title="Version of the kubelet",
    target="Node",
    level="warning",
    description="Every node has the minor version of the control plane.",
    expected="that of the control plane",
    fix="Upgrade the node pool with UpgradeClusterNodepool.",
    find=of_nodes.behind,
)
POOL_STATE = Item(
    name="NodePoolState",
    title="Node pool state",
    target="NodePool",
    level="error",
    description="No node pool has failed.",
    expected="active",
    fix="Delete the node pool, and create it again.",
    find=of_nodes.pools_failed,
)
POOL_SIZE = Item(
    name="NodePoolSize",
    title="Nodes of the node pool",
    target="NodePool",
    level="warning",
    description="Every node pool has as many running nodes as it wants.",
    expected="Complete",
    fix="Scale the node pool again, with another instance type or zone if there is no stock.",
    find=of_nodes.pools_short,
)
ADDON_INSTALLED = Item(
    name="AddonInstalled",
    title="Required add-ons",
    target="Addon",
    level="error",
    description="The add-ons that the cluster cannot do without are installed.",
    expected="Installed",
    fix="Install the add-on with InstallClusterAddons.",
    find=of_addons.missing,
)
ADDON_STATE = Item(
    name="AddonState",
    title="Add-on state",
    target="Addon",
    level="error",
    description="Every add-on works, and its last change ended well.",
    expected="Active",
    fix="Repeat the change of the add-on, or install it again.",
    find=of_addons.failed,
)
ADDON_VERSION = Item(
    name="AddonVersion",
    title="Newer add-on version",
    target="Addon",
    level="advice",
    description="Every add-on has the newest version for the cluster.",
    expected="newest",
    fix="Upgrade the add-on with UpgradeClusterAddons.",
    find=of_addons.outdated,
)

ITEMS: Mapping[str, Item] = {
    item.name: item
    for item in (
        CLUSTER_STATE,
        TASKS,
        VERSION_SUPPORT,
        VERSION_UPGRADE,
        NODE_READY,
        NODE_JOINED,
        NODE_VERSION,
        POOL_STATE,
        POOL_SIZE,
        ADDON_INSTALLED,
        ADDON_STATE,
        ADDON_VERSION,
    )
}
"""All items by name."""

Findings = Mapping[str, list[Finding]]
"""What was found, by the name of the item; an item without findings has an empty list."""


def examine(world: World, cluster: Cluster, at: int) -> Findings:
    """What was wrong with a cluster at an instant that is not in the future.

    Of an earlier instant that is what its records still tell: nodes that have gone are not in it,
    nor pools that have changed since, and add-ons and versions are those of today.
    """
    scene = Scene(world, cluster, at)
    return {name: list(islice(item.find(scene), MOST)) for name, item in ITEMS.items()}
