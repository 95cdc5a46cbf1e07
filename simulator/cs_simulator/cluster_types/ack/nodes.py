"""What the engine makes the nodes of a Kubernetes cluster from."""

from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools.template import template_of_pool
from cs_simulator.domain.plans import Changes, NodeTemplate
from cs_simulator.domain.records import Cluster, NodeGroup
from cs_simulator.engine.unit import Unit

MASTER = '{"role":"Master"}'
"""The properties of a master of a dedicated cluster: a node of no pool."""


def template(cluster: Cluster, group: NodeGroup | None) -> NodeTemplate:
    """The template of the nodes of a pool; without one, of the masters."""
    if group is not None:
        return template_of_pool(cluster, group)
    sent = kept.sent_of(cluster)
    config = sent.get("control_plane_config", {})
    types = config.get("instance_types") or sent.get("master_instance_types") or [""]
    return NodeTemplate(
        vpc_id=cluster.vpc_id,
        vswitch_ids=(cluster.vswitch_id,),
        instance_type=types[0],
        ecs_image_id=config.get("image_id") or sent.get("image_id") or "",
        properties=MASTER,
    )


def when_running(_unit: Unit, _cluster: Cluster) -> Changes:
    """The fields that change when the cluster gets to run: none."""
    return {}
