"""Services that select pods have Endpoints and EndpointSlices, which follow the pods."""

import pytest

from tests.support.cluster_nodes import a_cluster, move, node_object
from tests.support.cluster_writes import WritingApi
from tests.support.service_pods import (
    ENDPOINTS,
    PODS,
    SERVICES,
    SLICES,
    STATUS,
    a_pod,
    a_ready_pod,
    a_service,
    endpoints,
    ready_addresses,
    set_running,
    set_status,
    slices,
    unready_addresses,
)


def conditions(api):
    return [each["conditions"] for each in endpoints(api)]


def ports(api):
    (subset,) = api.get(f"{ENDPOINTS}/web")["subsets"]
    return subset["ports"]


def many_ready_pods(api, count):
    for number in range(count):
        a_ready_pod(api, f"web-{number}", f"10.0.{number // 250}.{number % 250}")
    move(api.tenant, 2)


def test_a_service_leads_to_pods_that_are_ready(api):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    assert ready_addresses(api) == ["10.0.0.1"]
    assert [each["addresses"] for each in endpoints(api)] == [["10.0.0.1"]]


def test_a_service_made_after_its_pods_leads_to_them(api):
    a_ready_pod(api, "web-1", "10.0.0.1")
    a_service(api)
    assert ready_addresses(api) == ["10.0.0.1"]


def test_addresses_come_in_the_order_of_their_numbers(api):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.10")
    a_ready_pod(api, "web-2", "10.0.0.9")
    assert ready_addresses(api) == ["10.0.0.9", "10.0.0.10"]


def test_pods_that_are_not_ready_are_kept_apart(api):
    a_service(api)
    a_pod(api, "web-1")
    set_running(api, "web-1", "10.0.0.1", is_ready=False)
    assert (ready_addresses(api), unready_addresses(api)) == ([], ["10.0.0.1"])
    assert conditions(api) == [{"ready": False, "serving": False, "terminating": False}]


def test_a_pod_that_fails_its_probe_goes_from_the_addresses_and_comes_back(api):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    set_running(api, "web-1", "10.0.0.1", is_ready=False)
    assert ready_addresses(api) == []
    set_running(api, "web-1", "10.0.0.1")
    assert ready_addresses(api) == ["10.0.0.1"]


def test_pods_without_an_address_and_pods_that_have_ended_are_left_out(api):
    a_service(api)
    a_pod(api, "web-1")
    a_ready_pod(api, "web-2", "10.0.0.2")
    set_status(api, "web-2", phase="Failed")
    assert endpoints(api) == []
    assert (ready_addresses(api), unready_addresses(api)) == ([], [])


def test_a_pod_that_is_deleted_goes(api):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    api.call("DELETE", f"{PODS}/web-1").ok()
    assert (ready_addresses(api), endpoints(api)) == ([], [])


def test_a_pod_on_its_way_out_still_serves_in_slices_but_is_no_address(api):
    a_service(api)
    a_ready_pod(
        api,
        "web-1",
        "10.0.0.1",
        metadata={"labels": {"app": "web"}, "finalizers": ["example.com/x"]},
    )
    api.call("DELETE", f"{PODS}/web-1").ok()
    assert ready_addresses(api) == []
    assert conditions(api) == [{"ready": False, "serving": True, "terminating": True}]


def test_a_service_that_publishes_what_is_not_ready_leads_to_it(api):
    a_service(api, publishNotReadyAddresses=True)
    a_pod(api, "web-1")
    set_running(api, "web-1", "10.0.0.1", is_ready=False)
    assert ready_addresses(api) == ["10.0.0.1"]
    assert conditions(api) == [{"ready": True, "serving": False, "terminating": False}]


