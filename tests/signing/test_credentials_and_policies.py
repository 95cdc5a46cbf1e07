"""Reading keys and policies, and what policies allow."""

import json
import time

import pytest
from cs_simulator.domain import instants
from cs_simulator.domain.access_denied import Principal
from cs_simulator.domain.errors import UsageError
from cs_simulator.signing import credentials
from cs_simulator.signing.permissions import Permissions
from cs_simulator.signing.policies import Policy

SECRET = "never-to-be-shown"
WHOLE = {
    "access_key_id": "STS.guest",
    "access_key_secret": SECRET,
    "account": "main",
    "status": "Inactive",
    "security_token": "token",
    "expires": "2030-01-01T00:00:00Z",
    "policy": {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "cs:*"}]},
    "principal": "deployer:session",
    "account_id": "1234567890123456",
    "resource_group_id": "rg-acfm1",
}


def test_a_pair_is_a_key_of_its_own_tenant():
    credential = credentials.from_pair("id:se:cret")
    assert (credential.access_key_id, credential.secret) == ("id", "se:cret")
    assert (credential.tenant, credential.is_active, credential.policy) == ("id", True, None)


def test_an_object_may_have_every_field():
    credential = credentials.from_object(WHOLE)
    assert (credential.tenant, credential.is_active) == ("main", False)
    assert credential.expires == instants.from_text("2030-01-01T00:00:00Z")
    assert credential.permissions == Permissions(
        credential.policy,
        Principal("AssumedRoleUser", "deployer:session", "1234567890123456"),
        "rg-acfm1",
    )


def test_a_key_without_a_token_is_one_of_a_user_whom_refusals_call_by_its_id():
    user = {"access_key_id": "reader", "access_key_secret": SECRET, "policy": WHOLE["policy"]}
    permissions = credentials.from_object(user).permissions
    assert permissions is not None
    assert permissions.principal[:2] == ("SubUser", "reader")


def test_all_keys_of_a_tenant_are_of_one_account_with_16_digits():
    keys = [
        credentials.from_object(
            {"access_key_id": name, "access_key_secret": SECRET, "account": account}
        )
        for name, account in (("one", "main"), ("two", "main"), ("main", ""), ("other", "b"))
    ]
    first, *alike, other = [key.account_id for key in keys]
    assert alike == [first, first]
    assert other != first
    assert (len(first), first.isdigit()) == (16, True)


def test_a_key_without_a_policy_may_do_everything():
    assert credentials.from_pair("id:secret").permissions is None


@pytest.mark.parametrize("wrapped", [[WHOLE], {"credentials": [WHOLE]}])
def test_a_file_holds_objects(wrapped):
    assert credentials.from_file(json.dumps(wrapped)) == [credentials.from_object(WHOLE)]


def test_the_representation_of_a_credential_has_no_secret():
    assert SECRET not in repr(credentials.from_object(WHOLE))


@pytest.mark.parametrize(
    "text", ["", "id", ":" + SECRET, "id:", SECRET, "id:\n" + SECRET, "i\td:" + SECRET]
)
def test_a_bad_pair_is_refused_without_its_secret(text):
    with pytest.raises(UsageError) as refused:
        credentials.from_pair(text)
    assert SECRET not in str(refused.value)


BAD = [
    ("a text", "object"),
    ({}, "access_key_id"),
    ({"access_key_id": "id"}, "access_key_secret"),
    ({**WHOLE, "secret": SECRET}, "unknown secret"),
    ({**WHOLE, "access_key_secret": [SECRET]}, "access_key_secret is a string"),
    ({**WHOLE, "status": "Sleeping"}, "Active or Inactive"),
    ({**WHOLE, "expires": "soon"}, "expires"),
    ({**WHOLE, "principal": 1}, "principal is a string"),
    ({**WHOLE, "resource_group_id": []}, "resource_group_id is a string"),
    ({**WHOLE, "account_id": "main"}, "account_id is a text of at most 20 digits"),
    ({**WHOLE, "account_id": "1" * 21}, "account_id is a text of at most 20 digits"),
    ({**WHOLE, "policy": "cs:*"}, "policy"),
    ({**WHOLE, "policy": {"Statement": [{"Effect": "Perhaps"}]}}, "Allow or Deny"),
    ({**WHOLE, "policy": {"Statement": [{"Effect": "Allow"}]}}, "Action"),
    ({**WHOLE, "policy": {"Statement": [{"Effect": "Allow", "Action": [1]}]}}, "Action"),
    ({**WHOLE, "policy": {"Statement": [{"NotAction": "*"}]}}, "NotAction"),
    ({**WHOLE, "policy": {"Statement": {}}}, "array"),
    ({**WHOLE, "policy": {"Statement": [1]}}, "object"),
    ({**WHOLE, "policy": {"Rules": []}}, "Statement"),
]


