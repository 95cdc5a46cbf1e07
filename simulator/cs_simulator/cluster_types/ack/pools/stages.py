"""What a node goes through: when it is made, attached, or taken out of its pool.

A node takes about 60 seconds until its machine runs and 60 more until it has joined, and 45 to be
removed, or 90 if its pods are moved away first. :mod:`cs_simulator.cluster_types.ack.pools.plans`
has the sources.
"""

from cs_simulator.cluster_types import resource_effects
from cs_simulator.cluster_types.ack.pools import effects
from cs_simulator.domain.durations import Fixed, Uniform
from cs_simulator.domain.plans import ClusterStage, NodeStage

PREPARE = ClusterStage(
    name="prepare",
    title="PrepareResources",
    takes=Uniform(4, 8),
    log="Create scaling group of node pool {name} successfully",
)
NEW_NODES = (
    NodeStage(
        name="ecs",
        title="CreateInstances",
        effect=effects.create_instance,
        takes=Uniform(12, 24),
        status="Starting",
        log="Create ECS {instance_id} successfully",
    ),
    NodeStage(name="boot", title="CreateInstances", takes=Uniform(34, 50), status="Running"),
    NodeStage(
        name="join",
        title="JoinNodes",
        takes=Uniform(48, 72),
        log="Node {node_name} joined the cluster",
    ),
)
# An instance that exists gets another system disk, and boots from it.
ATTACHED_NODES = (
    NodeStage(
        name="replace_disk", title="CreateInstances", takes=Uniform(20, 40), status="Starting"
    ),
    NodeStage(name="boot", title="CreateInstances", takes=Uniform(25, 40), status="Running"),
    NodeStage(
        name="join",
        title="JoinNodes",
        takes=Uniform(48, 72),
        log="Node {node_name} joined the cluster",
    ),
)
CORDON_AND_DRAIN = (
    NodeStage(name="cordon", title="CordonNodes", effect=effects.cordon, takes=Fixed(2)),
    NodeStage(name="drain", title="DrainNodes", takes=Uniform(36, 54), only_if="drains"),
)
REMOVED_NODES = (
    *CORDON_AND_DRAIN,
    NodeStage(
        name="remove",
        title="RemoveInstances",
        effect=resource_effects.remove_node,
        removes_node=True,
        takes=Uniform(34, 52),
        log="Remove node {node_name} successfully",
    ),
)
