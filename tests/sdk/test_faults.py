"""Faults as an unmodified client meets them: aliyun-python-sdk-core, over real sockets."""

import asyncio
import json

import pytest
from aliyunsdkcore.acs_exception.exceptions import ClientException, ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from cs_simulator.domain.records import tables
from cs_simulator.engine import scenario

from tests.sdk.conftest import in_a_thread
from tests.sdk.legacy_client import LegacyClient
from tests.support.scenario_client import A_SCENARIO

CREATE = {"operation": "CreateCluster"}
LIST = {"operation": "DescribeClusters"}
PATIENCE = 1


class Impatient(LegacyClient):
    """The SDK's client without retries of its own; it waits for a second at most."""

    def __init__(self, address):
        super().__init__(address)
        self.client = AcsClient(
            "testid", "testsecret", "cn-beijing", auto_retry=False, timeout=PATIENCE
        )

    def raw(self, method, path, body=None):
        """Status, headers and body, whatever they are."""
        request = CommonRequest(domain=self.address, version="2015-12-15", uri_pattern=path)
        request.set_method(method)
        request.set_endpoint(self.address)
        if body is not None:
            request.set_content(json.dumps(body).encode())
            request.set_content_type("application/json")
        status, headers, answer = self.client.get_response(request)
        return status, {name.lower(): value for name, value in headers.items()}, answer

    def names(self):
        return [cluster["name"] for cluster in self.common("GET", "/clusters")]


class FaultySimulator:
    """A simulator with rules, an impatient client, and a view of what is really there."""

    def __init__(self, client, simulator):
        self.client = client
        self.simulator = simulator

    async def rules(self, *rules):
        """Put these rules in force."""
        tenant = await self.simulator.tenants.get("testid")
        written = {**A_SCENARIO, "rules": [{"id": f"r{n}", **r} for n, r in enumerate(rules)]}
        tenant.change(
            self.simulator.system_clock.monotonic(),
            lambda unit: scenario.begin(unit, written),
        )

    async def call(self, what, *arguments, **named):
        return await in_a_thread(getattr(self.client, what), *arguments, **named)

    async def there(self):
        """The names of the clusters that there are."""
        tenant = await self.simulator.tenants.get("testid")
        return [cluster.name for cluster in tenant.world.clusters]

    async def calls(self):
        """Operation, status and faults of the calls that were received."""
        tenant = await self.simulator.tenants.get("testid")
        await self.simulator.flush(tenant)
        entries = await self.simulator.store.history.read(tables.CALL, tenant.number)
        return [(call.operation, call.status, call.faults) for call in entries]


@pytest.fixture
async def faulty(start):
    address, simulator = await start(clock="frozen")
    return FaultySimulator(Impatient(address), simulator)


@pytest.mark.parametrize(
    ("then", "phase", "is_done", "words"),
    [
        ("reset", "admit", False, "reset by peer"),
        ("reset", "reply", True, "reset by peer"),
        ("lost_reply", "reply", True, "reset by peer"),
        ("empty", "reply", True, "without response"),
        ("hang", "admit", False, "timed out"),
        ("hang", "reply", True, "timed out"),
    ],
)
async def test_a_lost_response_leaves_the_caller_in_doubt(faulty, then, phase, is_done, words):
    await faulty.rules({"when": CREATE, "phase": phase, "then": then})
    with pytest.raises(ClientException) as broken:
        await faulty.call("create")
    assert broken.value.get_error_code() == "SDK.HttpError"
    assert words in broken.value.get_error_msg()
    assert await faulty.there() == (["my-test-cluster"] if is_done else [])
    assert await faulty.calls() == [("CreateCluster", 0, f"r0:{then}")]


@pytest.mark.parametrize("then", [{"truncate": 20}, "malformed"])
async def test_a_truncated_response_cannot_be_read_although_the_work_is_done(faulty, then):
    await faulty.rules({"when": CREATE, "then": then})
    with pytest.raises((ClientException, ValueError)):
        await faulty.call("create")
    assert await faulty.there() == ["my-test-cluster"]
    ((_, status, faults),) = await faulty.calls()
    assert status == 202
    assert faults.startswith("r0:")


async def test_a_wrong_content_type_harms_no_caller(faulty):
    await faulty.rules({"when": LIST, "then": {"wrong_content_type": "text/html"}})
    status, headers, body = await faulty.call("raw", "GET", "/clusters")
    assert (status, json.loads(body)) == (200, [])
    assert headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "rule",
    [
        {"phase": "admit", "then": {"delay": "300ms"}},
        {"phase": "reply", "then": {"delay": "300ms"}},
        {"phase": "reply", "then": {"slow": {"bytes_per_second": 400}}},
    ],
    ids=str,
)
async def test_a_delayed_response_is_complete_and_late(faulty, rule):
    await faulty.rules({"when": CREATE, **rule})
    began = asyncio.get_running_loop().time()
    assert (await faulty.call("create"))["cluster_id"].startswith("c")
    assert asyncio.get_running_loop().time() - began >= 0.3


