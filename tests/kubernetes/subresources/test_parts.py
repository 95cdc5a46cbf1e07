import pytest
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Kind

NAMESPACES = "/api/v1/namespaces"
SHOP = f"{NAMESPACES}/shop"
REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests"
MERGE = "application/merge-patch+json"


def test_the_finalizers_of_a_namespace_are_written_below_it(api):
    shop = api.get(SHOP)
    spec = {"finalizers": ["kubernetes", "example.com/a"]}

    assert api.call("PUT", SHOP, {**shop, "spec": spec}).ok() == shop
    finalized = api.call("PUT", f"{SHOP}/finalize", {**shop, "spec": spec}).ok()

    assert finalized["spec"] == spec
    assert finalized["status"] == shop["status"]


NO_FINALIZERS = [5, "x", True, {}, {"a": "b"}, [5], ["kubernetes", None], [["kubernetes"]]]


@pytest.mark.parametrize("finalizers", NO_FINALIZERS, ids=repr)
def test_finalizers_of_a_namespace_that_are_no_list_of_texts_are_refused(api, finalizers):
    shop = api.get(SHOP)
    wrong = {**shop, "spec": {"finalizers": finalizers}}
    new = {"metadata": {"name": "new"}, "spec": wrong["spec"]}

    answers = [
        api.call("POST", NAMESPACES, new),
        api.call("PUT", SHOP, wrong),
        api.call("PATCH", SHOP, {"spec": wrong["spec"]}, MERGE),
        api.call("PUT", f"{SHOP}/finalize", wrong),
    ]

    (refusal,) = {each.refusal for each in answers}
    if None in (finalizers if isinstance(finalizers, list) else ()):
        why = "spec.finalizers: its type must be []string"
    else:
        of_one = "string" if isinstance(finalizers, list) else "[]string"
        why = f"Go struct field NamespaceSpec.spec.finalizers of type {of_one}"
    assert refusal[:2] == (400, "BadRequest")
    assert refusal[2].endswith(why)
    assert api.get(SHOP) == shop
    assert not api.is_there(f"{NAMESPACES}/new")
    api.call("DELETE", SHOP).ok()
    assert not api.is_there(SHOP)


@pytest.mark.parametrize("finalizers", NO_FINALIZERS, ids=repr)
def test_a_namespace_that_was_kept_with_other_finalizers_goes(api, finalizers):
    body = {**api.get(SHOP), "spec": {"finalizers": finalizers}}
    kind = Kind(kind="Namespace", plural="namespaces", namespaced=False)
    api.tenant.change(0.0, lambda unit: objects.put(unit, api.cluster_id, kind, body))

    api.call("DELETE", SHOP).ok()

    assert not api.is_there(SHOP)


def test_a_condition_of_a_namespace_without_a_time_gets_one(api):
    api.create(f"{SHOP}/configmaps", {"metadata": {"name": "a", "finalizers": ["example.com/a"]}})
    conditions = [{"type": "NamespaceContentRemaining", "status": "True"}]
    api.call("PATCH", f"{SHOP}/status", {"status": {"conditions": conditions}}, MERGE).ok()

    api.call("DELETE", SHOP).ok()

    assert all(each["lastTransitionTime"] for each in api.get(SHOP)["status"]["conditions"])


def test_a_namespace_on_its_way_out_goes_when_it_is_finalized(api):
    held = {"metadata": {"name": "a", "finalizers": ["example.com/a"]}}
    api.create(f"{SHOP}/configmaps", held)
    api.call("DELETE", SHOP).ok()
    shop = api.get(SHOP)

    api.call("PUT", f"{SHOP}/finalize", {**shop, "spec": {"finalizers": []}}).ok()

    assert not api.is_there(SHOP)


@pytest.mark.parametrize("method", ["GET", "PATCH", "POST", "DELETE"])
def test_a_namespace_is_finalized_by_put_only(api, method):
    assert api.call(method, f"{SHOP}/finalize", {}, MERGE).status == 405


def test_an_approval_changes_the_conditions_of_a_request_only(api):
    spec = {"request": "YQ==", "signerName": "example.com/a", "usages": ["client auth"]}
    made = api.create(REQUESTS, {"metadata": {"name": "a"}, "spec": spec})
    conditions = [{"type": "Approved", "status": "True", "reason": "Test"}]
    body = {**made, "status": {"conditions": conditions, "certificate": "YQ=="}}

    answer = api.call("PUT", f"{REQUESTS}/a/approval", body).ok()

    assert "certificate" not in answer["status"]
    assert [each["type"] for each in answer["status"]["conditions"]] == ["Approved"]
    assert answer["spec"] == made["spec"]


def test_a_status_is_read_as_the_object_is(api):
    assert api.get(f"{SHOP}/status") == api.get(SHOP)


def test_a_kind_without_a_status_has_no_subresource_for_it(api):
    api.create(f"{SHOP}/configmaps", {"metadata": {"name": "a"}})

    assert api.call("GET", f"{SHOP}/configmaps/a/status").status == 404


def test_an_unknown_subresource_is_not_found(api):
    assert api.call("GET", f"{NAMESPACES}/shop/configmaps/a/nonsense").status == 404
