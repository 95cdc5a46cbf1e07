"""What the engine makes the nodes of a Kubernetes cluster from."""

from cs_simulator.domain.plans import Changes, NodeTemplate
from cs_simulator.domain.records import Cluster, NodeGroup
from cs_simulator.engine.unit import Unit


def template(cluster: Cluster, _group: NodeGroup | None) -> NodeTemplate:
    """The template of the nodes of a pool."""
    return NodeTemplate(
        vpc_id=cluster.vpc_id,
        vswitch_ids=(cluster.vswitch_id,),
        instance_type="",
        ecs_image_id="",
    )


def when_running(_unit: Unit, _cluster: Cluster) -> Changes:
    """The fields that change when the cluster gets to run: none."""
    return {}
