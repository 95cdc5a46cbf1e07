"""What the components of a cluster run in ``kube-system``."""

import json

import kubernetes_validate
import orjson
import pytest
from cs_simulator.domain import instants

from tests.support.cluster_api import ClusterApi
from tests.support.cluster_nodes import (
    a_cluster,
    a_cluster_that_grows,
    an_uncalled_cluster,
    move,
    run_until_settled,
)
from tests.support.kubernetes import ABSENT, a_body, a_running
from tests.support.pools import begin_pool
from tests.support.worlds import a_tenant, call, settle

WORKLOADS = "/apis/apps/v1/namespaces/kube-system"
COREDNS = f"{WORKLOADS}/deployments/coredns"


def names(api, plural):
    """The names of the workloads of a kind."""
    return [each["metadata"]["name"] for each in api.get(f"{WORKLOADS}/{plural}")["items"]]


def images(workload):
    """The images of a workload, by container."""
    containers = workload["spec"]["template"]["spec"]["containers"]
    return {each["name"]: each["image"] for each in containers}


def components(api, what, body):
    """Have the service change the components of a cluster."""
    call(api.tenant, "POST", f"/clusters/{api.cluster_id}/components/{what}", body).ok()
    settle(api.tenant)


def installed(api, name):
    """A component as the service answers it."""
    return call(api.tenant, "GET", f"/clusters/{api.cluster_id}/addon_instances/{name}").ok()


def test_a_cluster_has_the_workloads_of_its_components():
    api = a_cluster()

    assert names(api, "deployments") == [
        "alicloud-monitor-controller",
        "coredns",
        "csi-provisioner",
        "metrics-server",
        "storage-operator",
    ]
    assert names(api, "daemonsets") == [
        "ack-nvidia-device-plugin",
        "csi-plugin",
        "kube-flannel-ds",
        "kube-proxy-worker",
    ]


def test_the_network_plugin_is_that_of_the_cluster():
    tenant = a_tenant()
    body = a_body(
        addons=[{"name": "terway-eniip"}],
        pod_vswitch_ids=["vsw-2zedefaultb"],
        container_cidr=ABSENT,
        node_cidr_mask=ABSENT,
    )
    api = ClusterApi(tenant, a_running(tenant, body))

    assert "terway-eniip" in names(api, "daemonsets")
    assert "kube-flannel-ds" not in names(api, "daemonsets")


def test_what_the_service_itself_runs_is_not_there():
    tenant = a_tenant()
    body = a_body(profile="Serverless", cluster_spec=ABSENT, addons=ABSENT)
    api = ClusterApi(tenant, a_running(tenant, body))

    assert "coredns" not in names(api, "deployments")
    assert names(api, "daemonsets") == []


def test_workloads_have_the_version_of_their_component():
    api = a_cluster()

    version = installed(api, "coredns")["version"]

    assert images(api.get(COREDNS)) == {
        "coredns": f"registry-cn-beijing-vpc.ack.aliyuncs.com/acs/coredns:{version}"
    }


def test_workloads_are_as_old_as_their_cluster():
    tenant, cluster_id = an_uncalled_cluster(0)
    move(tenant, 86_400)
    api = ClusterApi(tenant, cluster_id)

    created = api.get("/api/v1/namespaces/default")["metadata"]["creationTimestamp"]

    assert api.get(COREDNS)["metadata"]["creationTimestamp"] == created


def test_names_are_resolved_at_the_tenth_address_of_the_services():
    api = ClusterApi(service_cidr="172.21.0.0/20")

    service = api.get("/api/v1/namespaces/kube-system/services/kube-dns")

    assert service["spec"]["clusterIP"] == "172.21.0.10"
    assert [(port["port"], port["protocol"]) for port in service["spec"]["ports"]] == [
        (53, "UDP"),
        (53, "TCP"),
        (9153, "TCP"),
    ]


def test_a_component_that_is_installed_gets_its_workloads_with_the_end_of_the_task():
    api = a_cluster()
    begun = api.get(COREDNS)["metadata"]["creationTimestamp"]

    components(api, "install", [{"name": "nginx-ingress-controller"}])

    found = api.get(f"{WORKLOADS}/deployments/nginx-ingress-controller")
    assert found["spec"]["replicas"] == 2
    assert found["metadata"]["creationTimestamp"] == instants.as_text(api.tenant.now(0.0))
    assert found["metadata"]["creationTimestamp"] > begun


def test_a_component_that_was_installed_before_the_first_call_is_as_old_as_its_task():
    tenant, cluster_id = an_uncalled_cluster(0)
    path = f"/clusters/{cluster_id}/components/install"
    call(tenant, "POST", path, [{"name": "nginx-ingress-controller"}]).ok()
    settle(tenant)
    installed_at = instants.as_text(tenant.now(0.0))
    move(tenant, 3600)
    api = ClusterApi(tenant, cluster_id)

    found = api.get(f"{WORKLOADS}/deployments/nginx-ingress-controller")

    assert found["metadata"]["creationTimestamp"] == installed_at


def test_an_upgrade_puts_the_new_version_into_the_workloads():
    tenant = a_tenant(kubernetes_version=("1.34.1-aliyun.1",))
    older = [{"name": "flannel"}, {"name": "csi-plugin", "version": "v1.35.2"}]
    api = ClusterApi(tenant, a_running(tenant, addons=older))
    path = f"{WORKLOADS}/daemonsets/csi-plugin"
    assert {image.rpartition(":")[2] for image in images(api.get(path)).values()} == {"v1.35.2"}

    upgrade = {"component_name": "csi-plugin", "next_version": "v1.37.2"}
    components(api, "upgrade", [upgrade])

    found = api.get(path)
    assert {image.rpartition(":")[2] for image in images(found).values()} == {"v1.37.2"}
    assert found["metadata"]["generation"] == 2


