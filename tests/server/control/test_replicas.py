"""A simulator that is one of several behind a proxy: what it says of itself and refuses."""

from cs_simulator import __version__
from prometheus_client.parser import text_string_to_metric_families

from tests.support.builders import a_create_body
from tests.support.http import control


async def samples(api):
    text = await (await api.get("/_simulator/metrics")).text()
    return [sample for family in text_string_to_metric_families(text) for sample in family.samples]


async def test_health_has_the_name_of_the_replica(an_api):
    assert (await control(await an_api(replica="cs-1"), "GET", "health"))["replica"] == "cs-1"
    assert (await control(await an_api(), "GET", "health"))["replica"] is None


async def test_each_metric_has_the_name_of_the_replica(an_api):
    api = await an_api(replica="cs-1")
    await api.post("/clusters", json=a_create_body())
    found = await samples(api)
    assert {sample.labels["replica"] for sample in found} == {"cs-1"}
    created = [one for one in found if one.labels.get("operation") == "CreateCluster"]
    assert created
    info = next(one for one in found if one.name == "cs_simulator_info")
    assert info.labels == {"version": __version__, "replica": "cs-1"}


async def test_metrics_of_a_simulator_that_stands_alone_have_no_replica(an_api):
    found = await samples(await an_api())
    assert not [sample for sample in found if "replica" in sample.labels]
    info = next(one for one in found if one.name == "cs_simulator_info")
    assert info.labels == {"version": __version__}


# ---- which replica a call is for


async def refused(api, method, path, body=None, code="WrongReplica", status=421, **headers):
    """The message of a refusal with that status and code."""
    answer = await api.request(method, f"/_simulator/{path}", json=body, headers=headers)
    found = await answer.json()
    assert (answer.status, found["code"]) == (status, code), found
    return found["message"]


async def test_a_simulator_without_a_name_answers_no_call_for_a_replica(api):
    message = await refused(api, "GET", "health?replica=cs-0")
    assert "this simulator has no name (see --replica), and the call is for 'cs-0'" in message


async def test_a_replica_is_named_by_the_query_or_else_by_a_header(an_api):
    api = await an_api(replica="cs-1")
    header = {"X-Simulator-Replica": "cs-1"}
    assert (await api.get("/_simulator/tenants", headers=header)).status == 200
    assert (await api.get("/_simulator/tenants?replica=cs-1")).status == 200
    await refused(api, "GET", "tenants", **{"X-Simulator-Replica": "cs-2"})
    await refused(api, "GET", "tenants?replica=cs-2", **header)


async def test_a_wrong_token_says_nothing_of_replicas(an_api):
    api = await an_api(replica="cs-1", control_token="right")
    await refused(api, "GET", "health?replica=cs-2", code="Unauthorized", status=401)


# ---- new tenants


async def test_a_new_tenant_has_the_name_that_its_replica_was_chosen_by(an_api):
    api = await an_api(replica="cs-1")
    made = await control(api, "POST", "tenants", {"seed": 7}, tenant="by-query")
    assert (made["tenant"], made["access_key_id"], made["seed"]) == ("by-query", "by-query", 7)
    header = {"X-Simulator-Tenant": "by-header"}
    answer = await api.post("/_simulator/tenants", json={"name": "by-header"}, headers=header)
    assert (await answer.json())["tenant"] == "by-header"


async def test_a_new_tenant_of_two_names_is_refused(an_api):
    api = await an_api(replica="cs-1")
    message = await refused(api, "POST", "tenants?tenant=a", {"name": "b"}, "WrongTenant")
    assert "the call names the tenant 'a'" in message
    await refused(api, "GET", "tenants/a", code="NotFound", status=404)
    await refused(api, "GET", "tenants/b", code="NotFound", status=404)


async def test_no_tenant_is_made_on_a_replica_of_the_callers_choice(an_api):
    api = await an_api(replica="cs-1")
    path = "tenants?tenant=a&replica=cs-1"
    assert "leave out ?replica=" in await refused(api, "POST", path, {}, "BadRequest", 400)


