"""``GET /users/{uid}/kubeconfig/states``: of which clusters a user has a kubeconfig.

What the service does: answers a page of the clusters, 50 unless ``page_size`` says otherwise, at
most 100, each with the state and the end of the user's certificate.

Differs from the service: clusters that were deleted are not listed.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._kubeconfig_users import state_of, user_in_path
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._paging import page_of
from cs_simulator.operations.permissions._cleaning import rights_target


@operation(
    "ListUserKubeConfigStates",
    "GET",
    "/users/{uid}/kubeconfig/states",
    cluster_type="ack",
    poll_target=rights_target,
)
def list_user_kube_config_states(call: Call, unit: Unit) -> Reply:
    """Answer a page of the Kubernetes clusters and the states of the user's certificates."""
    user = user_in_path(call)
    page = page_of(call, "page_number", "page_size", 50)
    clusters = [cluster for cluster in unit.world.clusters if cluster.cluster_type == "ack"]
    states = [
        {
            "cluster_id": cluster.cluster_id,
            "cluster_name": cluster.name,
            "cluster_state": cluster.state.value,
            **state_of(unit, cluster, user),
        }
        for cluster in page.of(clusters)
    ]
    return Reply(body={"page": page.info(len(clusters)), "states": states})
