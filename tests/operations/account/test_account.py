"""The account: its service roles, and opening the service."""

import pytest
from cs_simulator.engine import limits

from tests.support.worlds import a_tenant, call

LOG, OOS = "AliyunCSManagedLogRole", "AliyunOOSLifecycleHook4CSRole"


def granted(tenant, *names):
    body = {"roles": [{"name": name} for name in names]}
    answer = call(tenant, "POST", "/ram/check-service-role", body).ok()
    return {role["name"]: (role["granted"], role["message"]) for role in answer["roles"]}


def test_every_service_role_is_granted_at_first():
    found = granted(a_tenant(), LOG, OOS, "AliyunSomethingNewRole", "Emperor")

    assert found == {
        LOG: (True, ""),
        OOS: (True, ""),
        "AliyunSomethingNewRole": (True, ""),
        "Emperor": (False, "The role does not exist: Emperor"),
    }


def test_a_role_that_is_taken_away_does_not_exist_until_it_is_granted_again():
    tenant = a_tenant()
    tenant.change(0.0, lambda unit: limits.set_role(unit, LOG, is_granted=False))

    assert granted(tenant, LOG, OOS) == {
        LOG: (False, f"The role does not exist: {LOG}"),
        OOS: (True, ""),
    }
    tenant.change(0.0, lambda unit: limits.set_role(unit, LOG, is_granted=True))
    assert granted(tenant, LOG) == {LOG: (True, "")}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MissingParameter.Roles"),
        ({"roles": [{}]}, "MissingParameter.Name"),
        ({"roles": LOG}, "InvalidParameter"),
        (None, "InvalidParameter"),
    ],
)
def test_a_body_without_roles_is_refused(body, code):
    answer = call(a_tenant(), "POST", "/ram/check-service-role", body)

    assert (answer.status, answer.body["code"]) == (400, code)


def test_the_service_is_opened_once_for_each_kind():
    tenant = a_tenant()

    first = call(tenant, "POST", "/service/open?type=propayasgo").ok()
    again = call(tenant, "POST", "/service/open")
    edge = call(tenant, "POST", "/service/open?type=edgepayasgo").ok()

    assert first.keys() == {"order_id", "request_id"}
    assert first["order_id"] != edge["order_id"]
    assert (again.status, again.body["code"]) == (400, "ORDER.OPEND")
    assert again.body["message"].startswith("您已开通过")
    answer = call(tenant, "POST", "/service/open?type=free")
    assert (answer.status, answer.body["code"]) == (400, "InvalidParameter.Type")
