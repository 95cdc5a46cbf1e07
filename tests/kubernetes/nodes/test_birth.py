"""What a cluster's API has when it is called for the first time."""

import kubernetes_validate
import orjson
import pytest
from cs_simulator.cluster_types.ack import kept
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.calls import prepare

from tests.support.cluster_api import ClusterApi
from tests.support.cluster_nodes import (
    a_cluster,
    an_uncalled_cluster,
    lose,
    move,
    node_object,
    node_objects,
    nodes_of,
    said,
)
from tests.support.kubernetes import ABSENT, a_body, a_dedicated_body, a_running
from tests.support.pools import a_pool, nodes
from tests.support.worlds import a_tenant, call, settle


def names(api: ClusterApi, path: str) -> list[str]:
    """Namespaces, where there are any, and names of what is listed there."""
    items = api.get(path)["items"]
    return [
        "/".join(filter(None, (each["metadata"].get("namespace"), each["metadata"]["name"])))
        for each in items
    ]


def test_a_cluster_that_nobody_calls_has_nothing():
    tenant, _ = an_uncalled_cluster(3)

    assert tenant.world.kubernetes is None
    assert not len(tenant.world.kubernetes_objects)
    assert not len(tenant.world.kubernetes_timers)


def test_a_cluster_has_the_nodes_that_the_service_lists():
    api = a_cluster(2)

    listed = nodes(api.tenant, api.cluster_id)
    assert sorted(node["node_name"] for node in listed) == names(api, "/api/v1/nodes")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/api/v1/namespaces", ["default", "kube-node-lease", "kube-public", "kube-system"]),
        ("/api/v1/namespaces/default/serviceaccounts", ["default/default"]),
        ("/api/v1/namespaces/kube-public/serviceaccounts", ["kube-public/default"]),
        (
            "/api/v1/services",
            ["default/kubernetes", "kube-system/kube-dns", "kube-system/metrics-server"],
        ),
        ("/api/v1/namespaces/default/endpoints", ["default/kubernetes"]),
        (
            "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
            ["default/kubernetes"],
        ),
        (
            "/apis/scheduling.k8s.io/v1/priorityclasses",
            ["system-cluster-critical", "system-node-critical"],
        ),
        (
            "/apis/storage.k8s.io/v1/storageclasses",
            [
                "alicloud-disk-efficiency",
                "alicloud-disk-essd",
                "alicloud-disk-ssd",
                "alicloud-disk-topology-alltype",
            ],
        ),
        ("/apis/rbac.authorization.k8s.io/v1/clusterroles", ["cluster-admin"]),
        ("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", ["cluster-admin"]),
    ],
)
def test_a_cluster_begins_with(path, found):
    assert names(ClusterApi(), path) == found


def test_the_service_of_the_api_has_the_first_address_of_the_services():
    api = ClusterApi(service_cidr="172.21.0.0/20")

    service = api.get("/api/v1/namespaces/default/services/kubernetes")
    endpoints = api.get("/api/v1/namespaces/default/endpoints/kubernetes")

    assert service["spec"]["clusterIP"] == "172.21.0.1"
    (subset,) = endpoints["subsets"]
    assert subset["ports"][0]["port"] == 6443


def test_an_api_without_an_address_in_the_network_leads_nowhere():
    tenant = a_tenant()
    cluster_id = a_running(tenant)
    clusters = tenant.world.clusters
    changed = kept.with_made(clusters[cluster_id], intranet_ip="")
    tenant.change(0.0, lambda unit: unit.put(clusters, changed))

    api = ClusterApi(tenant, cluster_id)
    assert names(api, "/api/v1/namespaces/default/endpoints") == []


def test_a_cluster_has_only_what_its_version_knows():
    api = ClusterApi(version="1.20.11-aliyun.1")
    api.get("/api/v1/nodes")

    world = api.tenant.world
    assert not objects.objects_of(world, api.cluster_id, "endpointslices.discovery.k8s.io")


def test_a_node_says_what_its_machine_is():
    api = a_cluster()
    (record,) = nodes_of(api)

    node = node_object(api)

    assert node["metadata"]["labels"] == {
        "ack.aliyun.com": api.cluster_id,
        "alibabacloud.com/nodepool-id": record.group_id,
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/instance-type": "ecs.g7.xlarge",
        "beta.kubernetes.io/os": "linux",
        "failure-domain.beta.kubernetes.io/region": "cn-beijing",
        "failure-domain.beta.kubernetes.io/zone": "cn-beijing-b",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": node["metadata"]["name"],
        "kubernetes.io/os": "linux",
        "node.alibabacloud.com/nodepool-id": record.group_id,
        "node.kubernetes.io/instance-type": "ecs.g7.xlarge",
        "topology.diskplugin.csi.alibabacloud.com/zone": "cn-beijing-b",
        "topology.kubernetes.io/region": "cn-beijing",
        "topology.kubernetes.io/zone": "cn-beijing-b",
    }
    assert node["spec"] == {
        "podCIDR": "172.20.0.0/25",
        "podCIDRs": ["172.20.0.0/25"],
        "providerID": f"cn-beijing.{record.instance_id}",
    }
    assert node["status"]["addresses"] == [
        {"type": "InternalIP", "address": record.ip_address},
        {"type": "Hostname", "address": node["metadata"]["name"]},
    ]
    assert node["status"]["capacity"]["cpu"] == "4"
    assert node["status"]["allocatable"]["cpu"] == "3920m"
    info = node["status"]["nodeInfo"]
    assert info["kubeletVersion"] == "v1.34.1-aliyun.1"
    assert info["osImage"] == "Alibaba Cloud Linux 3.2104"
    assert info["containerRuntimeVersion"].startswith("containerd://")


