"""What the server itself writes into objects that are new or changed."""

import pytest

from tests.support.cluster_writes import WritingApi

SHOP = "/api/v1/namespaces/shop"
SERVICES = f"{SHOP}/services"
DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
CONTAINERS = [{"name": "a", "image": "nginx"}]


def named(name="x", **fields):
    return {"metadata": {"name": name}, **fields}


def a_service(name="web", **spec):
    return named(name, spec={"ports": [{"port": 80}], **spec})


def a_definition(kind="Fruit", plural="fruits", group="shop.example", **spec):
    return named(
        f"{plural}.{group}",
        spec={
            "group": group,
            "names": {"kind": kind, "plural": plural},
            "scope": "Namespaced",
            "versions": [
                {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {}}}
            ],
            **spec,
        },
    )


def template(**labels):
    return {"metadata": {"labels": labels}, "spec": {"containers": CONTAINERS}}


WORKLOAD = {"selector": {"matchLabels": {"app": "web"}}, "template": template(app="web")}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/apis/apps/v1/namespaces/shop/deployments", named(spec=WORKLOAD), {}),
        ("/apis/apps/v1/namespaces/shop/replicasets", named(spec=WORKLOAD), {"replicas": 0}),
        (
            "/apis/policy/v1/namespaces/shop/poddisruptionbudgets",
            named(spec={}),
            {"currentHealthy": 0, "desiredHealthy": 0, "disruptionsAllowed": 0, "expectedPods": 0},
        ),
        (f"{SHOP}/pods", named(spec={"containers": CONTAINERS}), {
            "phase": "Pending",
            "qosClass": "BestEffort",
        }),
        (f"{SHOP}/services", a_service("x"), {"loadBalancer": {}}),
        (f"{SHOP}/resourcequotas", named(spec={}), {}),
        ("/api/v1/nodes", named(), {}),
        (
            "/api/v1/persistentvolumes",
            named(spec={"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"]}),
            {"phase": "Available"},
        ),
    ],
)  # fmt: skip
def test_a_new_object_has_the_status_of_what_nobody_has_looked_at(api, path, body, status):
    assert api.create(path, {**body, "status": {"phase": "Made up"}})["status"] == status


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        ({}, "BestEffort"),
        ({"requests": {"cpu": "1"}}, "Burstable"),
        ({"limits": {"cpu": "1"}}, "Burstable"),
        ({"limits": {"cpu": "1", "memory": "1Gi"}}, "Guaranteed"),
        ({"limits": {"cpu": "1", "memory": "1Gi"}, "requests": {"cpu": "0.5"}}, "Burstable"),
    ],
)
def test_a_pod_has_the_quality_of_service_that_its_containers_ask_for(api, resources, expected):
    containers = [{"name": "a", "image": "nginx", "resources": resources}]
    pod = api.create(f"{SHOP}/pods", named(spec={"containers": containers}))

    assert pod["status"]["qosClass"] == expected


def test_a_namespace_is_active_and_found_by_its_name(api):
    made = api.create("/api/v1/namespaces", named("till"))

    assert made["status"] == {"phase": "Active"}
    assert made["spec"] == {"finalizers": ["kubernetes"]}
    assert made["metadata"]["labels"] == {"kubernetes.io/metadata.name": "till"}


def test_services_get_addresses_of_the_cluster_that_nobody_else_has(api):
    made = [api.create(SERVICES, a_service(f"s{number}")) for number in range(5)]
    addresses = {each["spec"]["clusterIP"] for each in made}
    of_api = api.get("/api/v1/namespaces/default/services/kubernetes")["spec"]["clusterIP"]

    assert len({*addresses, of_api}) == 6
    assert {address.rsplit(".", 2)[0] for address in (*addresses, of_api)} == {
        of_api.rsplit(".", 2)[0]
    }
    assert all(each["spec"]["clusterIPs"] == [each["spec"]["clusterIP"]] for each in made)


@pytest.mark.parametrize("address", ["None", "172.21.0.77"])
def test_a_service_keeps_the_address_that_it_asks_for(api, address):
    spec = api.create(SERVICES, a_service(clusterIP=address))["spec"]

    assert (spec["clusterIP"], spec["clusterIPs"]) == (address, [address])


def test_a_service_keeps_its_address_and_ports_when_it_is_replaced(api):
    made = api.create(SERVICES, a_service(type="NodePort"))
    again = api.call("PUT", f"{SERVICES}/web", a_service(type="NodePort", selector={"a": "b"})).ok()

    assert again["spec"]["clusterIP"] == made["spec"]["clusterIP"]
    assert again["spec"]["ports"] == made["spec"]["ports"]


