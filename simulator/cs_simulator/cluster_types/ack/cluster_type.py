"""The cluster type of Kubernetes clusters."""

from cs_simulator.cluster_types.ack import answers, kinds, nodes, plans, request, states
from cs_simulator.cluster_types.contract import ClusterType, Creation

ACK = ClusterType(
    name="ack",
    api_names=request.KUBERNETES_TYPES,
    claims=request.claims,
    kind_names=kinds.KIND_NAMES,
    kinds_of=kinds.kinds_of,
    kinds_of_body=kinds.kinds_of_body,
    creation=Creation(
        request=request.CreateClusterRequest,
        prepare=request.prepare,
        make=request.make,
        example=request.example,
    ),
    plans=plans.PLANS,
    transitions=states.TRANSITIONS,
    node_template=nodes.template,
    when_running=nodes.when_running,
    cluster_object=answers.cluster_object,
)