async def test_a_response_slower_than_the_timeout_is_lost(faulty):
    await faulty.rules(
        {"when": CREATE, "phase": "reply", "then": {"slow": {"bytes_per_second": 0.5}}}
    )
    with pytest.raises(ClientException) as broken:
        await faulty.call("create")
    assert broken.value.get_error_code() == "SDK.HttpError"
    assert await faulty.there() == ["my-test-cluster"]


async def test_an_error_is_answered_although_the_work_is_done(faulty):
    await faulty.rules({"when": CREATE, "then": "error_after_commit"})
    with pytest.raises(ServerException) as refused:
        await faulty.call("create")
    assert refused.value.get_http_status() == 500
    assert refused.value.get_error_code() == "InternalError"
    assert len(refused.value.get_request_id()) == 36
    assert await faulty.there() == await faulty.call("names") == ["my-test-cluster"]


async def test_a_success_is_answered_although_nothing_is_done(faulty):
    await faulty.rules({"when": CREATE, "fire": {"times": 1}, "then": "ghost_success"})
    ghost = await faulty.call("create")
    assert await faulty.call("names") == []
    with pytest.raises(ServerException) as gone:
        await faulty.call("common", "GET", f"/clusters/{ghost['cluster_id']}")
    assert gone.value.get_error_code() == "ErrorClusterNotFound"
    again = await faulty.call("create")
    assert again["cluster_id"] != ghost["cluster_id"]
    assert again["task_id"] != ghost["task_id"]


@pytest.mark.parametrize("lag", [{"lag": "1h"}, {"reads": 1}], ids=str)
async def test_a_stale_read_shows_what_was(faulty, lag):
    await faulty.rules(
        {"when": {"operation": "DescribeClusterDetail"}, "fire": {"times": 1},
         "then": {"stale_read": lag}}
    )  # fmt: skip
    path = f"/clusters/{(await faulty.call('create'))['cluster_id']}"
    with pytest.raises(ServerException) as missing:
        await faulty.call("common", "GET", path)
    assert missing.value.get_error_code() == "ErrorClusterNotFound"
    assert (await faulty.call("common", "GET", path))["name"] == "my-test-cluster"


async def test_a_list_is_stale_while_the_cluster_itself_is_not(faulty):
    await faulty.rules({"then": {"list_lag": {"reads": 2}}})
    path = f"/clusters/{(await faulty.call('create'))['cluster_id']}"
    assert (await faulty.call("common", "GET", path))["name"] == "my-test-cluster"
    seen = [await faulty.call("names") for _ in range(3)]
    assert seen == [[], [], ["my-test-cluster"]]


async def test_what_is_deleted_is_still_listed(faulty):
    path = f"/clusters/{(await faulty.call('create'))['cluster_id']}"
    await faulty.rules({"then": {"list_lag": {"lag": "10m"}}})
    tenant = await faulty.simulator.tenants.get("testid")
    await faulty.call("common", "DELETE", path)
    await faulty.simulator.advance(tenant, tenant.now(0.0) + 300_000_000)
    assert await faulty.there() == []
    assert await faulty.call("names") == ["my-test-cluster"]
    await faulty.simulator.advance(tenant, tenant.now(0.0) + 600_000_000)
    assert await faulty.call("names") == []


@pytest.mark.parametrize("answer", ["first", "second"])
async def test_a_request_that_is_delivered_twice_is_done_once_and_refused_once(faulty, answer):
    await faulty.rules({"when": CREATE, "then": {"duplicate_delivery": answer}})
    if answer == "first":
        assert (await faulty.call("create"))["cluster_id"].startswith("c")
    else:
        with pytest.raises(ServerException) as refused:
            await faulty.call("create")
        assert refused.value.get_error_code() == "InvalidCidrBlock.Overlapped"
    assert await faulty.there() == ["my-test-cluster"]


async def test_a_throttled_caller_learns_when_to_retry(faulty):
    await faulty.rules({"when": LIST, "then": {"throttle": {"rate": "6/m", "burst": 2}}})
    statuses = [(await faulty.call("raw", "GET", "/clusters"))[0] for _ in range(2)]
    with pytest.raises(ServerException) as refused:
        await faulty.call("names")
    assert statuses == [200, 200]
    assert refused.value.get_error_code() == "Throttling.User"
    status, headers, _ = await faulty.call("raw", "GET", "/clusters")
    assert (status, headers["retry-after"], headers["x-acs-retry-after"]) == (400, "10", "10")
    tenant = await faulty.simulator.tenants.get("testid")
    await faulty.simulator.advance(tenant, tenant.now(0.0) + 10_000_000)
    assert await faulty.call("names") == []
