"""Services of the type LoadBalancer get a load balancer of the account, as the quota allows."""

import json

import pytest
from cs_simulator.cluster_types import left_resources, load_balancers
from cs_simulator.engine import limits

from tests.support.cluster_nodes import move, run_until_settled
from tests.support.cluster_writes import WritingApi
from tests.support.kubernetes import create
from tests.support.service_pods import SERVICES, STATUS, a_service
from tests.support.worlds import call, settle

FINALIZER = "service.k8s.alibaba/resources"
ID_LABEL = "service.k8s.alibaba/loadbalancer-id"
PREFIX = "service.beta.kubernetes.io/alibaba-cloud-loadbalancer"
BALANCER = "ALIYUN::SLB::LoadBalancer"


def a_balanced(api, name="web", annotations=None, **spec):
    metadata = {"annotations": annotations or {}}
    return a_service(api, name, type="LoadBalancer", metadata=metadata, **spec)


def service(api, name="web"):
    return api.get(f"{SERVICES}/{name}")


def addresses(api, name="web"):
    ingress = service(api, name)["status"]["loadBalancer"].get("ingress", [])
    return [each["ip"] for each in ingress]


def set_type(api, kind, name="web"):
    api.call("PATCH", f"{SERVICES}/{name}", {"spec": {"type": kind}}, **STATUS).ok()


def said(api, name="web"):
    found = api.get(f"/api/v1/namespaces/shop/events?fieldSelector=involvedObject.name={name}")
    return {each["reason"]: each for each in found["items"]}


def in_use(api):
    return load_balancers.in_use(api.tenant.world)


def resources(api):
    found = call(api.tenant, "GET", f"/clusters/{api.cluster_id}/resources").ok()
    return {each["instance_id"]: each for each in found if each["resource_type"] == BALANCER}


def set_quota(api, amount):
    api.tenant.change(0.0, lambda unit: limits.set_quota(unit, "slbs", amount))


@pytest.fixture
def full(api):
    """A cluster of an account that has as many load balancers as it may have."""
    set_quota(api, in_use(api))
    return api


def test_an_address_comes_after_a_moment(api):
    a_balanced(api)
    assert addresses(api) == []
    move(api.tenant, 20)
    (address,) = addresses(api)
    assert address.startswith(("203.0.113.", "198.51.100."))


def test_the_same_service_gets_the_same_address_in_another_run(api):
    a_balanced(api)
    other = WritingApi()
    other.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    a_balanced(other)
    for each in (api, other):
        move(each.tenant, 20)
    assert addresses(api) == addresses(other)


def test_the_service_names_its_load_balancer_and_is_held_by_it(api):
    a_balanced(api)
    move(api.tenant, 20)
    metadata = service(api)["metadata"]
    assert metadata["labels"][ID_LABEL].startswith("lb-")
    assert metadata["finalizers"] == [FINALIZER]


def test_events_say_what_is_done(api):
    a_balanced(api)
    move(api.tenant, 20)
    events = said(api)
    assert {*events} == {"EnsuringLoadBalancer", "EnsuredLoadBalancer"}
    assert events["EnsuredLoadBalancer"]["source"]["component"] == "service-controller"


def test_a_load_balancer_counts_once_and_is_given_back_with_its_service(api):
    before = in_use(api)
    a_balanced(api)
    move(api.tenant, 20)
    assert in_use(api) == before + 1
    api.call("PATCH", f"{SERVICES}/web", {"metadata": {"labels": {"a": "b"}}}, **STATUS).ok()
    move(api.tenant, 20)
    assert in_use(api) == before + 1
    api.call("DELETE", f"{SERVICES}/web").ok()
    assert api.is_there(f"{SERVICES}/web")
    move(api.tenant, 10)
    assert not api.is_there(f"{SERVICES}/web")
    assert in_use(api) == before


def test_a_service_that_has_none_yet_is_deleted_at_once(api):
    a_balanced(api)
    api.call("DELETE", f"{SERVICES}/web").ok()
    assert not api.is_there(f"{SERVICES}/web")
    before = in_use(api)
    move(api.tenant, 60)
    assert in_use(api) == before


def test_a_namespace_goes_when_its_load_balancers_are_given_back(api):
    a_balanced(api)
    move(api.tenant, 20)
    before = in_use(api)
    api.call("DELETE", "/api/v1/namespaces/shop").ok()
    assert api.is_there("/api/v1/namespaces/shop")
    move(api.tenant, 10)
    assert not api.is_there("/api/v1/namespaces/shop")
    assert in_use(api) == before - 1


def test_another_type_gives_it_back_and_the_type_again_makes_another(api):
    a_balanced(api)
    move(api.tenant, 20)
    before = in_use(api)
    set_type(api, "ClusterIP")
    move(api.tenant, 10)
    found = service(api)
    assert (in_use(api), addresses(api)) == (before - 1, [])
    assert "finalizers" not in found["metadata"]
    assert ID_LABEL not in found["metadata"].get("labels", {})
    set_type(api, "LoadBalancer")
    move(api.tenant, 20)
    assert (in_use(api), len(addresses(api))) == (before, 1)


