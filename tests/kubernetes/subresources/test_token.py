"""Asking for a token of a service account."""

import pytest

ACCOUNTS = "/api/v1/namespaces/shop/serviceaccounts"
TOKEN = f"{ACCOUNTS}/ci/token"


@pytest.fixture(autouse=True)
def _account(api):
    api.create(ACCOUNTS, {"metadata": {"name": "ci"}})


def test_a_token_is_for_an_hour_unless_it_is_asked_for_longer(api):
    usual = api.create(TOKEN, {"spec": {"expirationSeconds": None}})
    long = api.create(TOKEN, {"spec": {"expirationSeconds": 86400}})

    assert usual["kind"] == "TokenRequest"
    assert usual["apiVersion"] == "authentication.k8s.io/v1"
    assert usual["spec"]["expirationSeconds"] == 3600
    assert usual["status"]["expirationTimestamp"] > usual["metadata"]["creationTimestamp"]
    assert long["status"]["expirationTimestamp"] > usual["status"]["expirationTimestamp"]
    assert long["status"]["token"] != usual["status"]["token"]


def test_a_token_is_for_the_api_server_unless_it_is_asked_for_others(api):
    usual = api.create(TOKEN, {})
    other = api.create(TOKEN, {"spec": {"audiences": ["vault"]}})

    assert usual["spec"]["audiences"] == ["https://kubernetes.default.svc"]
    assert other["spec"]["audiences"] == ["vault"]


@pytest.mark.parametrize(
    ("seconds", "why"),
    [
        (599, "may not specify a duration less than 10 minutes"),
        (1 << 33, "may not specify a duration larger than 2^32 seconds"),
        ("600", "must be a number of seconds"),
        (True, "must be a number of seconds"),
    ],
)
def test_a_token_for_no_sensible_time_is_refused(api, seconds, why):
    refused = api.call("POST", TOKEN, {"spec": {"expirationSeconds": seconds}})

    assert refused.status == 422
    assert why in refused.causes["spec.expirationSeconds"]


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        *((value, "spec: an object is needed") for value in (5, "x", True, [5], [])),
        *(
            ({"audiences": value}, "spec.audiences: its type must be []string")
            for value in ("x", 5, {}, [5], [["x"]])
        ),
        *(
            ({"boundObjectRef": value}, "spec.boundObjectRef: an object is needed")
            for value in (5, "x", True, [5])
        ),
    ],
    ids=repr,
)
def test_a_request_for_a_token_of_other_types_is_refused(api, spec, message):
    refused = api.call("POST", TOKEN, {"spec": spec})

    assert refused.status == 400
    assert message in refused.body["message"]
    assert "cannot be handled as a TokenRequest" in refused.body["message"]


@pytest.mark.parametrize("spec", [None, {}, {"audiences": None, "boundObjectRef": None}])
def test_what_a_request_for_a_token_leaves_out_is_usual(api, spec):
    made = api.create(TOKEN, {"spec": spec})

    assert made["spec"]["audiences"] == ["https://kubernetes.default.svc"]


def test_there_is_no_token_of_an_account_that_is_missing(api):
    assert api.call("POST", f"{ACCOUNTS}/nobody/token", {}).refusal == (
        404,
        "NotFound",
        'serviceaccounts "nobody" not found',
    )


@pytest.mark.parametrize(
    ("ref", "status", "message"),
    [
        ({"kind": "Pod", "name": "p"}, 404, 'pods "p" not found'),
        ({"kind": "Secret", "name": "s", "uid": "other"}, 409, "does not match the UID in record"),
        ({"kind": "ConfigMap", "name": "c"}, 422, "supported values"),
    ],
)
def test_a_token_is_bound_only_to_what_is_there(api, ref, status, message):
    api.create("/api/v1/namespaces/shop/secrets", {"metadata": {"name": "s"}})
    refused = api.call("POST", TOKEN, {"spec": {"boundObjectRef": ref}})

    assert refused.status == status
    assert message in refused.body["message"]


def test_nothing_of_a_token_is_kept_with_the_objects(api):
    made = api.create(TOKEN, {})
    kept = repr(api.tenant.world.kubernetes_objects.records)

    assert made["status"]["token"] not in kept
