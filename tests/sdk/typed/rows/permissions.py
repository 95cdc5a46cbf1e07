"""Rights of users in clusters: granted, changed, taken away; and the namespaces they are for."""

from tests.sdk.typed import there as given
from tests.sdk.typed.entering import status_at
from tests.sdk.typed.rows._row import CLUSTER, row


def _a_user(there):
    """A cluster, and a user who may do nothing in it."""
    given.a_cluster(there)
    there.ids["uid"] = given.UID


def _a_developer(there):
    """A user who develops in a cluster, and has a kubeconfig of it."""
    _a_user(there)
    there.ask("GrantPermissions", "uid", request={"body": [_right(there)]})
    request = {"user": given.UID, "expire_hour": 24}
    there.ask("UpdateK8sClusterUserConfigExpire", "cluster_id", request=request)
    there.ids["config"] = _config(there)


def _right(there, role="dev", **more):
    cluster_id = there.ids["cluster_id"]
    return {"cluster": cluster_id, "role_name": role, "role_type": "cluster", **more}


def _rights(there):
    found = there.ask("DescribeUserPermission", "uid").raw
    return {right["resource_id"]: right["role_name"] for right in found}


def _config(there):
    path = ("cluster_id", "uid")
    return there.ask("DescribeSubaccountK8sClusterUserConfig", *path, request={}).raw["config"]


@row("DescribeUserPermission", _a_developer, "uid")
def _describes_rights(there, answer):
    [right] = answer
    assert (right["resource_id"], right["resource_type"]) == (there.ids["cluster_id"], "cluster")
    assert (right["role_name"], right["role_type"]) == ("dev", "dev")
    assert (right["is_owner"], right["is_ram_role"]) == (0, 0)


@row(
    "GrantPermissions", _a_developer, "uid",
    request=lambda there: {"body": [
        _right(there, "restricted", role_type="namespace", namespace="shop", is_custom=False),
        _right(there, "viewer", is_custom=True, is_ram_role=False),
    ]},
)  # fmt: skip
def _replaces_rights(there, answer):
    cluster_id = there.ids["cluster_id"]
    assert _rights(there) == {f"{cluster_id}/shop": "restricted", cluster_id: "viewer"}


@row(
    "UpdateUserPermissions", _a_developer, "uid",
    request=lambda there: {"mode": "patch", "body": [
        _right(there, role_type="namespace", namespace="shop"),
    ]},
)  # fmt: skip
def _adds_rights(there, answer):
    cluster_id = there.ids["cluster_id"]
    assert _rights(there) == {cluster_id: "dev", f"{cluster_id}/shop": "dev"}


@row(
    "CleanClusterUserPermissions", _a_developer, "cluster_id", "uid", request={"Force": True},
)  # fmt: skip
def _takes_rights_away(there, answer):
    assert _rights(there) == {}
    assert status_at(there.ids["config"]) == 401


@row(
    "CleanUserPermissions", _a_developer, "uid", task="clean_user_permissions",
    request=lambda there: {"ClusterIds": [there.ids["cluster_id"]], "Force": False},
)  # fmt: skip
def _takes_rights_away_on_several_clusters(there, answer):
    assert _rights(there) == {}
    assert status_at(there.ids["config"]) == 401


@row("DescribeUserClusterNamespaces", given.a_cluster, *CLUSTER)
def _lists_namespaces(there, answer):
    assert answer == ["default", "kube-node-lease", "kube-public", "kube-system"]
