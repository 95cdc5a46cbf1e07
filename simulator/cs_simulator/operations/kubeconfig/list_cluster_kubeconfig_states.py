"""``GET /clusters/{cluster_id}/kubeconfig/states``: which users have a kubeconfig of a cluster.

What the service does: answers a page of the users with a kubeconfig, ten unless ``pageSize`` says
otherwise, at most 50, each with the state and the end of the certificate. With
``cloudServiceKubeConfig`` those of other services are listed.

Differs from the service: listed are the account itself and the users whose certificate's life was
set. Other services have no kubeconfigs.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _kubeconfig as kubeconfig
from cs_simulator.operations._kubeconfig_users import state_of
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._paging import page_of

_LARGEST_PAGE = 50
_UNISSUED = "Unissued"


@operation(
    "ListClusterKubeconfigStates",
    "GET",
    "/clusters/{cluster_id}/kubeconfig/states",
    cluster_type="ack",
)
def list_cluster_kubeconfig_states(call: Call, unit: Unit) -> Reply:
    """Answer a page of the users and the states of their certificates."""
    cluster = kubeconfig.cluster_of(call, unit)
    page = page_of(call, "pageNumber", "pageSize", 10)
    page = page._replace(size=min(page.size, _LARGEST_PAGE))
    users = kubeconfig.known_users(unit.world, cluster)
    states = [(user, state_of(unit, cluster, user)) for user in users]
    found = [(user, state) for user, state in states if state["cert_state"] != _UNISSUED]
    if call.query.get("cloudServiceKubeConfig", "").lower() == "true":
        found = []
    root = kubeconfig.caller(unit.world)
    body = [_user(user, state, is_root=user == root) for user, state in page.of(found)]
    return Reply(
        body={"page": page.info(len(found)), "states": body}, cluster_id=cluster.cluster_id
    )


def _user(user: str, state: dict[str, str], *, is_root: bool) -> dict[str, object]:
    name = "root" if is_root else f"user-{user}"
    return {
        "account_id": user,
        "account_name": name,
        "account_display_name": name,
        "account_type": "RootAccount" if is_root else "RamUser",
        "account_state": "Active",
        **state,
        "revokable": state["cert_state"] == "Unexpired",
        "cloud_service_name": "",
        "cloud_service_roles": [],
    }
