"""The cluster type of Kubernetes clusters."""

from cs_simulator.cluster_types.ack import (
    addons,
    allowed,
    creation,
    kept,
    kinds,
    nodes,
    plans,
    states,
)
from cs_simulator.cluster_types.ack.answers import detail
from cs_simulator.cluster_types.ack.example_pool import (
    example_pool,
    example_pool_change,
    example_workers,
)
from cs_simulator.cluster_types.ack.health import examinations
from cs_simulator.cluster_types.ack.kinds import Kind, kind_of_cluster
from cs_simulator.cluster_types.ack.pools import auto_repair, changes, growth, vulnerabilities
from cs_simulator.cluster_types.ack.pools import plans as pool_plans
from cs_simulator.cluster_types.ack.pools import states as pool_states
from cs_simulator.cluster_types.ack.request.create import CreateClusterRequest
from cs_simulator.cluster_types.contract import ClusterType, Creation

ACK = ClusterType(
    name="ack",
    api_names=creation.KUBERNETES_TYPES,
    kind_names=kinds.NAMES,
    kinds_of=kinds.names_of,
    kinds_of_body=kinds.names_of_body,
    resource_group_of=lambda cluster: str(kept.sent_of(cluster).get("resource_group_id", "")),
    claims=creation.claims,
    creation=Creation(
        request=CreateClusterRequest,
        prepare=creation.prepare,
        make=creation.make,
        plan_of=creation.plan_of,
        network=lambda vpc_id, vswitch_id: {"vpcid": vpc_id, "vswitch_ids": [vswitch_id]},
        takes_tokens=True,
        example=creation.example,
    ),
    example_pool=example_pool,
    example_pool_change=example_pool_change,
    example_scale=example_workers,
    plans=(
        *plans.PLANS,
        *pool_plans.PLANS,
        *vulnerabilities.PLANS,
        *addons.PLANS,
        *examinations.PLANS,
    ),
    transitions=states.TRANSITIONS,
    group_transitions=pool_states.TRANSITIONS,
    node_template=nodes.template,
    lacks_nodes=growth.lacks_nodes,
    replenish=growth.replenish,
    resize=growth.resize,
    task_ended=changes.task_ended,
    group_dropped=auto_repair.pool_dropped,
    has_agent=lambda cluster: kind_of_cluster(cluster) is Kind.REGISTERED,
    when_running=nodes.when_running,
    refusal_of_state=lambda cluster, _operation: allowed.refusal(cluster),
    cluster_object=detail.cluster_object,
    shapes={
        "old": detail.in_old_list,
        "account": detail.in_account,
        "region": detail.in_region,
    },
)
