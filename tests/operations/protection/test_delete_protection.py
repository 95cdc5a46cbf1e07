"""Namespaces and Services that the service protects against deletion inside of a cluster."""

import pytest
from cs_simulator.domain.records import ClusterState

from tests.support.cluster_writes import WritingApi
from tests.support.worlds import a_running_cluster, call, put_in_state, settle

NAMESPACES = "/api/v1/namespaces"
SHOP = f"{NAMESPACES}/shop"
SERVICES = f"{SHOP}/services"
WEB = f"{SERVICES}/web"
COMPONENTS = ("gatekeeper", "policy-template-controller")


@pytest.fixture
def bare():
    """The API of a cluster with a namespace and a Service, without the components of policies."""
    api = WritingApi()
    api.create(NAMESPACES, {"metadata": {"name": "shop"}})
    api.create(SERVICES, a_service("web"))
    return api


@pytest.fixture
def api(bare):
    rows = [{"name": name} for name in COMPONENTS]
    call(bare.tenant, "POST", f"/clusters/{bare.cluster_id}/components/install", rows).ok()
    settle(bare.tenant)
    return bare


def a_service(name, **metadata):
    return {"metadata": {"name": name, **metadata}, "spec": {"ports": [{"port": 80}]}}


def update(api, **body):
    path = f"/clusters/{api.cluster_id}/resources/protection"
    return call(api.tenant, "PUT", path, body)


def protect(api, resource_type="namespaces", resources=("shop",), *, enable=True, **more):
    return update(
        api, resource_type=resource_type, resources=[*resources], enable=enable, **more
    ).ok()


def protect_web(api, *, enable=True):
    return protect(api, "services", ["web"], enable=enable, namespace="shop")


def shown(api, resource_type, query=""):
    path = f"/clusters/{api.cluster_id}/resources/{resource_type}/protection{query}"
    return call(api.tenant, "GET", path)


def protected(api, resource_type, query=""):
    return {one["name"]: one["protection"] for one in shown(api, resource_type, query).ok()}


def test_what_is_protected_is_answered_and_shown(api):
    answer = protect_web(api)

    assert {name: value for name, value in answer.items() if name != "requestId"} == {
        "namespace": "shop",
        "protection": "enable",
        "resource_type": "services",
        "resources": ["web"],
    }
    assert shown(api, "services", "?namespace=shop&resources=web,api").ok() == [
        {"name": "web", "namespace": "shop", "resource": "services", "protection": True},
        {"name": "api", "namespace": "shop", "resource": "services", "protection": False},
    ]


def test_all_namespaces_are_shown_unless_some_are_named(api):
    protect(api)

    assert protected(api, "namespaces") == {
        "default": False,
        "kube-node-lease": False,
        "kube-public": False,
        "kube-system": False,
        "shop": True,
    }
    assert protected(api, "namespaces", "?resources=shop") == {"shop": True}


@pytest.mark.parametrize("path", [SHOP, WEB])
def test_nothing_that_is_protected_can_be_deleted(api, path):
    protect(api)
    protect_web(api)

    for query in ("", "?dryRun=All", "?propagationPolicy=Orphan", "?gracePeriodSeconds=0"):
        status = api.refused("DELETE", f"{path}{query}")
        assert (status["code"], status["reason"]) == (403, "Forbidden")
        assert "denied the request" in status["message"]
        assert "is protected against deletion" in status["message"]

    assert api.is_there(path)


@pytest.mark.parametrize("path", [SHOP, WEB])
def test_it_can_be_deleted_once_its_protection_ends(api, path):
    protect(api)
    protect_web(api)

    assert protect(api, enable=False)["protection"] == "disable"
    protect_web(api, enable=False)

    assert protected(api, "namespaces", "?resources=shop") == {"shop": False}
    api.call("DELETE", path).ok()
    assert not api.is_there(path)


def test_protected_objects_can_be_changed(api):
    protect_web(api)
    patch = {"metadata": {"labels": {"tier": "front"}}}

    api.call("PATCH", WEB, patch, "application/merge-patch+json").ok()