async def test_a_simulator_that_stands_alone_takes_the_name_of_the_query_or_the_header_too(api):
    made = await control(api, "POST", "tenants", {"seed": 7}, tenant="by-query")
    assert (made["tenant"], made["access_key_id"], made["seed"]) == ("by-query", "by-query", 7)
    header = {"X-Simulator-Tenant": "by-header"}
    answer = await api.post("/_simulator/tenants", json={}, headers=header)
    assert (await answer.json())["tenant"] == "by-header"
    await refused(api, "POST", "tenants?tenant=by-query", {}, "TenantExists", 409)
    made = await control(api, "POST", "tenants", {"name": "by-body"}, tenant="other")
    assert made["tenant"] == "by-body"
    assert (await control(api, "POST", "tenants", {}))["tenant"].startswith("LTAI")


async def test_a_new_tenant_of_a_snapshot_does_not_get_the_name_of_the_snapshots_tenant(api):
    await control(api, "POST", "tenants", {}, tenant="old")
    await control(api, "PUT", "snapshots/s", tenant="old")
    made = await control(api, "POST", "tenants", {"from_snapshot": "s"}, tenant="old")
    assert made["tenant"].startswith("LTAI")
    made = await control(api, "POST", "snapshots/s/fork", tenant="old")
    assert made["tenant"].startswith("LTAI")


async def test_forks_are_refused_and_the_way_around_that_they_say_works(an_api):
    api = await an_api(replica="cs-1")
    await control(api, "POST", "tenants", {}, tenant="old")
    await api.post("/clusters", json=a_create_body(), headers={"Authorization": "acs old:x"})
    await control(api, "PUT", "snapshots/s", tenant="old")
    message = await refused(api, "POST", "snapshots/s/fork?tenant=old", {}, "ForkElsewhere")
    assert message == await refused(
        api, "POST", "tenants?tenant=new", {"from_snapshot": "s"}, "ForkElsewhere"
    )
    load = "POST snapshots/NAME/load?tenant=NEW"
    upload = "PUT snapshots/NAME/file?tenant=NEW"
    for step in ("GET snapshots/NAME/file", "POST tenants?tenant=NEW", upload, load):
        assert step in message
    file = await (await api.get("/_simulator/snapshots/s/file?tenant=old")).read()
    await control(api, "POST", "tenants", {}, tenant="new")
    binary = {"Content-Type": "application/octet-stream"}
    await api.put("/_simulator/snapshots/s/file?tenant=new", data=file, headers=binary)
    loaded = await control(api, "POST", "snapshots/s/load", tenant="new")
    assert (loaded["tenant"], loaded["clusters"]) == ("new", 1)


# ---- keys


def a_key(**more):
    return {"access_key_id": "key", "access_key_secret": "secret-of-the-key", **more}


async def keys(api):
    listed = await control(api, "GET", "credentials?replica=cs-1")
    return [one["access_key_id"] for one in listed["credentials"]]


async def test_a_key_is_added_by_the_name_of_its_tenant(an_api):
    api = await an_api(replica="cs-1")
    message = await refused(api, "PUT", "credentials?tenant=key", a_key(account="a"), "WrongTenant")
    assert "the key belongs to the tenant 'a', and the call names 'key'" in message
    assert "add the line 'key a' to its tenants.map" in message
    assert await keys(api) == []
    added = await control(api, "PUT", "credentials", a_key(account="a"), tenant="a")
    assert "add the line 'key a' to its tenants.map" in added["note"]
    assert await keys(api) == ["key"]


async def test_a_key_that_is_named_like_its_tenant_needs_nothing_of_the_proxy(an_api):
    api = await an_api(replica="cs-1")
    assert (await control(api, "PUT", "credentials", a_key(), tenant="key"))["note"] is None
    message = await refused(api, "PUT", "credentials?tenant=a", a_key(), "WrongTenant")
    assert message.endswith("or the header X-Simulator-Tenant.")


async def test_a_key_is_deleted_by_the_name_of_its_tenant(an_api):
    api = await an_api(replica="cs-1")
    await control(api, "PUT", "credentials", a_key(account="a"), tenant="a")
    await refused(api, "DELETE", "credentials/key?tenant=b", code="WrongTenant")
    await refused(api, "DELETE", "credentials/other?tenant=b", code="NotFound", status=404)
    await control(api, "DELETE", "credentials/key", tenant="a")
    assert await keys(api) == []


async def test_a_simulator_that_stands_alone_says_nothing_of_proxies(api):
    added = await control(api, "PUT", "credentials", a_key(account="a"), tenant="b")
    assert added["note"] is None
    await control(api, "DELETE", "credentials/key", tenant="c")