def test_a_target_port_with_a_name_is_the_port_of_the_container(api):
    a_service(api, ports=[{"name": "http", "port": 80, "targetPort": "web"}])
    container = {
        "name": "main",
        "image": "nginx",
        "ports": [{"name": "web", "containerPort": 8443}],
    }
    a_ready_pod(api, "web-1", "10.0.0.1", containers=[container])
    assert ports(api) == [{"name": "http", "port": 8443, "protocol": "TCP"}]
    assert slices(api)[0]["ports"] == [{"name": "http", "port": 8443, "protocol": "TCP"}]


def test_pods_whose_ports_of_a_name_differ_are_in_slices_of_their_own(api):
    a_service(api, ports=[{"port": 80, "targetPort": "web"}])
    for number in (1, 2):
        named = [{"name": "web", "containerPort": 8000 + number}]
        container = {"name": "main", "image": "nginx", "ports": named}
        a_ready_pod(api, f"web-{number}", f"10.0.0.{number}", containers=[container])
    assert sorted(each["ports"][0]["port"] for each in slices(api)) == [8001, 8002]
    assert len(api.get(f"{ENDPOINTS}/web")["subsets"]) == 2


def test_a_headless_service_names_the_pods_of_its_domain(api):
    a_service(api, clusterIP="None")
    a_ready_pod(api, "web-0", "10.0.0.1", hostname="web-0", subdomain="web")
    a_ready_pod(api, "web-1", "10.0.0.2", hostname="web-1", subdomain="other")
    found = {each["addresses"][0]: each.get("hostname") for each in endpoints(api)}
    assert found == {"10.0.0.1": "web-0", "10.0.0.2": None}
    labels = api.get(f"{ENDPOINTS}/web")["metadata"]["labels"]
    assert labels == {"service.kubernetes.io/headless": ""}


def test_a_headless_service_without_ports_has_addresses(api):
    a_service(api, clusterIP="None", ports=[])
    a_ready_pod(api, "web-0", "10.0.0.1")
    assert ready_addresses(api) == ["10.0.0.1"]


def test_slices_say_whose_they_are(api):
    service = a_service(api, metadata={"labels": {"team": "shop"}})
    (found,) = slices(api)
    assert found["metadata"]["labels"] == {
        "team": "shop",
        "kubernetes.io/service-name": "web",
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
    }
    (owner,) = found["metadata"]["ownerReferences"]
    assert (owner["kind"], owner["uid"]) == ("Service", service["metadata"]["uid"])
    assert found["metadata"]["name"].startswith("web-")


def test_endpoints_refer_to_their_pods(api):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    (endpoint,) = endpoints(api)
    pod = api.get(f"{PODS}/web-1")["metadata"]
    target = {"kind": "Pod", "namespace": "shop", "name": "web-1", "uid": pod["uid"]}
    assert endpoint["targetRef"] == target


def test_a_service_without_a_selector_is_left_alone(api):
    api.create(SERVICES, {"metadata": {"name": "db"}, "spec": {"ports": [{"port": 5432}]}})
    subsets = [{"addresses": [{"ip": "10.9.9.9"}], "ports": [{"port": 5432}]}]
    api.create(ENDPOINTS, {"metadata": {"name": "db"}, "subsets": subsets})
    api.call("PATCH", f"{SERVICES}/db", {"metadata": {"labels": {"a": "b"}}}, **STATUS).ok()
    assert ready_addresses(api, "db") == ["10.9.9.9"]
    assert slices(api, "db") == []


def test_an_alias_has_no_endpoints(api):
    a_service(api, type="ExternalName", externalName="example.com")
    assert not api.is_there(f"{ENDPOINTS}/web")


def test_another_selector_leads_to_other_pods(api):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    a_ready_pod(api, "new-1", "10.0.0.2", app="new")
    api.call("PATCH", f"{SERVICES}/web", {"spec": {"selector": {"app": "new"}}}, **STATUS).ok()
    assert ready_addresses(api) == ["10.0.0.2"]
    assert [each["addresses"] for each in endpoints(api)] == [["10.0.0.2"]]


