"""Tokens of service accounts: what they say, and when they are good."""

import json
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes import tokens
from cs_simulator.kubernetes.objects import find
from hypothesis import given
from hypothesis import strategies as st

from tests.support.cluster_writes import WritingApi
from tests.support.worlds import a_tenant

ACCOUNTS = "/api/v1/namespaces/shop/serviceaccounts"
PODS = "/api/v1/namespaces/shop/pods"
A_POD = {"metadata": {"name": "p"}, "spec": {"containers": [{"name": "a", "image": "nginx"}]}}
HOUR = 3600


class Owner:
    """A service account ``ci``, for which tokens are asked, and checked at some seconds later."""

    def __init__(self, api: WritingApi) -> None:
        self.api = api
        api.create(ACCOUNTS, {"metadata": {"name": "ci"}})

    def token(self, **spec: object) -> str:
        """A new token."""
        answered = self.api.create(f"{ACCOUNTS}/ci/token", {"spec": spec})
        return str(answered["status"]["token"])

    def check(self, text: str, later: int = 0) -> tokens.Token | None:
        """The token, if it is good after some seconds."""
        world = self.api.tenant.world
        issued = tokens.read(self.token())
        assert issued is not None
        return tokens.check(world, text, (issued.issued + later) * SECOND)


@pytest.fixture
def owner(api):
    return Owner(api)


def claims(text):
    part = text.split(".")[1]
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_a_token_says_whose_it_is_and_where_it_is_good(owner):
    text = owner.token()
    token = owner.check(text)

    assert token is not None
    assert token.cluster_id == owner.api.cluster_id
    assert token.tenant == owner.api.tenant.world.name
    assert token.account.user == "system:serviceaccount:shop:ci"
    assert token.account.groups == (
        "system:serviceaccounts",
        "system:serviceaccounts:shop",
        "system:authenticated",
    )
    said = claims(text)
    assert said["sub"] == "system:serviceaccount:shop:ci"
    assert said["exp"] - said["iat"] == HOUR
    assert said["kubernetes.io"]["serviceaccount"]["name"] == "ci"


@pytest.mark.parametrize(("later", "is_good"), [(0, True), (HOUR - 1, True), (HOUR, False)])
def test_a_token_is_good_for_its_time(owner, later, is_good):
    assert (owner.check(owner.token(), later) is not None) is is_good


def test_a_token_ends_with_its_account_and_is_not_that_of_the_next_one(owner):
    text = owner.token()
    owner.api.call("DELETE", f"{ACCOUNTS}/ci").ok()
    owner.api.create(ACCOUNTS, {"metadata": {"name": "ci"}})

    assert owner.check(text) is None


def test_a_token_ends_with_what_it_is_bound_to(owner):
    owner.api.create(PODS, A_POD)
    text = owner.token(boundObjectRef={"kind": "Pod", "apiVersion": "v1", "name": "p"})
    before = owner.check(text)
    owner.api.call("DELETE", f"{PODS}/p?gracePeriodSeconds=0").ok()

    assert before is not None
    assert before.bound is not None
    assert before.bound.name == "p"
    assert owner.check(text) is None


def test_a_token_for_others_is_not_good_for_the_api_server(owner):
    world = owner.api.tenant.world
    text = owner.token(audiences=["vault"])

    assert owner.check(text) is None
    assert tokens.check(world, text, 0, ["other", "vault"]) is not None
    assert tokens.check(world, text, 0, ()) is not None


def test_a_token_without_an_end_is_good_as_long_as_its_account_lives(owner):
    world = owner.api.tenant.world
    account = find(world, owner.api.cluster_id, "serviceaccounts", "shop", "ci")
    assert account is not None
    text = tokens.make(
        world,
        tokens.Token(world.name, owner.api.cluster_id, tokens.Account("shop", "ci", account.uid)),
    )

    assert owner.check(text, later=10**9) is not None


SECRETS = "/api/v1/namespaces/shop/secrets"


def a_secret(account="ci", kind="kubernetes.io/service-account-token"):
    annotations = {"kubernetes.io/service-account.name": account}
    return {"metadata": {"name": "s", "annotations": annotations}, "type": kind}


def test_a_secret_for_a_token_has_one_that_does_not_end(owner):
    made = owner.api.create(SECRETS, a_secret())
    token = owner.check(b64decode(made["data"]["token"]).decode(), later=10**9)

    assert token is not None
    assert token.account.name == "ci"
    assert b64decode(made["data"]["namespace"]) == b"shop"
    assert made["metadata"]["annotations"]["kubernetes.io/service-account.uid"] == token.account.uid


@pytest.mark.parametrize("secret", [a_secret("nobody"), a_secret(kind="Opaque")])
def test_other_secrets_have_none(owner, secret):
    assert "data" not in owner.api.create(SECRETS, secret)


def forged(text, **changes):
    header, _, signature = text.split(".")
    changed = urlsafe_b64encode(json.dumps({**claims(text), **changes}).encode()).rstrip(b"=")
    return f"{header}.{changed.decode()}.{signature}"


@pytest.mark.parametrize(
    "forge",
    [
        lambda text: forged(text, exp=10**10),
        lambda text: text[:-1],
        lambda text: text + "x",
        lambda text: text.replace(".", "", 1),
        lambda text: text.partition(".")[2],
        lambda text: text[:0],
        lambda text: text * 100,
        lambda text: "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0" + text[text.index(".") :],
    ],
)  # fmt: skip
def test_a_token_that_was_changed_is_not_good(owner, forge):
    assert owner.check(forge(owner.token())) is None


def test_a_token_of_another_seed_is_not_good(owner):
    other = a_tenant(seed=77).world

    assert tokens.check(other, owner.token(), 0) is None


@pytest.mark.parametrize(
    "said", [[], "x", 7, {}, {"kubernetes.io": 7}, {"kubernetes.io": {}, "cs-simulator": {}}]
)
def test_what_has_not_the_claims_of_a_token_is_none(owner, said):
    header, _, signature = owner.token().split(".")
    part = urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()

    assert tokens.read(f"{header}.{part}.{signature}") is None


@pytest.mark.parametrize("part", ["!", "e30", "a", "\udcff", "bm8"])
def test_what_cannot_be_decoded_is_no_token(owner, part):
    header, _, signature = owner.token().split(".")

    assert tokens.read(f"{header}.{part}.{signature}") is None


@given(text=st.text(max_size=40) | st.from_regex(r"[a-zA-Z0-9_.-]{0,60}"))
def test_no_text_that_was_not_made_here_is_good(text):
    assert tokens.check(WORLD, text, 0) is None


WORLD = a_tenant().world
