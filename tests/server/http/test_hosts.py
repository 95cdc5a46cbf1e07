"""Who may call: by which names, and never a foreign page, on every plane and before anything."""

import json

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.http.hosts import Hosts, name_of

from tests.support.builders import a_create_body
from tests.support.process import call

OURS = [
    "localhost",
    "localhost:8015",
    "LocalHost.",
    "some.localhost:1",
    "127.0.0.1",
    "127.8.9.10:8015",
    "[::1]",
    "[::1]:8015",
    "192.168.1.20:8015",
    "10.244.0.7",
    "host.docker.internal:8015",
    "cs.aliyuncs.com",
    "cs.cn-hangzhou.aliyuncs.com:443",
    "vpc.aliyuncs.com",
    "vpc.cn-hangzhou.aliyuncs.com",
    "",
]
FOREIGN = [
    "evil.example",
    "evil.example:8015",
    "127.0.0.1.evil.example",
    "localhost.evil.example:8015",
    "evillocalhost",
    "cs.aliyuncs.com.evil.example",
    "evil.aliyuncs.com",
    "cs-simulator:8015",
]
NO_NAMES = ["\udcff", "a b", "user@localhost", "localhost:x", "localhost:123456", "[::1", "::1",
            "localhost/x", "localhost, localhost", "[localhost]", ":8015", "١٢٧.0.0.1"]  # fmt: skip


def hosts(**settings):
    return Hosts(Settings(**settings))


def code(problem):
    return problem.code if problem else None


@pytest.mark.parametrize("host", OURS)
def test_loopback_names_addresses_and_the_services_names_are_ours(host):
    assert hosts().problem({"Host": host}) is None


@pytest.mark.parametrize("host", FOREIGN)
def test_every_other_name_is_foreign(host):
    assert code(hosts().problem({"Host": host})) == "ForeignHost"


@pytest.mark.parametrize("host", NO_NAMES)
@pytest.mark.parametrize("listens", ["127.0.0.1", "0.0.0.0"])
def test_what_is_no_name_is_refused_wherever_the_server_listens(host, listens):
    assert name_of(host) == ""
    assert code(hosts(host=listens).problem({"Host": host})) == "MalformedRequest"


@pytest.mark.parametrize(
    "settings",
    [
        {"allowed_host": ("other.example", "Evil.Example")},
        {"allowed_host": ("evil.example:8015",)},
        {"advertised_host": "evil.example"},
        {"host": "evil.example"},
    ],
)
def test_names_of_the_settings_are_ours(settings):
    assert hosts(**settings).problem({"Host": "evil.example:8015"}) is None


@pytest.mark.parametrize("host", ["cs-simulator:8015", "simulator.tests.svc", "evil.example"])
def test_a_server_that_others_reach_takes_any_name_but_not_from_a_page(host):
    remote = hosts(host="0.0.0.0", allow_remote=True)
    assert remote.problem({"Host": host}) is None
    own = {"Host": host, "Origin": f"http://{host}"}
    assert code(remote.problem(own)) == "ForeignHost"
    assert code(remote.problem({"Host": host, "Sec-Fetch-Site": "same-origin"})) == "ForeignHost"
    advertised = hosts(host="0.0.0.0", advertised_host=name_of(host))
    assert advertised.problem(own) is None


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://evil.example:8015",
        "http://localhost:3000",
        "http://127.0.0.1:8015",
        "https://localhost",
        "null",
        "",
        "http://",
        "http://[",
        "file://localhost:8015",
        "localhost:8015",
    ],
)
def test_an_origin_that_is_not_the_server_is_foreign(origin):
    problem = hosts().problem({"Host": "localhost:8015", "Origin": origin})
    assert code(problem) == "ForeignOrigin"


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8015", "http://localhost:8015"),
        ("LOCALHOST:8015", "http://localhost:8015"),
        ("localhost", "http://localhost"),
        ("localhost:80", "http://localhost"),
        ("cs.aliyuncs.com", "https://cs.aliyuncs.com:443"),
        ("[::1]:8015", "http://[::1]:8015"),
    ],
)
def test_a_page_of_the_server_itself_may_call(host, origin):
    assert hosts().problem({"Host": host, "Origin": origin}) is None


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "anything"])
def test_what_a_browser_says_of_a_foreign_page_is_believed(site):
    headers = {"Host": "localhost:8015", "Sec-Fetch-Site": site}
    assert code(hosts().problem(headers)) == "ForeignOrigin"


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_an_address_that_the_user_types_is_answered(site):
    assert hosts().problem({"Host": "localhost:8015", "Sec-Fetch-Site": site}) is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("http://cs.aliyuncs.com/clusters", None),
        ("http://evil.example/clusters", "ForeignHost"),
        ("http:///clusters", None),
        ("*", None),
    ],
)
def test_a_target_as_for_a_proxy_is_judged_too(target, expected):
    assert code(hosts().problem({"Host": "localhost"}, target)) == expected


