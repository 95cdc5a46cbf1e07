"""The cluster type of Swarm clusters."""

from cs_simulator.cluster_types.contract import ClusterType, Creation
from cs_simulator.cluster_types.swarm import (
    answers,
    example,
    field_rules,
    nodes,
    plans,
    request,
    states,
)
from cs_simulator.cluster_types.swarm.properties import SwarmProperties

SWARM = ClusterType(
    name="swarm",
    api_names=field_rules.API_NAMES,
    is_default=True,
    creation=Creation(
        request=request.CreateClusterRequest,
        prepare=request.prepare,
        make=request.make,
        example=example.example,
    ),
    example_scale=example.example_nodes,
    plans=plans.PLANS,
    properties=SwarmProperties,
    transitions=states.TRANSITIONS,
    node_template=nodes.template,
    when_running=nodes.master_address,
    cluster_object=answers.cluster_object,
)
