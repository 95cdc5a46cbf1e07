"""Kubeconfigs: handed out, limited, revoked, and whose there are."""

from datetime import datetime, timedelta

from tests.sdk.typed import there as given
from tests.sdk.typed.entering import status_at
from tests.sdk.typed.rows._row import CLUSTER, row


@row(
    "DescribeClusterUserKubeconfig", given.a_cluster, *CLUSTER,
    request={"PrivateIpAddress": True, "TemporaryDurationMinutes": 60},
)  # fmt: skip
def _hands_out_credentials(there, answer):
    assert answer["config"].startswith("\napiVersion: v1")
    assert answer["expiration"].endswith("Z")
    assert status_at(answer["config"]) == 200


def _another_user(there):
    """A cluster whose kubeconfig another user has, too, for a day."""
    given.a_cluster(there)
    there.ids["uid"] = given.UID
    request = {"user": given.UID, "expire_hour": 24}
    there.ask("UpdateK8sClusterUserConfigExpire", "cluster_id", request=request)
    there.ids["tomorrow"] = _in_a_day(there)


def _in_a_day(there):
    now = datetime.fromisoformat(there.tenant.clock.now)
    return (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


@row(
    "DescribeClusterV2UserKubeconfig", given.a_cluster, *CLUSTER,
    request={"PrivateIpAddress": True, "TemporaryDurationMinutes": 60},
)  # fmt: skip
def _hands_out_credentials_in_the_old_form(there, answer):
    assert f"current-context: kubernetes-admin-{there.ids['cluster_id']}" in answer["config"]
    assert status_at(answer["config"]) == 200
    there.tenant.clock.advance("61m")
    assert status_at(answer["config"]) == 401


@row(
    "DescribeSubaccountK8sClusterUserConfig", _another_user, "cluster_id", "uid",
    request={"PrivateIpAddress": False},
)  # fmt: skip
def _hands_out_credentials_of_another_user(there, answer):
    assert f'user: "{given.UID}"' in answer["config"]
    assert answer["expiration"] == there.ids["tomorrow"]
    assert status_at(answer["config"]) == 200


@row(
    "UpdateK8sClusterUserConfigExpire", given.a_cluster, *CLUSTER,
    request={"user": given.UID, "expire_hour": 24},
)  # fmt: skip
def _limits_credentials(there, answer):
    there.ids["uid"] = given.UID
    path = ("cluster_id", "uid")
    issued = there.ask("DescribeSubaccountK8sClusterUserConfig", *path, request={}).raw
    assert issued["expiration"] == _in_a_day(there)


@row(
    "ListClusterKubeconfigStates", _another_user, *CLUSTER,
    request={"pageNumber": 1, "pageSize": 10, "cloudServiceKubeConfig": False},
)  # fmt: skip
def _lists_who_has_credentials(there, answer):
    kinds = {state["account_type"]: state for state in answer["states"]}
    assert kinds.keys() == {"RootAccount", "RamUser"}
    another = kinds["RamUser"]
    assert (another["account_id"], another["cert_state"]) == (given.UID, "Unexpired")
    assert another["cert_expire_time"] == there.ids["tomorrow"]
    assert answer["page"] == {"page_number": 1, "page_size": 10, "total_count": 2}


@row("ListUserKubeConfigStates", _another_user, "uid", request={"page_number": 1, "page_size": 5})
def _lists_whose_clusters_credentials_are_for(there, answer):
    [state] = answer["states"]
    assert (state["cluster_id"], state["cluster_name"]) == (there.ids["cluster_id"], "shop")
    assert state["cert_state"] == "Unexpired"
    there.tenant.clock.advance("25h")
    [state] = there.ask("ListUserKubeConfigStates", "uid", request={}).raw["states"]
    assert state["cert_state"] == "Expired"


def _a_kubeconfig(there):
    """A cluster whose kubeconfig the caller has."""
    given.a_cluster(there)
    there.ids["config"] = there.kubeconfig()


@row("RevokeK8sClusterKubeConfig", _a_kubeconfig, *CLUSTER)
def _revokes_credentials(there, answer):
    assert status_at(there.ids["config"]) == 401
    assert status_at(there.kubeconfig()) == 200