# ---- on the planes


REBOUND = {"Host": "evil.example:8015", "Origin": "http://evil.example:8015"}
CROSS = {"Origin": "http://evil.example", "Content-Type": "text/plain"}
IMAGE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}


@pytest.mark.parametrize("headers", [REBOUND, {"Host": "evil.example"}, CROSS, IMAGE])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "livez"),
        ("GET", "clock"),
        ("POST", "reset"),
        ("DELETE", "calls"),
        ("PUT", "nowhere"),
        ("HEAD", "clock"),
        ("OPTIONS", "reset"),
    ],
)
async def test_a_foreign_page_gets_nothing_of_the_control_plane(api, headers, method, path):
    answer = await api.request(method, f"/_simulator/{path}", headers=headers)
    assert answer.status == 403
    if method != "HEAD":
        assert (await answer.json())["code"] in ("ForeignHost", "ForeignOrigin")


@pytest.mark.parametrize("headers", [REBOUND, {"Host": "evil.example"}, CROSS, IMAGE])
@pytest.mark.parametrize(("method", "path"), [("GET", "/clusters"), ("POST", "/clusters")])
async def test_a_foreign_page_gets_and_does_nothing_at_the_api(api, headers, method, path):
    body = a_create_body() if method == "POST" else None
    answer = await api.request(method, path, json=body, headers=headers)
    refused = await answer.json()
    assert (answer.status, refused.keys()) == (403, {"RequestId", "HostId", "Code", "Message"})
    assert answer.headers["x-acs-request-id"] == refused["RequestId"]
    assert await (await api.get("/clusters")).json() == []
    calls = (await (await api.get("/_simulator/calls")).json())["calls"]
    assert [call["path"] for call in calls] == ["/clusters"]


async def test_a_foreign_page_makes_no_tenant_and_is_refused_before_its_token_is_looked_at(an_api):
    api = await an_api(control_token="t")
    headers = {"Authorization": "acs mallory:x", "Host": "evil.example"}
    assert (await api.get("/clusters", headers=headers)).status == 403
    assert (await api.get("/_simulator/clock?tenant=mallory", headers=CROSS)).status == 403
    listed = await api.get("/_simulator/tenants", headers={"Authorization": "Bearer t"})
    assert "mallory" not in (await listed.json())["tenants"]


async def test_a_simulator_in_a_container_is_called_by_its_service_name(an_api):
    api = await an_api(host="0.0.0.0", allow_remote=True, control_token="t")
    named = {"Host": "cs-simulator:8015", "Authorization": "Bearer t"}
    for path in ("/clusters", "/_simulator/clock", "/_simulator/readyz"):
        assert (await api.get(path, headers=named)).status == 200
    pod = {"Host": "10.244.0.7:8015"}
    assert (await api.get("/_simulator/readyz", headers=pod)).status == 200


def test_a_further_name_is_an_option(serve):
    served = serve("--allowed-host", "simulator.example", "--allowed-host", "other.example")
    for name in ("simulator.example", "other.example"):
        assert call(served, "GET", "/clusters", Host=name).status == 200
    assert call(served, "GET", "/clusters", Host="third.example").status == 403
    served.stop()
    [line] = map(json.loads, served.errors.splitlines())
    assert (line["event"], line["code"]) == ("http.refused", "ForeignHost")


@pytest.mark.parametrize("name", ["", "a b", "http://x"])
def test_an_allowed_host_that_is_no_name_is_refused(name):
    with pytest.raises(UsageError, match="--allowed-host"):
        hosts(allowed_host=(name,))
