"""The account: versions, regions, quotas, roles, the service itself, and what it has planned."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import row


@row(
    "DescribeKubernetesVersionMetadata", given.nothing,
    request=lambda there: {"Region": there.tenant.region_id, "ClusterType": "ManagedKubernetes",
                           "Profile": "Default", "Mode": "supported",
                           "QueryUpgradableVersion": True},
)  # fmt: skip
def _tells_versions(there, answer):
    assert all(version["runtimes"] and version["images"] for version in answer)
    assert any(version["upgradable_versions"] for version in answer)


@row("DescribeRegions", given.nothing, request={"acceptLanguage": "en-US"})
def _lists_regions(there, answer):
    names = {region["regionId"]: region["localName"] for region in answer["regions"]}
    assert there.tenant.region_id in names
    assert all(name.isascii() for name in names.values())


@row("DescribeUserQuota", given.a_cluster)
def _tells_quotas(there, answer):
    quotas = there.tenant.describe()["quotas"]
    assert answer["amk_cluster_quota"] == quotas["managed_clusters"]
    assert answer["cluster_nodepool_quota"] == quotas["pools_per_cluster"]
    assert answer["quotas"]["q_Kubernetes_Cluster"]["quota"] == str(answer["cluster_quota"])


def _a_missing_role(there):
    there.tenant.fixtures({"missing_roles": ["AliyunCSManagedNetworkRole"]})


@row(
    "CheckServiceRole", _a_missing_role,
    request={"roles": [{"name": "AliyunCSManagedLogRole"},
                       {"name": "AliyunCSManagedNetworkRole"}]},
)  # fmt: skip
def _tells_which_roles_are_granted(there, answer):
    granted = {role["name"]: role["granted"] for role in answer["roles"]}
    assert granted == {"AliyunCSManagedLogRole": True, "AliyunCSManagedNetworkRole": False}


@row("OpenAckService", given.nothing, request={"type": "propayasgo"})
def _opens_the_service(there, answer):
    assert answer["order_id"].isdigit()
    refused = there.refusal("OpenAckService", request={"type": "propayasgo"})
    assert refused.code == "ORDER.OPEND"


@row(
    "ListOperationPlans", given.a_cluster,
    request=lambda there: {"cluster_id": there.ids["cluster_id"], "type": "cluster_upgrade"},
)  # fmt: skip
def _lists_no_plans(there, answer):
    assert answer == {"plans": []}
    refused = there.refusal("ListOperationPlans", request={"cluster_id": "c" + "0" * 32})
    assert refused.code == "ErrorClusterNotFound"


@row("ListOperationPlansForRegion", given.a_cluster, "region_id", request={"state": "scheduled"})
def _lists_no_plans_of_a_region(there, answer):
    assert answer == {"plans": []}


def _a_plan_of_nobody(there):
    there.ids["plan_id"] = "plan-0"


@row(
    "CancelOperationPlan", _a_plan_of_nobody, "plan_id",
    status=404, refusal="InvalidResource.NotFound",
)  # fmt: skip
def _names_the_plan_that_is_not_there(there, refused):
    assert "plan-0" in refused.message
