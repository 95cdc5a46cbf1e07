import pytest

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
