"""Components: what the catalogue offers, and what a cluster has."""

import json

import pytest

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import (
    a_running_cluster,
    a_tenant,
    call,
)

PROMETHEUS = "1.1.9"


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def path(tenant):
    return f"/clusters/{a_kubernetes_cluster(tenant)}"


def by_name(answer):
    return {addon["name"]: addon for addon in answer.ok()["addons"]}


def installed(tenant, path):
    return by_name(call(tenant, "GET", f"{path}/addon_instances"))


def refused(answer, status, code):
    assert (answer.status, answer.body["code"]) == (status, code), answer.body
    return answer.body["message"]


def test_the_catalogue_describes_each_component(tenant):
    found = by_name(call(tenant, "GET", "/addons?cluster_type=ManagedKubernetes"))

    assert found["csi-plugin"] == {
        "architecture": ["amd64", "arm64"],
        "category": "storage",
        "config_schema": "",
        "install_by_default": True,
        "managed": False,
        "name": "csi-plugin",
        "supported_actions": ["Install", "Upgrade", "Modify", "Uninstall"],
        "version": "v1.37.2",
    }
    assert json.loads(found["terway-eniip"]["config_schema"])["properties"].keys() == {
        "PodVswitchId",
        "NetworkPolicy",
        "ENITrunking",
        "IPVlan",
    }
    assert "Uninstall" not in found["coredns"]["supported_actions"]
    assert not found["arms-prometheus"]["install_by_default"]


def test_the_catalogue_is_that_of_the_cluster_or_of_what_the_query_describes(tenant, path):
    cluster_id = path.rpartition("/")[2]

    own = by_name(call(tenant, "GET", f"/addons?cluster_id={cluster_id}"))
    edge = by_name(call(tenant, "GET", "/addons?cluster_type=ManagedKubernetes&profile=Edge"))
    old = by_name(call(tenant, "GET", "/addons?cluster_version=1.20.4-aliyun.1"))

    assert "kube-flannel-ds" in own
    assert "terway-eniip" not in own
    assert "edge-tunnel-agent" in edge
    assert "managed-kube-proxy" not in edge
    assert old["coredns"]["version"] == "v1.9.3.10-7dfca203-aliyun"
    assert old["kube-apiserver"]["version"] == "v1.20.4-aliyun.1"


@pytest.mark.parametrize("wanted", ["c0", "swarm"])
def test_the_catalogue_of_no_kubernetes_cluster_is_not_found(tenant, wanted):
    cluster_id = a_running_cluster(tenant) if wanted == "swarm" else wanted

    refused(call(tenant, "GET", f"/addons?cluster_id={cluster_id}"), 404, "ErrorClusterNotFound")


def test_one_component_has_its_newer_versions(tenant):
    path = "/addons/coredns?cluster_type=ManagedKubernetes&version=v1.11.3.5-5321daf49-aliyun"

    found = call(tenant, "GET", path).ok()

    assert found["version"] == "v1.11.3.5-5321daf49-aliyun"
    assert found["newer_versions"] == [
        {"version": "v1.13.2.2", "upgradable": True, "minimum_cluster_version": "1.24"}
    ]
    assert call(tenant, "GET", "/addons/coredns").ok()["newer_versions"] == []
    assert call(tenant, "GET", "/addons/coredns?version=v9").ok()["newer_versions"] == []
    assert call(tenant, "GET", "/addons/flannel").ok()["name"] == "kube-flannel-ds"
    refused(call(tenant, "GET", "/addons/minesweeper"), 404, "AddonNotFound")


def test_the_older_catalogue_is_in_groups_and_by_name(tenant):
    found = call(tenant, "GET", "/clusters/components/metadata?region=cn-beijing").ok()

    groups = {group["group_name"]: group["items"] for group in found["ComponentGroups"]}
    assert {"name": "csi-plugin"} in groups["storage"]
    assert found["StandardComponents"]["coredns"] == {
        "name": "coredns",
        "version": "v1.13.2.2",
        "description": "",
        "required": "true",
        "disabled": False,
    }
    answer = call(tenant, "GET", "/clusters/components/metadata")
    refused(answer, 400, "MissingParameter.Region")


# ---- what a cluster has


def test_a_fresh_cluster_has_its_components(tenant, path):
    found = installed(tenant, path)

    assert {"coredns", "kube-flannel-ds", "csi-plugin", "kube-apiserver"} <= found.keys()
    assert {addon["state"] for addon in found.values()} == {"active", "unhealthy"}


def test_one_installed_component_has_its_configuration_and_logging(tenant):
    config = '{"IngressSlbNetworkType":"internet"}'
    cluster_id = a_kubernetes_cluster(
        tenant,
        addons=[{"name": "flannel"}, {"name": "nginx-ingress-controller", "config": config}],
        controlplane_log_components=["apiserver"],
    )
    path = f"/clusters/{cluster_id}/addon_instances"

    ingress = call(tenant, "GET", f"{path}/nginx-ingress-controller").ok()
    server = call(tenant, "GET", f"{path}/kube-apiserver").ok()

    assert ingress == {
        "config": config,
        "logging": {"capable": False, "enabled": False, "log_project": "", "logstore": ""},
        "name": "nginx-ingress-controller",
        "state": "unhealthy",
        "version": "v1.9.3-aliyun.1",
    }
    assert server["logging"] == {
        "capable": True,
        "enabled": True,
        "log_project": f"k8s-log-{cluster_id}",
        "logstore": "apiserver",
    }
    old = call(tenant, "GET", f"/clusters/{cluster_id}/components/flannel/instance").ok()
    assert old.keys() == {"config", "name", "state", "version"}
    assert old["name"] == "kube-flannel-ds"


@pytest.mark.parametrize(
    "what",
    [
        "addon_instances/ack-arena",
        "components/ack-arena/instance",
        "components/ack-arena/upgradestatus",
        "components/minesweeper/metadata",
    ],
)
def test_a_component_that_is_not_installed_is_not_found(tenant, path, what):
    refused(call(tenant, "GET", f"{path}/{what}"), 404, "AddonNotFound")


def test_the_metadata_of_a_component_is_that_for_the_cluster(tenant, path):
    found = call(tenant, "GET", f"{path}/components/arms-prometheus/metadata").ok()
    other = call(tenant, "GET", f"{path}/components/arms-prometheus/metadata?version=1.0").ok()

    assert (found["name"], found["version"]) == ("arms-prometheus", PROMETHEUS)
    assert json.loads(found["config_schema"])["properties"] == {
        "prometheusMode": {"type": "string"}
    }
    assert other["version"] == "1.0"
