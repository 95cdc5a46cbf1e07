"""What the engine makes a Swarm cluster's nodes from, and where its manager listens."""

from cs_simulator.cluster_types.swarm.properties import properties_of
from cs_simulator.domain import ids
from cs_simulator.domain.plans import Changes, NodeTemplate
from cs_simulator.domain.records import Cluster, NodeGroup
from cs_simulator.engine.unit import Unit

# The ports of cluster managers in all published samples of master_url lie in this range.
FIRST_MASTER_PORT, MASTER_PORTS = 17000, 5000


def template(cluster: Cluster, _group: NodeGroup | None) -> NodeTemplate:
    """The template of all nodes: they are one implicit group."""
    properties = properties_of(cluster)
    return NodeTemplate(
        vpc_id=cluster.vpc_id,
        vswitch_ids=(cluster.vswitch_id,),
        instance_type=properties["instance_type"],
        ecs_image_id=properties["ecs_image_id"],
    )


def master_address(unit: Unit, cluster: Cluster) -> Changes:
    """The address of the manager, from the first time on that the cluster runs."""
    if cluster.master_url:
        return {}
    random = unit.random_for("master", cluster.cluster_id)
    port = FIRST_MASTER_PORT + random.below(MASTER_PORTS)
    return {"master_url": f"https://{ids.public_address(random)}:{port}"}