def test_the_type_back_before_it_was_given_back_keeps_it(api):
    a_balanced(api)
    move(api.tenant, 20)
    before = addresses(api)
    set_type(api, "ClusterIP")
    set_type(api, "LoadBalancer")
    move(api.tenant, 60)
    assert addresses(api) == before


def test_a_service_becomes_one_with_a_load_balancer(api):
    a_service(api)
    set_type(api, "LoadBalancer")
    move(api.tenant, 20)
    assert len(addresses(api)) == 1


def test_one_that_exists_is_used_and_does_not_count(api):
    before = in_use(api)
    a_balanced(api, annotations={f"{PREFIX}-id": "lb-2zemine"})
    move(api.tenant, 20)
    assert service(api)["metadata"]["labels"][ID_LABEL] == "lb-2zemine"
    assert (len(addresses(api)), in_use(api)) == (1, before)
    api.call("DELETE", f"{SERVICES}/web").ok()
    move(api.tenant, 10)
    assert not api.is_there(f"{SERVICES}/web")


def test_services_that_name_the_same_one_share_its_address(api):
    for name in ("web", "shop"):
        a_balanced(api, name, annotations={f"{PREFIX}-id": "lb-2zemine"})
    move(api.tenant, 20)
    assert addresses(api, "web") == addresses(api, "shop")


def test_an_inner_one_has_an_address_of_the_vswitch(api):
    a_balanced(api, annotations={f"{PREFIX}-address-type": "intranet"})
    move(api.tenant, 20)
    (address,) = addresses(api)
    assert not address.startswith(("203.0.113.", "198.51.100."))


def test_an_inner_one_in_a_vswitch_that_is_missing_waits(api):
    inner = {f"{PREFIX}-address-type": "intranet", f"{PREFIX}-vswitch-id": "vsw-missing"}
    a_balanced(api, annotations=inner)
    move(api.tenant, 20)
    assert addresses(api) == []
    assert "InvalidVSwitchId.NotFound" in said(api)["SyncLoadBalancerFailed"]["message"]


def test_a_class_of_its_own_is_left_to_others(api):
    a_balanced(api, loadBalancerClass="example.com/balancer")
    move(api.tenant, 60)
    assert addresses(api) == []
    assert "finalizers" not in service(api)["metadata"]


def test_without_quota_it_stays_pending_and_says_why(full):
    a_balanced(full)
    move(full.tenant, 60)
    assert addresses(full) == []
    event = said(full)["SyncLoadBalancerFailed"]
    assert event["type"] == "Warning"
    assert "The maximum number of SLB instances is exceeded." in event["message"]
    assert event["count"] == 2


def test_it_comes_when_the_quota_allows_it(full):
    a_balanced(full)
    move(full.tenant, 60)
    set_quota(full, in_use(full) + 1)
    move(full.tenant, 30)
    assert len(addresses(full)) == 1


def test_one_that_is_given_back_makes_room_for_another(full):
    set_quota(full, in_use(full) + 1)
    a_balanced(full, "first")
    move(full.tenant, 20)
    a_balanced(full, "second")
    move(full.tenant, 20)
    assert (len(addresses(full, "first")), addresses(full, "second")) == (1, [])
    full.call("DELETE", f"{SERVICES}/first").ok()
    move(full.tenant, 60)
    assert len(addresses(full, "second")) == 1


def test_nobody_waits_for_what_is_refused(full):
    a_balanced(full)
    run_until_settled(full.tenant)
    assert addresses(full) == []


def test_services_use_up_the_quota_of_clusters(api):
    a_balanced(api)
    move(api.tenant, 20)
    set_quota(api, in_use(api))
    with pytest.raises(AssertionError, match=r"QuotaExceeded\.SLBInstancesQuota"):
        create(api.tenant, name="other")


def test_the_resources_of_the_cluster_show_it(api):
    assert len(resources(api)) == 1
    a_balanced(api)
    move(api.tenant, 20)
    found = resources(api)[service(api)["metadata"]["labels"][ID_LABEL]]
    assert found["associated_object"] == {"kind": "Service", "namespace": "shop", "name": "web"}
    assert (found["creator_type"], found["auto_create"]) == ("addon", 1)
    api.call("DELETE", f"{SERVICES}/web").ok()
    move(api.tenant, 10)
    assert len(resources(api)) == 1


def test_it_goes_with_its_cluster(api):
    a_balanced(api)
    move(api.tenant, 20)
    call(api.tenant, "DELETE", f"/clusters/{api.cluster_id}").ok()
    settle(api.tenant)
    assert in_use(api) == 0


def test_it_outlives_its_cluster_if_that_is_asked_for(api):
    a_balanced(api)
    move(api.tenant, 20)
    options = json.dumps([{"resource_type": "SLB", "delete_mode": "retain"}])
    call(api.tenant, "DELETE", f"/clusters/{api.cluster_id}?delete_options={options}").ok()
    settle(api.tenant)
    assert left_resources.count(api.tenant.world, BALANCER) == 1
    assert in_use(api) == 1
