"""Clusters: made, found, described, changed, migrated, deleted."""

import json

from tests.sdk.typed import bodies
from tests.sdk.typed import there as given
from tests.sdk.typed.bodies import part_of
from tests.sdk.typed.rows._row import CLUSTER, row


@row(
    "CreateCluster", given.nothing, task="cluster_create", status=202,
    request=lambda there: bodies.a_cluster(there.tenant),
)  # fmt: skip
def _creates(there, answer):
    assert there.cluster()["state"] == "running"


@row("DescribeClusterDetail", given.a_cluster, *CLUSTER)
def _describes_a_cluster(there, answer):
    sent = bodies.a_cluster(there.tenant)
    names = (
        "name", "cluster_type", "profile", "cluster_spec", "region_id", "vswitch_ids", "timezone",
        "container_cidr", "service_cidr", "node_cidr_mask", "ip_stack", "proxy_mode",
        "cluster_domain", "deletion_protection", "maintenance_window", "operation_policy",
        "extra_sans",
    )  # fmt: skip
    assert part_of({name: sent[name] for name in names}, answer) == []
    assert answer["vpc_id"] == sent["vpcid"]
    assert sent["tags"][0] in answer["tags"]


@row("DescribeClustersV1", given.a_cluster, request={"name": "sho", "page_size": 5})
def _lists(there, answer):
    assert [cluster["cluster_id"] for cluster in answer["clusters"]] == [there.ids["cluster_id"]]
    assert answer["page_info"] == {"page_number": 1, "page_size": 5, "total_count": 1}


@row(
    "DescribeClustersForRegion", given.a_cluster, "region_id",
    request={"cluster_type": "ManagedKubernetes", "profile": "Default", "page_number": 1},
)  # fmt: skip
def _lists_a_region(there, answer):
    assert [cluster["cluster_id"] for cluster in answer["clusters"]] == [there.ids["cluster_id"]]


@row("DescribeClusters", given.a_cluster, request={"clusterType": "ManagedKubernetes"})
def _lists_as_before(there, answer):
    assert [cluster["cluster_id"] for cluster in answer] == [there.ids["cluster_id"]]


@row("DescribeClusterResources", given.a_cluster, *CLUSTER, request={"with_addon_resources": True})
def _lists_resources(there, answer):
    kinds = {resource["resource_type"] for resource in answer}
    assert {"ALIYUN::VPC::NatGateway", "ALIYUN::SLB::LoadBalancer"} <= kinds
    assert {resource["cluster_id"] for resource in answer} == {there.ids["cluster_id"]}


@row(
    "ModifyCluster", given.a_cluster, *CLUSTER, task="cluster_modify",
    request={"cluster_name": "renamed", "deletion_protection": True,
             "maintenance_window": {"enable": False}},
)  # fmt: skip
def _modifies(there, answer):
    cluster = there.cluster()
    assert (cluster["name"], cluster["deletion_protection"]) == ("renamed", True)
    assert cluster["maintenance_window"]["enable"] is False


@row(
    "DeleteCluster", given.a_pool, *CLUSTER, task="cluster_delete", status=202,
    request={"retain_all_resources": False, "retain_resources": ["sg-mine"],
             "delete_options": [{"resource_type": "SLB", "delete_mode": "delete"}]},
)  # fmt: skip
def _deletes(there, answer):
    assert there.ask("DescribeClustersV1", request={}).raw["clusters"] == []


def _a_dedicated_cluster(there):
    given.a_cluster_of_kind(there, "dedicated")


@row(
    "MigrateCluster", _a_dedicated_cluster, *CLUSTER, task="cluster_migrate",
    request={"oss_bucket_name": "shop", "oss_bucket_endpoint": "oss-cn-beijing.aliyuncs.com"},
)  # fmt: skip
def _migrates(there, answer):
    cluster = there.cluster()
    assert (cluster["cluster_type"], cluster["state"]) == ("ManagedKubernetes", "running")
    assert cluster["cluster_spec"] == "ack.pro.small"


@row(
    "UpdateKMSEncryption", given.a_cluster, *CLUSTER,
    request={"kms_key_id": "0fe6f353-7d9e-4b1e-9d3a-000000000000", "disable_encryption": False},
)  # fmt: skip
def _encrypts(there, answer):
    assert there.cluster()["state"] == "updating"
    there.settle()
    capabilities = json.loads(there.cluster()["meta_data"])["Capabilities"]
    assert capabilities["EncryptionKMSKeyId"] == "0fe6f353-7d9e-4b1e-9d3a-000000000000"
