"""A second cluster type, made up for tests: an orchard whose two rows of trees grow side by side.

It shares nothing with Swarm: no container addresses, other stages and states, another answer, two
groups of nodes. Everything that there is of it is in this folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson
from cs_simulator.cluster_types import ClusterType, Creation, resource_effects
from cs_simulator.domain.durations import Fixed, Uniform
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import (
    Batches,
    Changes,
    ClusterStage,
    NodeStage,
    NodeTemplate,
    Plan,
)
from cs_simulator.domain.records import Cluster, ClusterState, Node, NodeGroup, Task
from cs_simulator.engine import cluster_nodes, naming, provisioning, stage_history
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.validation import field_rules
from cs_simulator.validation.cross_field_rules import resources
from cs_simulator.validation.field_types import Integer, Text
from cs_simulator.validation.request_records import RecordRule

ROWS = ("apples", "pears")
GROW, CLEAR, PRUNE = "ScaleClusterNodePool", "DeleteClusterNodepool", "UpgradeClusterNodepool"
SOW, THIN, WATER = f"{GROW}#sow", "RemoveNodePoolNodes", "InstallClusterAddons"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantRequest:
    """The body of a creation."""

    RULES: ClassVar[tuple[RecordRule, ...]] = (resources.NetworkExists(), resources.NameIsFree())

    cluster_type: Annotated[str, Text()]
    name: Annotated[str, Text(), field_rules.ClusterName()]
    region_id: Annotated[str, Text()]
    vpc_id: Annotated[str, Text()]
    vswitch_id: Annotated[str, Text()]
    apples: Annotated[int, Integer(), field_rules.AtLeast(0)]
    pears: Annotated[int, Integer(), field_rules.AtLeast(0)]
    soil: Annotated[str, Text()] = "loam"


def prepare(body: dict[str, object], unit: Unit, region_id: str) -> WorldLookup:
    body.setdefault("region_id", region_id or unit.world.options.default_region)
    return WorldLookup(unit, str(body["region_id"]))


def make(request: PlantRequest, unit: Unit) -> Cluster:
    """Put the orchard and its rows, which are empty at first."""
    cluster = Cluster(
        serial=unit.serial(),
        cluster_id=naming.cluster_id(unit),
        cluster_type="orchard",
        name=request.name,
        state=ClusterState.INITIAL,
        size=0,
        created=unit.now,
        updated=unit.now,
        region_id=request.region_id,
        zone_id="",
        vpc_id=request.vpc_id,
        vswitch_id=request.vswitch_id,
        properties=orjson.dumps({"soil": request.soil}).decode(),
    )
    unit.put(unit.world.clusters, cluster)
    for name in ROWS:
        row = NodeGroup(
            serial=unit.serial(),
            group_id=f"row-{cluster.cluster_id}-{name}",
            cluster_id=cluster.cluster_id,
            name=name,
            state="bare",
            size=getattr(request, name),
            created=unit.now,
            updated=unit.now,
            properties=orjson.dumps({"labels": {"kind": name}}).decode(),
        )
        unit.put(unit.world.node_groups, row)
    return cluster


def example(changes: Mapping[str, Any], number: int) -> dict[str, Any]:
    network = {"vpc_id": "vpc-2zedefault", "vswitch_id": "vsw-2zedefaultb"}
    body = {"cluster_type": "orchard", "name": f"orchard-{number}", "region_id": "cn-beijing"}
    return {**body, **network, "apples": 1, "pears": 1, **changes}


def template(cluster: Cluster, group: NodeGroup | None) -> NodeTemplate:
    labels = orjson.loads(group.properties)["labels"] if group else {}
    return NodeTemplate(
        vpc_id=cluster.vpc_id,
        vswitch_ids=(cluster.vswitch_id,),
        instance_type="ecs.n1.small" if labels.get("kind") == "apples" else "ecs.n1.medium",
        ecs_image_id="tree",
        properties=orjson.dumps({"labels": labels}).decode(),
    )


def grow_rows(unit: Unit, cluster: Cluster, _task: Task) -> Changes:
    """Start to grow both rows at once."""
    for group in unit.world.groups_of(cluster.cluster_id):
        provisioning.begin(unit, cluster, GROW, group=group)
    return {}


def grow(unit: Unit, group_id: str, size: int) -> Task:
    """Start to grow one row to a size."""
    world = unit.world
    group = unit.put(world.node_groups, world.node_groups[group_id]._replace(size=size))
    return provisioning.begin(unit, world.clusters[group.cluster_id], GROW, group=group)


def clear(unit: Unit, group_id: str) -> Task:
    """Start to fell one row, and to give its ground back."""
    group = unit.world.node_groups[group_id]
    return provisioning.begin(unit, unit.world.clusters[group.cluster_id], CLEAR, group=group)


def sow(unit: Unit, group_id: str, size: int) -> Task:
    """Start to grow one row to a size, each tree for itself."""
    world = unit.world
    group = unit.put(world.node_groups, world.node_groups[group_id]._replace(size=size))
    return provisioning.begin(unit, world.clusters[group.cluster_id], SOW, group=group)


def prune(unit: Unit, group_id: str, **parameters: object) -> Task:
    """Start to prune the trees of a row, in batches."""
    world = unit.world
    group = world.node_groups[group_id]
    cluster = world.clusters[group.cluster_id]
    trees = cluster_nodes.of_group(world, cluster, group)
    return provisioning.begin(unit, cluster, PRUNE, trees, group, parameters)


def thin(unit: Unit, group_id: str, count: int) -> Task:
    """Start to take the last trees of a row away."""
    world = unit.world
    group = world.node_groups[group_id]
    cluster = world.clusters[group.cluster_id]
    trees = [
        cluster_nodes.mark_removing(unit, tree, releases=True)
        for tree in cluster_nodes.of_group(world, cluster, group)[-count:]
    ]
    return provisioning.begin(unit, cluster, THIN, trees, group)


def water(unit: Unit, cluster_id: str) -> Task:
    """Start what leaves the rows alone."""
    return provisioning.begin(unit, unit.world.clusters[cluster_id], WATER)


def _batches(task: Task) -> Batches:
    parameters = stage_history.parameters_of(task)
    return Batches(
        parameters.get("most", 10),
        pauses=parameters.get("pauses", "NotPause"),
        interval=parameters.get("interval", 0),
    )


def lacks_trees(world: World, cluster: Cluster, row: NodeGroup) -> bool:
    """Whether trees come by themselves: on black soil they do."""
    is_fertile = orjson.loads(cluster.properties)["soil"] == "black"
    trees = world.nodes_of_group(row.group_id)
    return is_fertile and row.size > sum(not tree.is_lost for tree in trees)


def replant(unit: Unit, cluster: Cluster, row: NodeGroup) -> None:
    """Plant new trees in place of the lost ones."""
    for tree in unit.world.nodes_of_group(row.group_id):
        if tree.is_lost:
            cluster_nodes.release_node(unit, tree, releases=True)
    provisioning.begin(unit, cluster, SOW, group=row)


def resize(unit: Unit, _cluster: Cluster, row: NodeGroup, size: int) -> None:
    """Give a row that many trees, ten at the most; none is felled."""
    if size > row.size:
        sow(unit, row.group_id, min(size, 10))


def fell(unit: Unit, cluster: Cluster, node: Node) -> None:
    """Take a tree away."""
    resource_effects.delete_instance(unit, cluster, node)


PLANS = (
    Plan(
        operation="CreateCluster",
        task_type="orchard_create",
        opening="Start to plough",
        action="CREATE",
        success=Trigger.PROVISIONED,
        stages=(
            ClusterStage(
                name="plough", takes=Fixed(10), only_if="soil", log="Plough {soil} of {name}"
            ),
            ClusterStage(name="sow", takes=Fixed(5), effect=grow_rows),
        ),
    ),
    Plan(
        operation=GROW,
        task_type="row_grow",
        opening="Start to grow a row",
        action="UPDATE",
        start=Trigger.SCALE,
        success=Trigger.PROVISIONED,
        nodes="new",
        removes_new_nodes=True,
        stages=(
            NodeStage(
                name="plant",
                takes=Uniform(10, 20),
                status="Running",
                effect=resource_effects.create_instance,
            ),
            NodeStage(name="root", takes=Uniform(60, 120), log="{node_name} has roots"),
            ClusterStage(name="harvest", takes=Fixed(3), log="Row of {name} is grown"),
        ),
    ),
    Plan(
        operation=GROW,
        variant="sow",
        task_type="row_sow",
        opening="Start to sow a row",
        action="UPDATE",
        start=Trigger.SCALE,
        success=Trigger.PROVISIONED,
        nodes="new",
        nodes_fail_alone=True,
        can_cancel=True,
        batches=lambda _task: Batches(most=3, first=3),
        stages=(
            ClusterStage(name="dig", takes=Fixed(5), title="Dig"),
            NodeStage(
                name="plant",
                takes=Uniform(10, 20),
                title="Plant",
                status="Running",
                effect=resource_effects.create_instance,
            ),
            NodeStage(name="root", takes=Uniform(60, 120), title="Root"),
            NodeStage(name="bud", takes=Fixed(1)),
        ),
    ),
    Plan(
        operation=PRUNE,
        task_type="row_prune",
        opening="Start to prune a row",
        action="UPDATE",
        start=Trigger.UPGRADE,
        success=Trigger.PROVISIONED,
        nodes_fail_alone=True,
        can_pause=True,
        can_cancel=True,
        batches=_batches,
        most_failed=lambda task: stage_history.parameters_of(task).get("most_failed", 0),
        stages=(
            ClusterStage(name="look", takes=Fixed(30), title="Look"),
            NodeStage(name="saw", takes=Fixed(60), title="Batch-{batch}"),
            NodeStage(name="heal", takes=Fixed(10)),
            ClusterStage(name="burn", takes=Fixed(20), title="Burn"),
        ),
    ),
    Plan(
        operation=THIN,
        task_type="row_thin",
        opening="Start to thin a row",
        action="UPDATE",
        start=Trigger.REMOVE_NODES,
        success=Trigger.PROVISIONED,
        nodes_fail_alone=True,
        batches=lambda _task: Batches(most=2, first=2),
        stages=(
            NodeStage(name="cut", takes=Fixed(20)),
            NodeStage(name="haul", takes=Fixed(20), removes_node=True, effect=fell),
        ),
    ),
    Plan(
        operation=WATER,
        task_type="orchard_water",
        opening="Start to water",
        action="UPDATE",
        success=None,
        can_pause=True,
        can_cancel=True,
        is_alone=False,
        stages=(
            ClusterStage(name="pump", takes=Fixed(10), title="Pump"),
            ClusterStage(name="pour", takes=Fixed(10), title="Pour"),
        ),
    ),
    Plan(
        operation=CLEAR,
        task_type="row_clear",
        opening="Start to clear a row",
        action="DELETE",
        start=Trigger.DELETE,
        success=Trigger.DELETED,
        nodes="all",
        stages=(NodeStage(name="clear", takes=Fixed(20), removes_node=True, effect=fell),),
    ),
    Plan(
        operation="DeleteCluster",
        task_type="orchard_delete",
        opening="Start to fell",
        action="DELETE",
        start=Trigger.DELETE,
        success=Trigger.DELETED,
        nodes="all",
        stages=(
            NodeStage(name="fell", takes=Fixed(30), removes_node=True, effect=fell),
            ClusterStage(name="sell", takes=Fixed(1)),
        ),
    ),
)

_S, _T = ClusterState, Trigger
TRANSITIONS = {
    (_S.INITIAL, _T.PROVISIONED): _S.RUNNING,
    (_S.INITIAL, _T.EMPTIED): _S.RUNNING,  # its rows are still empty
    (_S.INITIAL, _T.FAILED): _S.FAILED,
    (_S.INITIAL, _T.DELETE): _S.DELETING,
    (_S.RUNNING, _T.DELETE): _S.DELETING,
    (_S.FAILED, _T.DELETE): _S.DELETING,
    (_S.DELETING, _T.DELETED): _S.DELETED,
    (_S.DELETING, _T.FAILED): _S.DELETE_FAILED,
}
ROW_TRANSITIONS = {
    ("bare", _T.SCALE): "growing",
    ("grown", _T.SCALE): "growing",
    ("growing", _T.PROVISIONED): "grown",
    ("growing", _T.EMPTIED): "bare",
    ("growing", _T.FAILED): "grown",
    ("grown", _T.UPGRADE): "pruning",
    ("pruning", _T.PROVISIONED): "grown",
    ("pruning", _T.FAILED): "grown",
    ("grown", _T.REMOVE_NODES): "thinning",
    ("thinning", _T.PROVISIONED): "grown",
    ("thinning", _T.EMPTIED): "bare",
    ("thinning", _T.FAILED): "grown",
    ("grown", _T.DELETE): "felling",
    ("felling", _T.DELETED): "gone",
    ("felling", _T.FAILED): "grown",
}


def orchard_object(world: World, cluster: Cluster) -> dict[str, object]:
    rows = {
        group.name: {
            "state": group.state,
            "wanted": group.size,
            "trees": sum(
                node.group_id == group.group_id and node.is_healthy
                for node in world.nodes_of(cluster.cluster_id)
            ),
        }
        for group in world.groups_of(cluster.cluster_id)
    }
    return {
        "cluster_id": cluster.cluster_id,
        "kind": "orchard",
        "name": cluster.name,
        "state": cluster.state.value,
        "size": cluster.size,
        "soil": orjson.loads(cluster.properties)["soil"],
        "rows": rows,
        "gate": cluster.master_url,
    }


def gate(_unit: Unit, cluster: Cluster) -> Changes:
    return {"master_url": f"gate://{cluster.name}"}


def _claims(body: Mapping[str, object]) -> bool:
    return body.get("cluster_type") == "orchard"


ORCHARD = ClusterType(
    name="orchard",
    api_names=frozenset({"orchard"}),
    claims=_claims,
    creation=Creation(request=PlantRequest, prepare=prepare, make=make, example=example),
    plans=PLANS,
    transitions=TRANSITIONS,
    group_transitions=ROW_TRANSITIONS,
    kind_names=("Hill/Steep", "Hill/Gentle"),
    kinds_of=lambda _cluster: ("Hill/Steep",),
    kinds_of_body=lambda _body: ("Hill/Steep",),
    node_template=template,
    lacks_nodes=lacks_trees,
    replenish=replant,
    resize=resize,
    when_running=gate,
    cluster_object=orchard_object,
)