def test_a_node_has_what_its_pool_says():
    api = a_cluster(
        kubernetes_config={
            "labels": [{"key": "team", "value": "blue"}, {"key": "bare"}],
            "taints": [
                {"key": "only", "value": "gpu", "effect": "NoExecute"},
                {"key": "plain"},
            ],
            "unschedulable": True,
            "node_name_mode": "customized,shop,5,-x",
        }
    )

    node = node_object(api)

    labels = node["metadata"]["labels"]
    assert (labels["team"], labels["bare"]) == ("blue", "")
    assert node["spec"]["unschedulable"] is True
    assert node["spec"]["taints"] == [
        {"key": "only", "value": "gpu", "effect": "NoExecute"},
        {"key": "plain", "effect": "NoSchedule"},
        {"key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule"},
    ]
    assert node["metadata"]["name"].startswith("shop")


def test_with_terway_pods_have_addresses_of_the_vpc():
    api = a_cluster_with_terway()

    node = node_object(api)

    assert "podCIDR" not in node["spec"]
    assert node["status"]["capacity"]["pods"] == "50"


def a_cluster_with_terway() -> ClusterApi:
    tenant = a_tenant()
    body = a_body(
        addons=[{"name": "terway-eniip"}],
        pod_vswitch_ids=["vsw-2zedefaultb"],
        container_cidr=ABSENT,
        node_cidr_mask=ABSENT,
    )
    cluster_id = a_running(tenant, body)
    a_pool(tenant, cluster_id, "pool", 1)
    return ClusterApi(tenant, cluster_id)


@pytest.mark.parametrize(
    ("version", "role"), [("1.34.1-aliyun.1", "control-plane"), ("1.22.15-aliyun.1", "master")]
)
def test_the_masters_of_a_dedicated_cluster_are_nodes(version, role):
    tenant = a_tenant(kubernetes_version=(version,))
    api = ClusterApi(tenant, a_running(tenant, a_dedicated_body()))

    found = node_objects(api)

    assert len(found) == 3
    for node in found:
        assert node["metadata"]["labels"][f"node-role.kubernetes.io/{role}"] == ""
        assert node["spec"]["taints"] == [
            {"key": f"node-role.kubernetes.io/{role}", "effect": "NoSchedule"}
        ]


def test_events_of_the_last_hour_are_there():
    api = a_cluster()

    assert said(api) == [
        ("Starting", "kubelet"),
        ("RegisteredNode", "node-controller"),
        ("NodeReady", "kubelet"),
    ]


def test_each_namespace_has_the_certificate_by_which_the_address_is_verified():
    tenant, cluster_id = an_uncalled_cluster(0)
    tenant.change(0.0, lambda unit: prepare(unit, cluster_id, "PEM"))
    api = ClusterApi(tenant, cluster_id)
    made = api.request("POST", "/api/v1/namespaces", {"metadata": {"name": "shop"}})
    assert made.status == 201

    found = api.get("/api/v1/configmaps")["items"]

    namespaces = ["default", "kube-node-lease", "kube-public", "kube-system", "shop"]
    assert [each["metadata"]["namespace"] for each in found] == namespaces
    assert {each["metadata"]["name"] for each in found} == {"kube-root-ca.crt"}
    assert [each["data"] for each in found] == [{"ca.crt": "PEM"}] * 5


def test_a_new_namespace_gets_a_service_account():
    api = ClusterApi()
    made = api.request("POST", "/api/v1/namespaces", {"metadata": {"name": "shop"}})
    assert made.status == 201

    assert names(api, "/api/v1/namespaces/shop/serviceaccounts") == ["shop/default"]


def test_a_cluster_that_is_deleted_leaves_nothing():
    api = a_cluster()
    node_object(api)
    world = api.tenant.world
    call(api.tenant, "DELETE", f"/clusters/{api.cluster_id}").ok()
    settle(api.tenant)

    assert not len(world.kubernetes_objects)
    assert not len(world.kubernetes_timers)


@pytest.mark.parametrize("is_lost", [False, True])
def test_what_a_cluster_has_is_valid_by_the_schemas_of_kubernetes(is_lost):
    api = a_cluster(
        kubernetes_config={
            "labels": [{"key": "team", "value": "blue"}],
            "taints": [{"key": "only", "value": "gpu", "effect": "NoExecute"}],
            "unschedulable": True,
        }
    )
    if is_lost:
        lose(api)
        move(api.tenant, 60)

    bodies = [orjson.loads(each.body) for each in api.tenant.world.kubernetes_objects]
    assert {"Node", "Lease", "Event", "Service"} <= {body["kind"] for body in bodies}
    for body in bodies:
        kubernetes_validate.validate(body, "1.34", strict=True)