def test_the_number_of_replicas_follows_the_configuration():
    api = a_cluster()
    path = f"/clusters/{api.cluster_id}/components/coredns/config"

    call(api.tenant, "POST", path, {"config": json.dumps({"replicas": 3})}).ok()

    found = api.get(COREDNS)
    assert found["spec"]["replicas"] == 3
    assert found["metadata"]["generation"] == 2


def test_what_callers_wrote_into_a_workload_stays_when_something_else_is_configured():
    api = a_cluster()
    patch = {"spec": {"replicas": 5}, "metadata": {"labels": {"team": "dns"}}}
    merge = "application/merge-patch+json"
    assert api.request("PATCH", COREDNS, patch, content_type=merge).status == 200
    path = f"/clusters/{api.cluster_id}/components/coredns/config"

    call(api.tenant, "POST", path, {"config": json.dumps({"UpstreamServers": "10.0.0.1"})}).ok()

    found = api.get(COREDNS)
    assert (found["spec"]["replicas"], found["metadata"]["labels"]["team"]) == (5, "dns")


def test_a_component_that_is_uninstalled_takes_its_objects_along():
    api = a_cluster()

    components(api, "uninstall", [{"name": "metrics-server"}])

    assert "metrics-server" not in names(api, "deployments")
    services = api.get("/api/v1/namespaces/kube-system/services")["items"]
    assert [each["metadata"]["name"] for each in services] == ["kube-dns"]
    assert api.get("/apis/apiregistration.k8s.io/v1/apiservices")["items"] == []


def test_a_workload_that_callers_delete_stays_away_until_its_component_is_upgraded():
    api = a_cluster()
    assert api.request("DELETE", COREDNS).status == 200

    move(api.tenant, 600)

    assert "coredns" not in names(api, "deployments")


@pytest.mark.parametrize("replicas", ["many", None, -1, [], True])
def test_a_configuration_without_a_number_of_replicas_leaves_them_alone(replicas):
    api = a_cluster()
    path = f"/clusters/{api.cluster_id}/components/coredns/config"

    call(api.tenant, "POST", path, {"config": json.dumps({"replicas": replicas})}).ok()

    assert api.get(COREDNS)["spec"]["replicas"] == 2


def test_what_components_consist_of_is_valid_by_the_schemas_of_kubernetes():
    api = a_cluster()

    for each in api.tenant.world.kubernetes_objects:
        if each.namespace == "kube-system":
            kubernetes_validate.validate(orjson.loads(each.body), "1.34", strict=True)


def pods(api, label):
    """The pods of a workload, by its label."""
    path = f"/api/v1/namespaces/kube-system/pods?labelSelector={label}"
    return api.get(path)["items"]


def test_pods_run_as_if_they_always_had():
    tenant, cluster_id = an_uncalled_cluster(2)
    move(tenant, 7200)
    api = ClusterApi(tenant, cluster_id)

    assert [each["status"]["phase"] for each in pods(api, "app%3Dcsi-plugin")] == ["Running"] * 2
    for each in pods(api, "k8s-app%3Dkube-dns"):
        assert each["status"]["phase"] == "Running"
        assert each["status"]["startTime"] < instants.as_text(tenant.now(0.0) - 7_000_000_000)
    assert api.get("/api/v1/events")["items"] == []
    assert not tenant.world.kubernetes_timers_awaited.counts


def test_names_are_not_resolved_before_a_node_is_ready():
    api = a_cluster(0)

    for each in pods(api, "k8s-app%3Dkube-dns"):
        (condition,) = each["status"]["conditions"]
        assert (each["status"]["phase"], condition["reason"]) == ("Pending", "Unschedulable")
        assert "no nodes available to schedule pods" in condition["message"]
    assert len(pods(api, "k8s-app%3Dkube-dns")) == 2


def test_names_are_resolved_some_seconds_after_the_first_node_is_ready():
    api = a_cluster_that_grows()
    run_until_settled(api.tenant)

    assert api.get(COREDNS)["status"]["availableReplicas"] == 2


def what_runs(tenant, cluster_id):
    """The pods of the system, without what depends on the calls before."""
    api = ClusterApi(tenant, cluster_id)
    found = []
    for pod in api.get("/api/v1/namespaces/kube-system/pods")["items"]:
        name, status = pod["metadata"]["name"], pod["status"]
        running = [each["state"] for each in status.get("containerStatuses", ())]
        created = pod["metadata"]["creationTimestamp"]
        found.append((name, created, pod["spec"].get("nodeName"), status["phase"], running))
    return found


@pytest.mark.parametrize("early", [0, 400, 2000])
def test_it_does_not_matter_when_the_api_was_called_first(early):
    found = []
    for calls in (True, False):
        tenant = a_tenant(kubernetes_version=("1.34.1-aliyun.1",), seed=7)
        cluster_id = a_running(tenant)
        begin_pool(tenant, cluster_id, "pool", 2)
        move(tenant, early)
        if calls:
            ClusterApi(tenant, cluster_id)
        move(tenant, 4000)
        found.append(what_runs(tenant, cluster_id))

    assert found[0] == found[1]