@pytest.mark.parametrize(("value", "piece"), BAD)
def test_a_bad_credential_is_refused_without_its_secret(value, piece):
    with pytest.raises(UsageError) as refused:
        credentials.from_object(value)
    assert piece in str(refused.value)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", f'["{SECRET}"]', f'"{SECRET}"', f'[{{"{SECRET}'])
def test_a_bad_file_is_refused_without_its_secrets(text):
    with pytest.raises(UsageError) as refused:
        credentials.from_file(text)
    assert SECRET not in str(refused.value)


HERE, THERE = "acs:cs:*:*:cluster/chere", "acs:cs:*:*:cluster/cthere"
ANYWHERE = "acs:cs:*:*:cluster/*"
IMPLICIT, EXPLICIT = "ImplicitDeny", "ExplicitDeny"


def policy(*statements):
    return Policy.read(
        {
            "Version": "1",
            "Statement": [
                {"Effect": effect, "Action": action, "Resource": resource}
                for effect, action, resource in statements
            ],
        }
    )


JUDGEMENTS = [
    ("everything", [("Allow", "cs:*", "*")], HERE, None),
    ("nothing", [], HERE, IMPLICIT),
    ("something else", [("Allow", "cs:Create*", "*")], HERE, IMPLICIT),
    ("by its RAM name", [("Allow", "cs:GetClusterById", "*")], HERE, None),
    ("by its SDK name", [("Allow", "cs:DescribeClusterDetai?", "*")], HERE, None),
    ("in another case", [("Allow", "cs:getclusterbyid", "*")], HERE, IMPLICIT),
    ("here", [("Allow", "cs:*", HERE)], HERE, None),
    ("elsewhere", [("Allow", "cs:*", THERE)], HERE, IMPLICIT),
    ("on every cluster", [("Allow", "cs:*", ANYWHERE)], HERE, None),
    ("of several", [("Allow", ["cs:A", "cs:Get*"], [THERE, HERE])], HERE, None),
    ("denied", [("Allow", "cs:*", "*"), ("Deny", "cs:Get*", "*")], HERE, EXPLICIT),
    ("denied here", [("Allow", "cs:*", "*"), ("Deny", "cs:*", HERE)], HERE, EXPLICIT),
    ("denied elsewhere", [("Allow", "cs:*", "*"), ("Deny", "cs:*", THERE)], HERE, None),
    ("a dot is a dot", [("Allow", "cs.*", "*")], HERE, IMPLICIT),
]


@pytest.mark.parametrize(
    ("statements", "resource", "why"),
    [pytest.param(*rest, id=name) for name, *rest in JUDGEMENTS],
)
def test_what_a_policy_allows(statements, resource, why):
    actions = ("cs:GetClusterById", "cs:DescribeClusterDetail")
    assert policy(*statements).refuses(actions, resource) == why


@pytest.mark.parametrize(
    ("pattern", "resource"),
    [
        ("*a" * 30 + "b", "a" * 5000),
        ("*" * 500 + "b", "a" * 5000),
        ("*?" * 200 + "b", "a" * 2000),
        ("*ab" * 40 + "c", "ab" * 2000),
    ],
)
def test_a_policy_with_many_stars_is_decided_at_once(pattern, resource):
    begun = time.thread_time()
    assert policy(("Allow", pattern, pattern)).refuses([resource], resource) == IMPLICIT
    assert time.thread_time() - begun < 1


def test_brackets_in_a_policy_stand_for_themselves():
    assert policy(("Allow", "cs:[ab]", "*")).refuses(["cs:[ab]"], HERE) is None
    assert policy(("Allow", "cs:[ab]", "*")).refuses(["cs:a"], HERE) == IMPLICIT
