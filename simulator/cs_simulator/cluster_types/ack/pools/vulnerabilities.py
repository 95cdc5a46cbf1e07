"""Vulnerabilities of the nodes of node pools: finding them by scans, and fixing them.

A node has those of its image (:mod:`cs_simulator.catalog.vulnerabilities`) that no task has fixed.
A scan finds them; the service also scans by itself, once a day from the cluster's creation on.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from cs_simulator.catalog import vulnerabilities
from cs_simulator.catalog.vulnerabilities import Vulnerability
from cs_simulator.cluster_types.ack.pools.batches import MOST_AT_ONCE
from cs_simulator.cluster_types.ack.pools.properties import node_properties, with_properties
from cs_simulator.domain.durations import Uniform
from cs_simulator.domain.instants import DAY
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import Batches, Changes, ClusterStage, NodeStage, Plan
from cs_simulator.domain.records import Cluster, Node, NodeGroup, NodeState, Task
from cs_simulator.engine import cluster_entries, cluster_nodes, provisioning, stage_history
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

FIX, SCAN = "FixNodePoolVuls", "ScanClusterVuls"
_KIND, _LAST = "vulnerability_scan", "last"


class Found(NamedTuple):
    """What scans found on one node."""

    node: Node
    vulnerabilities: tuple[Vulnerability, ...]


def found_in(
    world: World, cluster: Cluster, group: NodeGroup, now: int, levels: Collection[str] = ()
) -> Iterator[Found]:
    """The nodes of a pool on which scans found something that is not fixed yet.

    With *levels* only what is that necessary to fix.
    """
    scanned = _last_scan(world, cluster, now)
    for node in cluster_nodes.of_group(world, cluster, group):
        if node.state is not NodeState.RUNNING or not node.joined or node.joined > scanned:
            continue
        present = tuple(one for one in of_node(node) if not levels or one.necessity in levels)
        if present:
            yield Found(node, present)


def of_node(node: Node) -> Iterator[Vulnerability]:
    """What a node has: what its image has and no task has fixed."""
    fixed = node_properties(node).get("fixed_vulnerabilities", ())
    return (one for one in vulnerabilities.of_image(node.ecs_image_id) if one.name not in fixed)


def _last_scan(world: World, cluster: Cluster, now: int) -> int:
    """The instant of the last scan, by a call or the service itself."""
    by_itself = now - (now - cluster.created) % DAY
    entry = cluster_entries.find(world, cluster.cluster_id, _KIND, _LAST)
    return max(by_itself, entry.value["at"]) if entry else by_itself


def note_scan(unit: Unit, cluster: Cluster, _task: Task) -> Changes:
    """Note that a scan ends now."""
    cluster_entries.keep(unit, cluster.cluster_id, _KIND, _LAST, {"at": unit.now})
    return {}


def fix_node(unit: Unit, cluster: Cluster, node: Node) -> Changes:
    """Fix what the node's task is to fix; a lost node stays as it is.

    What needs a restart stays if the task must not restart nodes.
    """
    if node.is_lost:
        return {}
    parameters = _parameters(unit.world, cluster, node)
    before = node_properties(node).get("fixed_vulnerabilities", [])
    fixed = [
        one.name
        for one in of_node(node)
        if one.name in parameters["vuls"] and (parameters["auto_restart"] or not one.needs_restart)
    ]
    return {"properties": with_properties(node, fixed_vulnerabilities=[*before, *fixed]).properties}


def _parameters(world: World, cluster: Cluster, node: Node) -> Any:
    """What the task that fixes a node was started with: its pool has one task at a time."""
    tasks = provisioning.running_tasks(world, cluster.cluster_id, node.group_id)
    return stage_history.parameters_of(tasks[0])


def _batches(task: Task) -> Batches:
    """The batches that the caller asked for; ten nodes if the call does not say."""
    policy = stage_history.parameters_of(task).get("rollout_policy", {})
    most = policy.get("max_parallelism", MOST_AT_ONCE)
    return Batches(most=most, first=most)


PLANS = (
    Plan(
        operation=SCAN,
        task_type="cluster_vuls_scan",
        opening="Start to scan nodes for vulnerabilities",
        action="UPDATE",
        success=None,
        is_alone=False,
        stages=(
            ClusterStage(name="scan", title="ScanNodes", effect=note_scan, takes=Uniform(48, 72)),
        ),
    ),
    Plan(
        operation=FIX,
        task_type="nodepool_cve_fix",
        opening="Start to fix vulnerabilities of node pool",
        action="UPDATE",
        start=Trigger.REPAIR,
        success=Trigger.PROVISIONED,
        nodes_fail_alone=True,
        can_pause=True,
        can_cancel=True,
        batches=_batches,
        stages=(
            NodeStage(
                name="fix",
                title="FixBatch-{batch}",
                effect=fix_node,
                takes=Uniform(96, 144),
                log="Fix vulnerabilities of node {node_name} successfully",
            ),
        ),
    ),
)
"""What a scan and a fix go through; that of a fix has a type which the vendor's own client names
(https://github.com/aliyun/alibabacloud-ack-mcp-server). Durations are chosen."""
