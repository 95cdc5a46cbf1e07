"""Every answer about Kubernetes clusters has the fields and types that today's SDK declares."""

import json

import pytest

from tests.sdk.schemas.walker import problems, schemas
from tests.support.kubernetes import ABSENT, a_body, a_dedicated_body, a_running, create, detail
from tests.support.worlds import a_tenant, call, settle

FULL = {
    "tags": [{"key": "a"}],
    "snat_entry": True,
    "endpoint_public_access": True,
    "enable_rrsa": True,
    "custom_san": "a,b",
    "controlplane_log_components": ["apiserver"],
    "maintenance_window": {
        "enable": True,
        "exclusions": [
            {
                "scope": "NoUpgrades",
                "start_time": "2026-10-01T00:00:00Z",
                "end_time": "2026-10-02T00:00:00Z",
            }
        ],
    },
    "control_plane_endpoints_config": {
        "internal_dns_config": {"bind_vpcs": ["vpc-2zedefault"]},
        "load_balancers_config": [{"endpoint_type": "public"}],
    },
}
WORKERS = {
    "num_of_nodes": 1,
    "worker_instance_types": ["ecs.g6.large"],
    "worker_vswitch_ids": ["vsw-2zedefaultb"],
}
BODIES = {
    "managed": a_body(),
    "full": a_body(**FULL),
    "dedicated": a_dedicated_body(**WORKERS),
    "serverless": a_body(cluster_type="Ask", profile=ABSENT, container_cidr=ABSENT, addons=ABSENT),
    "edge": a_body(profile="Edge"),
    "registered": a_body(cluster_type="ExternalKubernetes", profile=ABSENT),
}
READS = {
    "DescribeClusterDetail": "/clusters/{0}",
    "DescribeClusterResources": "/clusters/{0}/resources",
    "DescribeClusters": "/clusters",
    "DescribeClustersForRegion": "/regions/cn-beijing/clusters",
    "DescribeClustersV1": "/api/v1/clusters",
    "GetUpgradeStatus": "/api/v2/clusters/{0}/upgrade/status",
}


def wrong(tenant, cluster_id):
    """What is not as declared in any read, in the present state."""
    return {
        (operation, problem)
        for operation, path in READS.items()
        for problem in problems(operation, call(tenant, "GET", path.format(cluster_id)).ok())
    }


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_reads_are_as_declared_in_every_state(body):
    tenant = a_tenant()
    cluster_id = create(tenant, body)
    found = wrong(tenant, cluster_id)
    settle(tenant)
    found |= wrong(tenant, cluster_id)
    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    found |= wrong(tenant, cluster_id)

    assert found == set()


def test_a_failed_cluster_is_as_declared():
    tenant = a_tenant(quota=("security_groups=0",))

    assert wrong(tenant, a_running(tenant, a_body(**FULL))) == set()


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_no_declared_field_of_a_cluster_is_left_out(body):
    tenant = a_tenant()
    cluster_id = create(tenant, body)

    for operation in ("DescribeClusterDetail", "DescribeClustersV1", "DescribeClustersForRegion"):
        answer = call(tenant, "GET", READS[operation].format(cluster_id)).ok()
        declared = schemas()[operation]["answer"]
        if "clusters" in declared:
            answer, declared = answer["clusters"][0], declared["clusters"][0]
        assert set(declared) == set(answer), operation
    [old] = call(tenant, "GET", "/clusters").ok()
    assert set(schemas()["DescribeClusters"]["answer"][0]) == set(old)


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_texts_of_json_are_objects(body):
    tenant = a_tenant()
    found = detail(tenant, a_running(tenant, body))

    assert isinstance(json.loads(found["meta_data"]), dict)
    assert isinstance(json.loads(found["master_url"]), dict)
    assert found["created"].endswith("+08:00")