def test_a_pod_that_loses_the_label_goes(api):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    api.call("PATCH", f"{PODS}/web-1", {"metadata": {"labels": {"app": None}}}, **STATUS).ok()
    assert ready_addresses(api) == []


def test_pods_of_another_namespace_are_not_selected(api):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    api.create("/api/v1/namespaces", {"metadata": {"name": "other"}})
    service = {
        "metadata": {"name": "web"},
        "spec": {"selector": {"app": "web"}, "ports": [{"port": 1}]},
    }
    api.create("/api/v1/namespaces/other/services", service)
    assert "subsets" not in api.get("/api/v1/namespaces/other/endpoints/web")


@pytest.mark.parametrize("path", [f"{ENDPOINTS}/web", SLICES])
def test_what_somebody_deletes_is_made_again(api, path):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    api.call("DELETE", path).ok()
    assert ready_addresses(api) == ["10.0.0.1"]
    assert len(endpoints(api)) == 1


def test_endpoints_and_slices_go_with_their_service(api):
    a_service(api)
    api.call("DELETE", f"{SERVICES}/web").ok()
    assert not api.is_there(f"{ENDPOINTS}/web")
    assert slices(api) == []


def test_a_slice_has_a_hundred_endpoints_at_most(api):
    a_service(api)
    many_ready_pods(api, 250)
    assert sorted(len(each["endpoints"]) for each in slices(api)) == [50, 100, 100]
    assert len(ready_addresses(api)) == 250


def test_slices_that_have_room_take_what_is_new(api):
    a_service(api)
    many_ready_pods(api, 150)
    for number in range(30):
        api.call("DELETE", f"{PODS}/web-{number}").ok()
    for number in range(200, 230):
        a_ready_pod(api, f"web-{number}", f"10.0.0.{number}")
    move(api.tenant, 2)
    assert len(slices(api)) == 2
    assert len(endpoints(api)) == 150


def test_a_change_of_one_of_many_pods_rewrites_its_slice_alone(api):
    a_service(api)
    many_ready_pods(api, 250)
    before = {each["metadata"]["name"]: each["metadata"]["resourceVersion"] for each in slices(api)}
    set_running(api, "web-120", "10.0.0.120", is_ready=False)
    move(api.tenant, 2)
    after = {each["metadata"]["name"]: each["metadata"]["resourceVersion"] for each in slices(api)}
    assert len({*after.items()} - {*before.items()}) == 1


def test_the_changes_of_many_pods_are_collected_for_a_second(api):
    a_service(api)
    many_ready_pods(api, 150)
    version = api.get(f"{ENDPOINTS}/web")["metadata"]["resourceVersion"]
    for number in range(10):
        set_running(api, f"web-{number}", f"10.0.0.{number}", is_ready=False)
    assert api.get(f"{ENDPOINTS}/web")["metadata"]["resourceVersion"] == version
    move(api.tenant, 1)
    assert len(unready_addresses(api)) == 10


def test_a_change_that_services_do_not_show_writes_nothing(api):
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    version = api.get(f"{ENDPOINTS}/web")["metadata"]["resourceVersion"]
    set_status(api, "web-1", qosClass="Burstable")
    assert api.get(f"{ENDPOINTS}/web")["metadata"]["resourceVersion"] == version


def test_a_cluster_whose_version_has_no_slices_has_endpoints_alone():
    api = WritingApi(version="1.20.11-aliyun.1")
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1")
    assert ready_addresses(api) == ["10.0.0.1"]


def test_an_endpoint_says_on_which_node_and_in_which_zone_it_is():
    nodes = a_cluster()
    api = WritingApi(nodes.tenant, nodes.cluster_id)
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    node = node_object(api)["metadata"]
    a_service(api)
    a_ready_pod(api, "web-1", "10.0.0.1", nodeName=node["name"])
    (endpoint,) = endpoints(api)
    zone = node["labels"]["topology.kubernetes.io/zone"]
    assert (endpoint["nodeName"], endpoint["zone"]) == (node["name"], zone)