def test_a_list_with_a_protected_object_is_not_deleted(api):
    api.create(SERVICES, a_service("api"))
    protect_web(api)

    assert api.refused("DELETE", SERVICES)["code"] == 403
    assert api.is_there(f"{SERVICES}/api")
    api.call("DELETE", f"{SERVICES}?fieldSelector=metadata.name%3Dapi").ok()
    assert not api.is_there(f"{SERVICES}/api")
    assert api.is_there(WEB)


def test_a_namespace_that_holds_a_protected_service_is_not_deleted(api):
    protect_web(api)

    assert "services shop/web in it is protected" in api.refused("DELETE", SHOP)["message"]
    protect_web(api, enable=False)
    protect(api, "services", ["none"], namespace="shop")
    api.call("DELETE", SHOP).ok()
    assert not api.is_there(SHOP)


def test_a_protected_service_outlives_its_owner(api):
    owner = api.create(f"{SHOP}/configmaps", {"metadata": {"name": "owner"}})
    reference = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "name": "owner",
        "uid": owner["metadata"]["uid"],
    }
    api.create(SERVICES, a_service("owned", ownerReferences=[reference]))
    protect(api, "services", ["owned"], namespace="shop")

    api.call("DELETE", f"{SHOP}/configmaps/owner").ok()

    assert not api.is_there(f"{SHOP}/configmaps/owner")
    assert api.is_there(f"{SERVICES}/owned")


def test_a_name_is_protected_in_its_namespace_and_its_type_only(api):
    api.create(NAMESPACES, {"metadata": {"name": "web"}})
    api.create(f"{NAMESPACES}/web/services", a_service("web"))
    protect_web(api)

    api.call("DELETE", f"{NAMESPACES}/web/services/web").ok()
    api.call("DELETE", f"{NAMESPACES}/web").ok()


def test_services_are_those_in_the_default_namespace_unless_another_is_named(api):
    assert protect(api, "services", ["web"])["namespace"] == "default"

    assert protected(api, "services", "?resources=web") == {"web": True}
    assert protected(api, "services", "?resources=web&namespace=shop") == {"web": False}


def test_protection_needs_the_components_of_policies(bare):
    answer = update(bare, resource_type="namespaces", resources=["shop"], enable=True)

    assert (answer.status, answer.body["code"]) == (404, "AddonNotFound")
    assert protected(bare, "namespaces", "?resources=shop") == {"shop": False}


def test_nothing_is_protected_once_the_component_is_gone(api):
    protect(api)
    path = f"/clusters/{api.cluster_id}/components/uninstall"
    call(api.tenant, "POST", path, [{"name": "gatekeeper"}]).ok()
    settle(api.tenant)

    assert protected(api, "namespaces", "?resources=shop") == {"shop": False}
    api.call("DELETE", SHOP).ok()


def test_a_cluster_can_be_deleted_with_what_is_protected_in_it(api):
    protect(api)
    call(api.tenant, "DELETE", f"/clusters/{api.cluster_id}").ok()
    settle(api.tenant)

    assert api.cluster_id not in api.tenant.world.kubernetes_clusters
    assert not api.tenant.world.cluster_entries_of[api.cluster_id]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"resource_type": "pods", "resources": ["a"]}, "InvalidParameter.ResourceType"),
        ({"resources": ["a"]}, "MissingParameter.ResourceType"),
        ({"resource_type": "services"}, "MissingParameter.Resources"),
        ({"resource_type": "services", "resources": []}, "InvalidParameter.Resources"),
        (
            {"resource_type": "services", "resources": ["a"], "enable": "on"},
            "InvalidParameter",
        ),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(api, body, code):
    assert update(api, **body).body["code"] == code


def test_a_question_that_makes_no_sense_is_refused(api):
    assert shown(api, "pods").body["code"] == "InvalidParameter.ResourceType"
    assert shown(api, "services").body["code"] == "MissingParameter.Resources"


def test_only_kubernetes_clusters_that_are_up_have_protection(api):
    put_in_state(api.tenant, api.cluster_id, ClusterState.FAILED)
    assert shown(api, "namespaces").body["code"] == "InvalidStatus.Unsupported"
    swarm = a_running_cluster(api.tenant)
    path = f"/clusters/{swarm}/resources/namespaces/protection"
    assert call(api.tenant, "GET", path).body["code"] == "OperationNotModelled"
