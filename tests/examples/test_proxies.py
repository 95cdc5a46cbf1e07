"""The proxies before the replicas of a shared simulator choose the replica that has the tenant."""

import http.client
import json
import subprocess
from collections import Counter
from contextlib import closing, contextmanager
from urllib.parse import quote, urlencode

import pytest
from cs_simulator.engine import redaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.envoy import enveloping, require_envoy
from tests.support.haproxy import proxying, require_haproxy
from tests.support.process import command, serving

NOWHERE = "127.0.0.1:9"
NAMES = [f"cs-simulator-{number}" for number in range(3)]
MANY = [
    [f"LTAI{7919 * number:020x}", f"team-{number}", f"ci_job.{31 * number}"][number % 3]
    for number in range(1200)
]
PROXIES = {"haproxy": (require_haproxy, proxying), "envoy": (require_envoy, enveloping)}


@pytest.fixture(scope="module", params=list(PROXIES))
def proxy(request, tmp_path_factory):
    """What starts the proxy."""
    require, starting = PROXIES[request.param]
    require()
    with starting(tmp_path_factory.mktemp(request.param)) as start:
        yield start


@pytest.fixture(scope="module")
def simulators(proxy, tmp_path_factory):
    """Three simulators for each proxy, by the names of the replicas that they are."""
    with serving(tmp_path_factory.mktemp("simulators")) as serve:
        yield {name: serve("--master-port=none", "--clock=frozen") for name in NAMES}


@pytest.fixture(scope="module")
def addresses(simulators):
    return {name: each.address for name, each in simulators.items()}


@pytest.fixture(scope="module")
def usual(proxy, addresses):
    """The proxy before three simulators."""
    return proxy(addresses)


