"""Reviews: questions that are answered, and not kept."""

import pytest

AUTHORIZATION, AUTHENTICATION = "/apis/authorization.k8s.io/v1", "/apis/authentication.k8s.io/v1"
MAY_LIST = {"spec": {"resourceAttributes": {"verb": "list", "resource": "pods"}}}
TOKEN_REVIEWS = f"{AUTHENTICATION}/tokenreviews"


@pytest.mark.parametrize(
    "path",
    [
        "selfsubjectaccessreviews",
        "subjectaccessreviews",
        "namespaces/shop/localsubjectaccessreviews",
    ],
)
def test_everything_is_allowed_and_the_answer_says_why(api, path):
    answer = api.call("POST", f"{AUTHORIZATION}/{path}", MAY_LIST)

    assert answer.status == 201
    assert answer.body["spec"] == MAY_LIST["spec"]
    assert answer.body["status"]["allowed"] is True
    assert "does not enforce" in answer.body["status"]["reason"]


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"resourceAttributes": {"verb": "get"}, "nonResourceAttributes": {"path": "/healthz"}},
    ],
)
def test_a_review_asks_for_exactly_one_thing(api, spec):
    refused = api.call("POST", f"{AUTHORIZATION}/selfsubjectaccessreviews", {"spec": spec})

    assert refused.status == 422
    assert "exactly one of" in refused.causes["spec.resourceAttributes"]


def test_the_rules_of_the_caller_are_that_everything_may_be_done(api):
    path = f"{AUTHORIZATION}/selfsubjectrulesreviews"
    answered = api.create(path, {"spec": {"namespace": "shop"}})

    assert answered["status"]["resourceRules"][0]["verbs"] == ["*"]
    assert answered["status"]["incomplete"] is False
    assert api.call("POST", path, {"spec": {}}).status == 400


def test_callers_can_ask_who_they_are(api):
    answered = api.create(f"{AUTHENTICATION}/selfsubjectreviews", {})

    assert answered["kind"] == "SelfSubjectReview"
    assert answered["status"]["userInfo"]["username"] == "kubernetes-admin"


def test_a_body_of_another_kind_is_refused(api):
    body = {"kind": "Pod", "apiVersion": "v1"}

    assert api.call("POST", f"{AUTHENTICATION}/selfsubjectreviews", body).status == 400


def test_nothing_of_a_review_is_kept_and_it_can_only_be_created(api):
    path = f"{AUTHORIZATION}/selfsubjectaccessreviews"
    before = len(api.tenant.world.kubernetes_objects)
    api.create(path, MAY_LIST)

    assert len(api.tenant.world.kubernetes_objects) == before
    assert api.call("GET", path).status == 405


@pytest.fixture
def token(api):
    api.create("/api/v1/namespaces/shop/serviceaccounts", {"metadata": {"name": "ci"}})

    def make(**spec):
        path = "/api/v1/namespaces/shop/serviceaccounts/ci/token"
        return api.create(path, {"spec": spec})["status"]["token"]

    return make


def review(api, token, **spec):
    return api.create(TOKEN_REVIEWS, {"spec": {"token": token, **spec}})["status"]


def test_the_owner_of_a_good_token_is_named(api, token):
    status = review(api, token())

    assert status["authenticated"] is True
    assert status["user"]["username"] == "system:serviceaccount:shop:ci"
    assert status["audiences"] == ["https://kubernetes.default.svc"]


@pytest.mark.parametrize("text", ["", "x", None])
def test_nobody_is_named_for_a_token_that_is_not_good(api, text):
    assert review(api, text) == {
        "authenticated": False,
        "user": {},
        "error": "invalid bearer token",
    }


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        *(
            ({"token": value}, "TokenReviewSpec.spec.token of type string")
            for value in (7, True, ["x"])
        ),
        *(
            ({"token": "x", "audiences": value}, "TokenReviewSpec.spec.audiences of type []string")
            for value in ("x", 5, {})
        ),
        *(
            ({"token": "x", "audiences": value}, "TokenReviewSpec.spec.audiences of type string")
            for value in ([5], [["x"]])
        ),
    ],
    ids=repr,
)
def test_a_review_of_what_is_no_token_is_refused(api, spec, message):
    refused = api.call("POST", TOKEN_REVIEWS, {"spec": spec})

    assert refused.status == 400
    assert message in refused.body["message"]


def test_a_token_is_good_only_for_those_whom_it_is_for(api, token):
    for_vault = token(audiences=["vault"])

    assert review(api, for_vault)["authenticated"] is False
    assert review(api, for_vault, audiences=["vault", "other"])["audiences"] == ["vault"]
