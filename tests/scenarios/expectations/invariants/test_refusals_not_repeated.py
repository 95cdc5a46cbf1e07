"""What was refused for good is not sent again: which refusals are, and which calls are the same."""

import pytest

from tests.support.pools import a_pool_body


def refuses(code, status=400, **fire):
    return {"id": "no", "then": {"error": {"code": code, "status": status}}, "fire": fire}


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("InvalidParameter.Name", 400),
        ("MissingParameter", 400),
        ("Forbidden.RAM", 403),
        ("InvalidVpcId.NotFound", 404),
        ("MissingAuth.AliyuncsManagedSecurityRole", 400),
        ("OfNobody", 400),
    ],
)
async def test_a_creation_that_was_refused_for_good_is_not_sent_again(client, code, status):
    await client.rules(refuses(code, status))
    await client.kubernetes()
    assert await client.verdict("refusals_not_repeated") is None
    await client.kubernetes()
    assert await client.verdict("refusals_not_repeated") == (
        f"CreateCluster was sent again as it was, after it was refused with {code}"
    )


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("Throttling.User", 400),
        ("TooManyRequests", 429),
        ("InvalidStatus.Forbidden", 400),
        ("ErrAuthorizationConflict", 409),
        ("QuotaExceeded.Cluster", 400),
        ("OperationDenied.NoStock", 403),
        ("InvalidSecurityToken.Expired", 400),
        ("InternalError", 500),
        ("ServiceUnavailable", 503),
    ],
)
async def test_what_may_pass_may_be_tried_again(client, code, status):
    await client.rules(refuses(code, status))
    await client.kubernetes()
    await client.kubernetes()
    assert await client.verdict("refusals_not_repeated") is None


async def test_another_client_token_does_not_make_another_request(client):
    await client.rules(refuses("Forbidden.RAM", 403))
    await client.kubernetes(client_token="a")
    await client.kubernetes(client_token="b")
    assert await client.verdict("refusals_not_repeated") is not None


async def test_a_request_that_was_mended_is_another_one(client):
    await client.kubernetes(name="-")
    await client.kubernetes(name="web")
    assert await client.verdict("refusals_not_repeated") is None


async def test_a_change_in_between_may_have_helped(client):
    await client.rules(refuses("InvalidVpcId.NotFound", 404, nth=[1, 3]))
    for number in (1, 2, 1):
        await client.kubernetes(number)
    assert await client.verdict("refusals_not_repeated") is None


async def test_the_same_call_on_another_cluster_is_another_one(client):
    paths = [await client.kubernetes_running(number, name=f"c{number}") for number in (1, 2)]
    await client.rules(refuses("InvalidParameter", 400))
    for path in paths:
        await client.call("POST", f"{path}/nodepools", a_pool_body())
    assert await client.verdict("refusals_not_repeated") is None


async def test_reads_may_be_repeated(client):
    await client.rules(refuses("Forbidden.RAM", 403))
    for _ in range(3):
        await client.call("GET", "/clusters")
    assert await client.verdict("refusals_not_repeated") is None


async def test_a_refused_password_may_have_been_changed(client):
    for password in ("short", "shorter"):
        assert (await client.create(password=password)).status == 400
    assert await client.verdict("refusals_not_repeated") is None


@pytest.mark.parametrize("body", ["[1]", "no JSON", ""])
async def test_bodies_that_are_no_objects_are_compared_as_they_are(client, body):
    for _ in range(2):
        async with client.api.post("/clusters", data=body) as answer:
            assert answer.status == 400
    assert await client.verdict("refusals_not_repeated") is not None
