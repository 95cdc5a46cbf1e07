"""Tokens of clusters."""

import pytest
from cs_simulator.domain.instants import DAY, SECOND

from tests.support.worlds import a_running_cluster, a_tenant, advance, call, create


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return create(tenant)


def test_a_token_lives_for_a_day_of_virtual_time(tenant, cluster_id):
    status, made = call(tenant, "POST", f"/clusters/{cluster_id}/token")
    now = tenant.now(0.0)
    assert (status, made["is_active"]) == (200, 1)
    assert made["expired"] == (now + DAY) // SECOND
    path = f"/clusters/{cluster_id}/tokens/{made['token']}"
    advance(tenant, now + DAY - SECOND)
    assert call(tenant, "GET", path).body["is_active"] == 1
    advance(tenant, now + DAY)
    assert call(tenant, "GET", path).body["is_active"] == 0


def test_a_token_may_end_at_a_given_instant_or_never(tenant, cluster_id):
    path = f"/clusters/{cluster_id}/token"
    now = tenant.now(0.0)
    soon = call(tenant, "POST", path, {"expired": now // SECOND + 60}).body
    forever = call(tenant, "POST", path, {"is_permanently": True}).body
    advance(tenant, now + 10 * DAY)
    active = {t["token"]: t["is_active"] for t in call(tenant, "GET", f"{path}s").body}
    assert active == {soon["token"]: 0, forever["token"]: 1}


def test_a_token_is_revoked(tenant, cluster_id):
    made = call(tenant, "POST", f"/clusters/{cluster_id}/token").body
    assert call(tenant, "DELETE", f"/token/{made['token']}/revoke").status == 200
    [listed] = call(tenant, "GET", f"/clusters/{cluster_id}/tokens").body
    assert (listed["token"], listed["is_active"]) == (made["token"], 0)


def test_tokens_differ_and_belong_to_their_cluster(tenant, cluster_id):
    other = create(tenant, name="other", subnet_cidr="172.30.0.0/24")
    tokens = [
        call(tenant, "POST", f"/clusters/{c}/token").body["token"] for c in (cluster_id, other)
    ]
    assert len(set(tokens)) == 2
    status, body = call(tenant, "GET", f"/clusters/{cluster_id}/tokens/{tokens[1]}")
    assert (status, body["code"]) == (404, "ErrorTokenNotFound")


def test_a_token_goes_with_its_cluster(tenant):
    cluster_id = a_running_cluster(tenant)
    token = call(tenant, "POST", f"/clusters/{cluster_id}/token").body["token"]
    call(tenant, "DELETE", f"/clusters/{cluster_id}")
    advance(tenant, tenant.now(0.0) + DAY)
    status, body = call(tenant, "DELETE", f"/token/{token}/revoke")
    assert (status, body["code"]) == (404, "ErrorTokenNotFound")
    assert token not in body["message"]


@pytest.mark.parametrize(
    "body", [{"expired": 1}, {"expired": "soon"}, {"expired": 2**60}, {"is_permanently": "yes"}, []]
)
def test_a_bad_token_is_refused(tenant, cluster_id, body):
    status, answer = call(tenant, "POST", f"/clusters/{cluster_id}/token", body)
    assert (status, answer["code"]) == (400, "InvalidParameter")
