"""A server with some tenants, and everything that they show."""

import json
from contextlib import asynccontextmanager

from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.campaigns.secrets import SECRETS
from tests.support.builders import a_create_body

TENANTS = ("first", "second", "third")
WORDS = ("damaged", "cannot be loaded", "checksum", "was changed")
CONTROL_READS = (
    "clock", "calls", "decisions", "fixtures", "scenario", "faults", "snapshots", "timeline",
    "fidelity",
)  # fmt: skip
CLUSTER_READS = ("", "/logs", "/hosts", "/nodes", "/token", "/tasks")
API_READS = ("/clusters", "/events", "/templates", "/quota", "/images")
FLEETING = ("RequestId", "requestId", "request_id", "endpoint")


@asynccontextmanager
async def served(path):
    settings = Settings(db=str(path), clock="frozen", log_level="error", quota=("clusters=50",))
    async with TestServer(create_app(settings)) as server, TestClient(server) as api:
        yield api


class Caller:
    """Calls of one server; counts those that were answered as nobody expected."""

    def __init__(self, api):
        self.api = api
        self.tracebacks = []

    async def call(self, method, path, body=None, tenant="", **options):
        if path.startswith("/_simulator"):
            options["params"] = {"tenant": tenant}
        headers = {"Authorization": f"acs {tenant}:x"} | options.pop("headers", {})
        answer = await self.api.request(method, path, json=body, headers=headers, **options)
        raw = await answer.read()
        try:
            found = json.loads(raw)
        except ValueError:
            found = raw.decode("utf-8", "replace")
        if answer.status == 500 and not any(word in str(found) for word in WORDS):
            self.tracebacks.append(f"{method} {path} of {tenant}: {found}")
        return answer.status, found


def a_body(name, number, size=1):
    return a_create_body(
        name=name, size=size, subnet_cidr=f"172.{16 + number}.0.0/16", password=SECRETS["password"]
    )


async def make(path):
    """A database whose tenants have clusters in every state, tasks, a scenario and a snapshot."""
    async with served(path) as api:
        caller = Caller(api)

        async def call(*request):
            status, found = await caller.call(*request)
            assert status < 400, (request, status, found)
            return status, found

        for tenant in TENANTS:
            for number, name in enumerate(("done", "gone", "begun")):
                await call("POST", "/clusters", a_body(name, number, 2), tenant)
                if name != "begun":
                    await call("POST", "/_simulator/clock/advance", {"until": "idle"}, tenant)
            for cluster in (await call("GET", "/clusters", None, tenant))[1]:
                if cluster["name"] == "gone":
                    await call("DELETE", f"/clusters/{cluster['cluster_id']}", None, tenant)
                if cluster["name"] == "done":
                    path_of = f"/clusters/{cluster['cluster_id']}"
                    await call("POST", f"{path_of}/token", None, tenant)
                    await call("POST", f"{path_of}/tags", [{"key": "a", "value": "b"}], tenant)
            template = {"name": "web", "template": "web: {}", "template_type": "compose"}
            await call("POST", "/templates", template, tenant)
            rule = {"id": "slow", "when": {"cluster": "later*"}, "then": {"slow": {"factor": 2}}}
            await call("PATCH", "/_simulator/faults", {"rules": [rule]}, tenant)
            await call("PUT", "/_simulator/fixtures", {"quotas": {"eips": 90}}, tenant)
            await call("POST", "/_simulator/clock/advance", {"by": "70s"}, tenant)
            await call("PUT", "/_simulator/snapshots/kept", None, tenant)


class Observer:
    """Sees everything that a tenant shows, by what was asked for it."""

    def __init__(self, api, tenant):
        self.caller = Caller(api)
        self.tenant = tenant
        self.seen = {}

    async def see(self, method, path, body=None):
        """What is answered, if it is no refusal; otherwise nothing."""
        status, found = await self.caller.call(method, path, body, self.tenant)
        if isinstance(found, dict):
            for fleeting in FLEETING:
                found.pop(fleeting, None)
        self.seen[f"{method} {path}"] = status, found
        return found if status < 400 else {}

    async def look(self):
        for path in (*CONTROL_READS, f"tenants/{self.tenant}"):
            await self.see("GET", f"/_simulator/{path}")
        calls = self.seen["GET /_simulator/calls"][1].get("calls") or ()
        for call in calls[-3:]:
            await self.see("GET", f"/_simulator/calls/{call['request_id']}/explain")
        shown = await self.see("GET", "/_simulator/clusters")
        for cluster in shown.get("clusters", ()):
            one = f"/clusters/{cluster['cluster_id']}"
            for path in (f"/_simulator{one}", *(f"{one}{below}" for below in CLUSTER_READS)):
                await self.see("GET", path)
        tasks = await self.see("GET", "/_simulator/tasks")
        for task in tasks.get("tasks", ()):
            await self.see("GET", f"/_simulator/tasks/{task['task_id']}")
            await self.see("GET", f"/tasks/{task['task_id']}")
        for path in API_READS:
            await self.see("GET", path)

    async def live_on(self):
        await self.see("POST", "/clusters", a_body("later", 9))
        await self.see("POST", "/_simulator/clock/advance", {"until": "idle"})
        for cluster in await self.see("GET", "/clusters"):
            if cluster["name"] in ("done", "later"):
                await self.see("DELETE", f"/clusters/{cluster['cluster_id']}")
        await self.see("POST", "/_simulator/clock/advance", {"until": "idle"})
        await self.see("GET", "/_simulator/clusters")
        await self.see("GET", "/_simulator/tasks")


async def observe(api, tenant):
    """Everything that a tenant shows, now and while it lives on; and what nobody expected."""
    observer = Observer(api, tenant)
    await observer.look()
    await observer.live_on()
    return observer.seen, observer.caller.tracebacks
