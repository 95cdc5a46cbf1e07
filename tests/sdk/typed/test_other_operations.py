"""Other operations of Kubernetes clusters by their typed methods: what they answer is in shape."""

import pytest
from cs_simulator.testing import Simulator

from tests.sdk.conftest import KEYS
from tests.sdk.schemas.walker import NOTHING, OLD_FIELDS, problems, schemas
from tests.sdk.typed.there import There, an_addon
from tests.sdk.typed.typed_clients import lost

CLUSTER = ("cluster_id",)
# Path and request; the cluster has an add-on, and no node pool.
CALLS = {
    "CheckControlPlaneLogEnable": (CLUSTER, None),
    "CheckServiceRole": ((), {"roles": [{"name": "AliyunCSManagedLogRole"}]}),
    "CleanClusterUserPermissions": (("cluster_id", "uid"), {}),
    "CreateAutoscalingConfig": (CLUSTER, {"expander": "least-waste", "scan_interval": "30"}),
    "DescribeAddon": (("addon",), {"cluster_id": "{cluster_id}"}),
    "DescribeAddons": ((), {"region": "cn-beijing"}),
    "DescribeClusterAddonInstance": (("cluster_id", "addon"), None),
    "DescribeClusterAddonMetadata": (("cluster_id", "addon"), {}),
    "DescribeClusterAddonUpgradeStatus": (("cluster_id", "addon"), None),
    "DescribeClusterAddonsUpgradeStatus": (CLUSTER, {"componentIds": ["{addon}"]}),
    "DescribeClusterEvents": (CLUSTER, {}),
    "DescribeClusterLogs": (CLUSTER, None),
    "DescribeEvents": ((), {"cluster_id": "{cluster_id}"}),
    "DescribeEventsForRegion": (("region_id",), {}),
    "DescribeRegions": ((), {}),
    "DescribeSubaccountK8sClusterUserConfig": (("cluster_id", "uid"), {}),
    "DescribeTemplates": ((), {}),
    "DescribeUserClusterNamespaces": (CLUSTER, None),
    "DescribeUserPermission": (("uid",), None),
    "DescribeUserQuota": ((), None),
    "GetClusterAuditProject": (CLUSTER, None),
    "ListClusterKubeconfigStates": (CLUSTER, {}),
    "ListOperationPlans": ((), {}),
    "ListOperationPlansForRegion": (("region_id",), {}),
    "ListUserKubeConfigStates": (("uid",), {}),
    "OpenAckService": ((), {}),
    "RevokeK8sClusterKubeConfig": (CLUSTER, None),
    "SyncClusterNodePool": (CLUSTER, None),
    "UpdateClusterAuditLogConfig": (CLUSTER, {"disable": False}),
    "UpdateControlPlaneLog": (CLUSTER, {"components": ["apiserver"], "log_ttl": "30"}),
}


@pytest.fixture(scope="module")
def there():
    with Simulator(auth="enforce", credentials=KEYS, clock="frozen") as running:
        made = There(running.tenant())
        an_addon(made)
        made.ids["uid"] = "200000000000000001"
        yield made


def filled(value, ids):
    """A request with the ids of what there is."""
    if isinstance(value, dict):
        return {key: filled(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, ids) for item in value]
    return value.format_map(ids) if isinstance(value, str) else value


@pytest.mark.parametrize("operation", CALLS)
def test_what_it_answers_is_in_shape(there, operation):
    path, request = CALLS[operation]
    there.settle()
    answer = there.ask(
        operation, *path, request=(request and filled(request, there.ids)) or request
    )
    assert answer.status == 200
    assert problems(operation, answer.raw) == []
    if schemas()[operation]["answer"] == NOTHING:
        assert not answer.raw
        return
    raw = answer.raw
    if isinstance(raw, dict):
        raw = {key: item for key, item in raw.items() if key not in OLD_FIELDS.get(operation, {})}
    assert lost(raw, answer.mapped) == []