class Client:
    """One connection, which is kept."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address, timeout=60)

    def call(self, method, path, body="", headers=()):
        """Make a call; returns its status, the replica, and the body if it is JSON."""
        self.connection.putrequest(method, path)
        for name, value in headers:
            self.connection.putheader(name, value.encode())
        self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body.encode())
        answer = self.connection.getresponse()
        text = answer.read()
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return (
            answer.status,
            answer.headers.get("X-Simulator-Replica"),
            is_json and json.loads(text),
        )

    def home(self, name):
        """The replica of a tenant."""
        status, replica, _ = self.call("GET", f"/_simulator/livez?{urlencode({'tenant': name})}")
        assert status == 200
        return replica


@contextmanager
def client_of(address):
    client = Client(address)
    with closing(client.connection):
        yield client


def homes(proxy, names=MANY):
    """The replica of each of these tenants."""
    with client_of(proxy.address) as client:
        return {name: client.home(name) for name in names}


# ---- the ways in which a call names its tenant

RPC = {"Action": "DescribeVpcs", "Version": "2016-04-28", "RegionId": "cn-beijing"}
FORM = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]


def by_acs(name):
    return "GET", "/clusters", "", [("Authorization", f"acs {name}:c2ln")]


def by_acs3(name):
    fields = f"Credential={name},SignedHeaders=host;x-acs-date,Signature=abc"
    return "GET", "/clusters", "", [("Authorization", f"ACS3-HMAC-SHA256 {fields}")]


def by_rpc_query(name):
    return "GET", "/?AccessKeyId=other&" + urlencode({**RPC, "AccessKeyId": name}), "", []


def by_rpc_form(name):
    return "POST", "/", urlencode({**RPC, "AccessKeyId": name}), FORM


def by_form_after_query(name):
    return "POST", "/?AccessKeyId=other", urlencode({**RPC, "AccessKeyId": name}), FORM


def by_query(name):
    query = urlencode({"tenant": name})
    return "POST", f"/_simulator/reset?{query}&tenant=other", "", [("X-Simulator-Tenant", "no")]


def by_header(name):
    return "POST", "/_simulator/reset?tenant=", "", [("X-Simulator-Tenant", name)]


def by_path(name):
    path = f"/_simulator/tenants/{quote(name, safe='')}?tenant=other"
    return "GET", path, "", [("X-Simulator-Tenant", "other")]


def any_name(_name):
    return True


WAYS = {
    "acs": (by_acs, lambda name: ":" not in name and name == name.strip()),
    "ACS3": (by_acs3, lambda name: "," not in name and name.split() == [name]),
    "RPC query": (by_rpc_query, any_name),
    "RPC form": (by_rpc_form, any_name),
    "form after query": (by_form_after_query, any_name),
    "query": (by_query, any_name),
    "header": (by_header, lambda name: name == name.strip()),
    "path": (by_path, any_name),
}
ODD = [
    "default", "team-a", "a" * 128, "CI job 7", " padded ", "a+b", "a%20b", "50%", "%zz", "x=y&z",
    "a/b?c", "a:b", "a,b", "~._-!*'()", '"quoted"', "back\\slash", "käse", "租户", "🐳", "#",
    "Credential", "tenants", "acs",
]  # fmt: skip


def answering(usual, name):
    """The replicas that answer calls for a tenant, by the ways in which they name it."""
    found = {}
    with client_of(usual.address) as client:
        for title, (way, can_name) in WAYS.items():
            if can_name(name):
                status, found[title], body = client.call(*way(name))
                assert status == 200, (title, status, body)
    return found


def having(simulators, name):
    """The replicas that have a tenant, as they say themselves."""
    found = set()
    for replica, simulator in simulators.items():
        with client_of(simulator.address) as client:
            _, _, body = client.call("GET", "/_simulator/tenants")
        if name in body["tenants"]:
            found.add(replica)
    return found


@pytest.mark.parametrize("name", ODD)
def test_however_a_call_names_its_tenant_it_reaches_the_replica_that_alone_has_it(
    usual, simulators, name
):
    answered = answering(usual, name)
    assert len(answered) > 4
    assert set(answered.values()) == having(simulators, name), answered


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1)
    .map(lambda text: text[:100])
    .filter(lambda name: redaction.text(name) == name != "default")
)
def test_any_name_leads_to_the_replica_that_alone_has_it(usual, simulators, name):
    answered = answering(usual, name)
    assert set(answered.values()) == having(simulators, name), answered


def test_calls_that_name_no_tenant_are_those_of_the_tenant_default(usual):
    with client_of(usual.address) as client:
        default = client.home("default")
        unnamed = [
            ("GET", "/clusters"),
            ("GET", "/clusters?AccessKeyId=a&tenant=b"),
            ("GET", "/clusters", "", [("Authorization", "Bearer a"), ("X-Simulator-Tenant", "b")]),
            ("GET", "/clusters", "", [("Authorization", "acs :c2ln")]),
            ("GET", "/?AccessKeyId=b"),
            ("POST", "/?Action=", "AccessKeyId=b", FORM),
            ("POST", "/?Action=DescribeVpcs&AccessKeyId=b", "AccessKeyId=", FORM),
            ("GET", "/_simulator/livez?tenant="),
            ("GET", "/_simulator/livez", "", [("Authorization", "acs a:c2ln")]),
        ]
        assert [client.call(*each)[1] for each in unnamed] == [default] * len(unnamed)


# ---- what could be understood in several ways

REFUSED = {
    "a name in the query that is no UTF-8": ("GET", "/_simulator/livez?tenant=%ff"),
    "one in the path": ("GET", "/_simulator/tenants/%C3%28"),
    "a key among parameters that is none": ("GET", "/?Action=DescribeVpcs&AccessKeyId=%ED%A0%80"),
    "two credentials": (
        "GET", "/clusters", "",
        [("Authorization", "ACS3-HMAC-SHA256 Credential=a,Credential=b,Signature=c")],
    ),
    "a form too large to be looked into": ("POST", "/", f"a={'b' * 20_000}", FORM),
    "a form with too many parameters": ("POST", "/", "a&" * 1_000, FORM),
    "a form in an encoding": ("POST", "/", "a=b", [*FORM, ("Content-Encoding", "gzip")]),
}  # fmt: skip


@pytest.mark.parametrize("call", REFUSED.values(), ids=list(REFUSED))
def test_what_could_lead_to_another_replica_is_refused_in_words(usual, call):
    with client_of(usual.address) as client:
        status, replica, body = client.call(*call)
    assert (status, replica) == (400, None)
    assert body["code"] == body["Code"] != ""
    assert body["message"] == body["Message"] != ""


def test_a_large_form_is_passed_on_where_the_header_says_whose_it_is(usual):
    signed = ("Authorization", "acs team:c2ln")
    with client_of(usual.address) as client:
        form = f"Action=DescribeVpcs&Version=2016-04-28&a={'b' * 200_000}"
        status, replica, _ = client.call("POST", "/", form, [*FORM, signed])
        assert (status, replica) == (200, client.home("team"))


# ---- the share of each replica


@pytest.fixture(scope="module")
def usual_homes(usual):
    return homes(usual)


def test_each_replica_has_a_fair_share_of_the_tenants(usual_homes):
    shares = Counter(usual_homes.values())
    assert sorted(shares) == NAMES
    assert all(0.8 < share / (len(MANY) / 3) < 1.2 for share in shares.values()), shares


def test_another_proxy_with_the_same_replicas_at_other_addresses_decides_alike(
    proxy, addresses, usual_homes
):
    moved = dict(zip(NAMES, reversed(addresses.values()), strict=True))
    assert homes(proxy(moved)) == usual_homes


def test_a_fourth_replica_takes_a_quarter_of_the_tenants_and_leaves_the_others(
    proxy, addresses, usual_homes
):
    there = homes(proxy({**addresses, "cs-simulator-3": addresses[NAMES[0]]}))
    moved = {name for name in MANY if there[name] != usual_homes[name]}
    assert {there[name] for name in moved} == {"cs-simulator-3"}
    assert 0.8 < len(moved) / (len(MANY) / 4) < 1.2


def test_tenants_that_are_pinned_before_a_fourth_replica_is_added_stay_where_they_are(
    proxy, simulators, addresses, usual, serve
):
    with client_of(usual.address) as client:
        for name in [*MANY[:60], *ODD]:
            client.call(*by_query(name))
    pinned = {}
    for replica, simulator in simulators.items():
        listing = command("tenants", "list", "--json", "--url", simulator.url)
        done = subprocess.run(listing, capture_output=True, text=True, check=True)
        pinned.update((name, replica) for name in json.loads(done.stdout)["tenants"])
    assert len(pinned) >= 60 + len(ODD)
    lines = [f"{quote(name, safe='')} {replica}\n" for name, replica in pinned.items()]
    new = serve("--master-port=none")
    there = homes(proxy({**addresses, "cs-simulator-3": new.address}, homes="".join(lines)), pinned)
    assert there == pinned
    assert having({"cs-simulator-3": new}, MANY[0]) == set()


def test_a_tenant_whose_replica_is_away_is_answered_by_no_other(proxy, addresses, usual_homes):
    away = proxy({**addresses, NAMES[1]: NOWHERE}, retries=0)
    with client_of(away.address) as client:
        for name in MANY[:100]:
            home = usual_homes[name]
            status, replica, body = client.call("GET", f"/_simulator/livez?tenant={name}")
            if home == NAMES[1]:
                assert (status, body["code"]) == (503, "ReplicaUnavailable")
            else:
                assert (status, replica) == (200, home)
