"""What policies in force do at the Kubernetes address of a cluster: they refuse, and they warn."""

import pytest

from tests.sdk.schemas.walker import problems
from tests.support.cluster_writes import WritingApi
from tests.support.worlds import call, settle

ADDONS = [{"name": "gatekeeper"}, {"name": "policy-template-controller"}]
PODS = "/api/v1/namespaces/default/pods"
SERVICES = "/api/v1/namespaces/default/services"
DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments"
DENIED = 'admission webhook "validation.gatekeeper.sh" denied the request: '


@pytest.fixture
def api():
    return WritingApi(addons=[{"name": "flannel"}, *ADDONS])


def deploy(api, policy, **body):
    """Put a policy into force; returns the name of the instance."""
    path = f"/clusters/{api.cluster_id}/policies/{policy}"
    (name,) = call(api.tenant, "POST", path, body).ok()["instances"]
    return name


def a_pod(name="web", namespace="", labels=None, **spec):
    metadata = {"name": name, "labels": labels or {}}
    if namespace:
        metadata["namespace"] = namespace
    return {
        "metadata": metadata,
        "spec": {"containers": [{"name": "web", "image": "nginx"}], **spec},
    }


def a_deployment(replicas):
    return {
        "metadata": {"name": "web"},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": {"app": "web"}},
            "template": {
                "metadata": {"labels": {"app": "web"}},
                "spec": {"hostPID": True, "containers": [{"name": "web", "image": "nginx"}]},
            },
        },
    }


def log_of(api):
    answer = call(api.tenant, "GET", f"/clusters/{api.cluster_id}/policygovernance").ok()
    assert problems("DescribePolicyGovernanceInCluster", answer) == []
    assert answer["admit_log"]["count"] == len(answer["admit_log"]["logs"])
    return answer["admit_log"]["logs"]


# ---- writing


def test_a_pod_that_violates_a_policy_is_refused_and_not_kept(api):
    name = deploy(api, "ACKPSPHostNamespace")

    refused = api.call("POST", PODS, a_pod(hostPID=True))

    assert refused.refusal == (
        403,
        "Forbidden",
        f"{DENIED}[{name}] hostPID is not allowed, pod: web",
    )
    assert "details" not in refused.body
    assert not api.is_there(f"{PODS}/web")
    assert api.call("POST", PODS, a_pod()).status == 201


def test_a_refusal_names_every_violation_in_a_line(api):
    names = [deploy(api, "ACKPSPHostNamespace"), deploy(api, "ACKImageDigests")]

    _, _, message = api.call("POST", PODS, a_pod(hostPID=True, hostIPC=True)).refusal

    lines = message.removeprefix(DENIED).split("\n")
    assert [line.partition("]")[0][1:] for line in lines] == [names[0], names[0], names[1]]


def test_a_policy_that_warns_keeps_the_object(api):
    name = deploy(api, "ACKPSPHostNamespace", action="warn")

    answer = api.call("POST", PODS, a_pod(hostPID=True))

    assert answer.status == 201
    assert f'299 - "[{name}] hostPID is not allowed, pod: web"' in answer.warnings


def test_a_change_is_refused_as_a_creation_is(api):
    api.create(PODS, a_pod(labels={"app": "web"}))
    deploy(api, "ACKRequiredLabels", parameters={"labels": [{"key": "app"}]})

    patch = {"metadata": {"labels": {"app": None}}}
    refused = api.call("PATCH", f"{PODS}/web", patch, "application/merge-patch+json")

    assert refused.status == 403
    assert api.get(f"{PODS}/web")["metadata"]["labels"] == {"app": "web"}


def test_a_dry_run_is_refused_too(api):
    deploy(api, "ACKPSPHostNamespace")

    assert api.call("POST", f"{PODS}?dryRun=All", a_pod(hostPID=True)).status == 403
    assert log_of(api) == []


def test_the_status_of_an_object_is_not_asked_about(api):
    pod = api.create(PODS, a_pod(hostPID=True, schedulerName="nobody"))
    deploy(api, "ACKPSPHostNamespace")

    pod["status"]["phase"] = "Running"

    assert api.call("PUT", f"{PODS}/web/status", pod).status == 200
    del pod["metadata"]["resourceVersion"]
    assert api.call("PUT", f"{PODS}/web", pod).status == 403


def test_an_ephemeral_container_is_refused_in_the_words_of_the_service(api):
    api.create(PODS, a_pod())
    name = deploy(api, "ACKBlockEphemeralContainer")
    patch = {"spec": {"ephemeralContainers": [{"name": "debug", "image": "busybox"}]}}
    path = f"{PODS}/web/ephemeralcontainers"

    refused = api.call("PATCH", path, patch, "application/strategic-merge-patch+json")

    words = "Creating ephemeral containers is disallowed, pod: web"
    assert refused.refusal == (403, "Forbidden", f"{DENIED}[{name}] {words}")


def test_workloads_are_not_asked_what_their_pods_are(api):
    deploy(api, "ACKPSPHostNamespace")

    assert api.call("POST", DEPLOYMENTS, a_deployment(1)).status == 201