def test_ports_on_nodes_are_in_their_range_and_everyones_own(api):
    ports = [{"port": 80, "name": "a"}, {"port": 81, "name": "b", "nodePort": 31000}]
    made = [
        api.create(SERVICES, a_service(f"s{number}", type="NodePort", ports=ports))
        for number in range(2)
    ]
    numbers = [port["nodePort"] for each in made for port in each["spec"]["ports"]]

    assert len({*numbers}) == 3
    assert numbers[1] == 31000
    assert all(30000 <= number < 32768 for number in numbers)


def test_a_service_that_leads_elsewhere_has_no_address(api):
    service = named("web", spec={"type": "ExternalName", "externalName": "example.com"})
    spec = api.create(SERVICES, service)["spec"]

    assert "clusterIP" not in spec


def test_a_cluster_whose_block_of_addresses_is_used_up_says_so():
    api = WritingApi(service_cidr="172.21.0.0/24")
    for number in range(243):
        api.create("/api/v1/namespaces/default/services", a_service(f"s{number}"))
    status, reason, message = api.call(
        "POST", "/api/v1/namespaces/default/services", a_service("last")
    ).refusal

    assert (status, reason) == (500, "InternalError")
    assert "range is full" in message


def test_a_claim_gets_the_class_that_is_the_default_and_no_other(api):
    claims = f"{SHOP}/persistentvolumeclaims"
    spec = {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "20Gi"}},
    }
    before = api.create(claims, named("before", spec=spec))
    is_default = {"storageclass.kubernetes.io/is-default-class": "true"}
    api.create(
        "/apis/storage.k8s.io/v1/storageclasses",
        {"metadata": {"name": "own", "annotations": is_default}, "provisioner": "p"},
    )
    after = api.create(claims, named("after", spec=spec))
    none = api.create(claims, named("none", spec={**spec, "storageClassName": ""}))

    assert before["status"] == {"phase": "Pending"}
    assert "storageClassName" not in before["spec"]
    assert after["spec"]["storageClassName"] == "own"
    assert none["spec"]["storageClassName"] == ""


def test_an_api_of_another_server_is_not_to_be_had(api):
    service = {"name": "metrics", "namespace": "kube-system"}
    shared = {"group": "m.example", "version": "v1", "groupPriorityMinimum": 1,
              "versionPriority": 1}  # fmt: skip
    path = "/apis/apiregistration.k8s.io/v1/apiservices"
    away = api.create(path, named("v1.m.example", spec={**shared, "service": service}))
    own = api.create(path, named("v1.n.example", spec=shared))

    assert [away["status"]["conditions"][0][name] for name in ("status", "reason")] == [
        "False",
        "FailedDiscoveryCheck",
    ]
    assert own["status"]["conditions"][0]["status"] == "True"


def conditions(definition):
    return {each["type"]: each["status"] for each in definition["status"]["conditions"]}


def test_a_definition_is_established_at_once(api):
    made = api.create(DEFINITIONS, a_definition())

    assert conditions(made) == {"NamesAccepted": "True", "Established": "True"}
    assert made["status"]["storedVersions"] == ["v1"]
    assert made["status"]["acceptedNames"]["listKind"] == "FruitList"


def test_a_definition_whose_kind_another_one_has_is_not_served(api):
    api.create(DEFINITIONS, a_definition())
    second = api.create(DEFINITIONS, a_definition(plural="berries"))
    elsewhere = api.create(DEFINITIONS, a_definition(group="other.example"))

    assert conditions(second) == {"NamesAccepted": "False", "Established": "False"}
    assert api.call("GET", "/apis/shop.example/v1/namespaces/shop/berries").status == 404
    assert conditions(elsewhere)["Established"] == "True"


def test_a_definition_remembers_in_which_versions_objects_were_kept(api):
    made = api.create(DEFINITIONS, a_definition())
    versions = [
        {"name": "v1", "served": True, "storage": False, "schema": {"openAPIV3Schema": {}}},
        {"name": "v2", "served": True, "storage": True, "schema": {"openAPIV3Schema": {}}},
    ]
    made["spec"]["versions"] = versions
    changed = api.call("PUT", f"{DEFINITIONS}/fruits.shop.example", made).ok()

    assert changed["status"]["storedVersions"] == ["v1", "v2"]