def test_a_scale_is_refused_as_the_change_of_the_replicas_is(api):
    parameters = {"minReplicas": 2, "maxReplicas": 3}
    deploy(api, "ACKWorkloadReplicasRange", parameters=parameters)
    assert api.call("POST", DEPLOYMENTS, a_deployment(1)).status == 403
    api.create(DEPLOYMENTS, a_deployment(2))
    scale = {"kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": {"name": "web"}}

    refused = api.call("PUT", f"{DEPLOYMENTS}/web/scale", {**scale, "spec": {"replicas": 4}})

    assert refused.status == 403
    assert (
        api.call("PUT", f"{DEPLOYMENTS}/web/scale", {**scale, "spec": {"replicas": 3}}).status
        == 200
    )


# ---- which policies, and when


def test_other_namespaces_are_left_alone(api):
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    deploy(api, "ACKPSPHostNamespace", namespaces=["shop"])

    assert api.call("POST", PODS, a_pod(hostPID=True)).status == 201
    assert api.call("POST", "/api/v1/namespaces/shop/pods", a_pod(hostPID=True)).status == 403


def test_a_change_and_the_end_of_a_policy_count_at_once(api):
    deploy(api, "ACKPSPHostNamespace")
    path = f"/clusters/{api.cluster_id}/policies/ACKPSPHostNamespace"

    call(api.tenant, "PUT", path, {"action": "warn"}).ok()
    assert api.call("POST", PODS, a_pod("a", hostPID=True)).status == 201

    call(api.tenant, "PUT", path, {"action": "deny"}).ok()
    assert api.call("POST", PODS, a_pod("b", hostPID=True)).status == 403

    call(api.tenant, "DELETE", path).ok()
    assert api.call("POST", PODS, a_pod("b", hostPID=True)).status == 201


def test_without_gatekeeper_nothing_is_refused_until_it_is_back(api):
    deploy(api, "ACKPSPHostNamespace")
    components = f"/clusters/{api.cluster_id}/components"

    call(api.tenant, "POST", f"{components}/uninstall", [{"name": "gatekeeper"}]).ok()
    settle(api.tenant)
    assert api.call("POST", PODS, a_pod("a", hostPID=True)).status == 201

    call(api.tenant, "POST", f"{components}/install", [{"name": "gatekeeper"}]).ok()
    settle(api.tenant)
    assert api.call("POST", PODS, a_pod("b", hostPID=True)).status == 403


def test_a_cluster_without_policies_refuses_nothing():
    other = WritingApi()

    assert other.call("POST", PODS, a_pod(hostPID=True)).status == 201


# ---- deleting


def test_a_protected_namespace_is_not_deleted(api):
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    name = deploy(
        api, "ACKNamespacesDeleteProtection", parameters={"protectionNamespaces": ["shop"]}
    )

    refused = api.call("DELETE", "/api/v1/namespaces/shop")

    words = "not allow to delete protection namespace shop"
    assert refused.refusal == (403, "Forbidden", f"{DENIED}[{name}] {words}")
    assert "deletionTimestamp" not in api.get("/api/v1/namespaces/shop")["metadata"]


def test_the_deletion_of_a_collection_with_something_protected_deletes_nothing(api):
    for name in ("a", "b"):
        api.create(SERVICES, {"metadata": {"name": name}, "spec": {"ports": [{"port": 80}]}})
    deploy(api, "ACKServicesDeleteProtection", parameters={"protectionServices": ["b"]})

    assert api.call("DELETE", SERVICES).status == 403

    assert all(api.is_there(f"{SERVICES}/{name}") for name in ("a", "b"))
    assert [each["resource_name"] for each in log_of(api)] == ["b"]


def test_the_deletion_of_something_protected_by_a_warning_is_done(api):
    api.create(SERVICES, {"metadata": {"name": "a"}, "spec": {"ports": [{"port": 80}]}})
    given = {"protectionServices": ["a"]}
    name = deploy(api, "ACKServicesDeleteProtection", action="warn", parameters=given)

    answer = api.call("DELETE", f"{SERVICES}/a")

    assert answer.status == 200
    assert [text.partition("]")[0] for text in answer.warnings] == [f'299 - "[{name}']


# ---- the log


def test_what_was_refused_is_in_the_log(api):
    name = deploy(api, "ACKPSPHostNamespace")
    api.call("POST", PODS, a_pod(hostPID=True))

    (entry,) = log_of(api)

    assert entry["event_msg"] == (
        'Admission webhook "validation.gatekeeper.sh" denied request, Resource Namespace: default,'
        f" Constraint: {name}, Message: hostPID is not allowed, pod: web"
    )
    assert (entry["constraint_kind"], entry["constraint_action"]) == ("ACKPSPHostNamespace", "deny")
    assert (entry["resource_kind"], entry["resource_name"]) == ("Pod", "web")
    assert entry["request_username"] == "kubernetes-admin"
    assert entry["time"].endswith("Z")


def test_what_was_warned_of_is_in_the_log_newest_first(api):
    deploy(api, "ACKPSPHostNamespace", action="warn")
    for name in ("a", "b"):
        api.create(PODS, a_pod(name, hostPID=True))

    found = log_of(api)

    assert [(each["resource_name"], each["constraint_action"]) for each in found] == [
        ("b", "warn"),
        ("a", "warn"),
    ]
    assert "raised a warning" in found[0]["event_msg"]


def test_the_log_keeps_its_last_entries(api):
    deploy(api, "ACKPSPHostNamespace")
    for number in range(102):
        api.call("POST", PODS, a_pod(f"p{number}", hostPID=True))

    found = log_of(api)

    assert len(found) == 100
    assert (found[0]["resource_name"], found[-1]["resource_name"]) == ("p101", "p2")
