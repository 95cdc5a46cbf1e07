"""The stream of events: everything that happens, in order, live or caught up on."""

import asyncio
import json
import urllib.request

import pytest
from cs_simulator.server.app import SIMULATOR

from tests.support.builders import a_create_body
from tests.support.failing_statements import failing

pytestmark = pytest.mark.every_type


class Reader:
    """Reads one stream, event by event."""

    def __init__(self, answer):
        self.answer = answer
        self.last_id = ""

    async def next(self):
        fields = {}
        while True:
            line = (
                (await asyncio.wait_for(self.answer.content.readline(), 10)).decode().rstrip("\n")
            )
            if not line and fields:
                self.last_id = fields["id"]
                return fields["event"], json.loads(fields["data"])
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value

    async def until(self, kind, **wanted):
        """The events up to one of that kind that has those fields."""
        found = []
        while True:
            event, data = await self.next()
            found.append((event, data))
            if event == kind and wanted.items() <= data.items():
                return found


async def stream(api, query="", **headers):
    answer = await api.get(f"/_simulator/events?{query}", headers=headers)
    assert answer.status == 200, await answer.text()
    assert answer.content_type == "text/event-stream"
    return Reader(answer)


async def advance(api, **how):
    await api.post("/_simulator/clock/advance", json=how)


async def test_a_reader_sees_calls_steps_states_lines_and_the_clock(api):
    await api.get("/version")
    reader = await stream(api)
    created = await (await api.post("/clusters", json=a_create_body())).json()
    await advance(api, until="idle")
    await api.get("/clusters")
    seen = await reader.until("call", path="/clusters", method="GET")
    kinds = {kind for kind, _ in seen}
    assert kinds == {"call", "event", "log", "step", "state", "clock"}
    assert "/version" not in {data.get("path") for _, data in seen}
    assert ("state", "initial", "running") in {
        (kind, data.get("before"), data.get("state")) for kind, data in seen
    }
    lines = [data for kind, data in seen if kind != "clock"]
    assert [data["time"] for data in lines] == sorted(data["time"] for data in lines)
    about = {data["cluster_id"] for kind, data in seen if kind in ("log", "step", "event")}
    assert about == {created["cluster_id"]}


async def test_a_reader_that_comes_back_gets_what_it_missed_and_nothing_twice(api):
    reader = await stream(api, "from=start")
    await api.post("/clusters", json=a_create_body(size=2))
    for _ in range(2):
        await reader.next()
    seen = []
    for _ in range(4):
        await advance(api, by="70s")
        seen += [await reader.next()]
        reader.answer.close()
        reader = await stream(api, **{"Last-Event-ID": reader.last_id})
    await advance(api, until="idle")
    seen += await reader.until("state", state="running")
    everything = await stream(api, "from=start")
    expected = await everything.until("state", state="running")
    lasting = [each for each in seen if each[0] != "clock"]
    assert lasting == expected[-len(lasting) :]
    assert len(expected) - len(lasting) in (1, 2)


async def test_kinds_are_chosen(api):
    reader = await stream(api, "kinds=state,clock&from=start")
    await api.post("/clusters", json=a_create_body())
    await advance(api, until="idle")
    seen = await reader.until("state", state="running")
    assert list(dict.fromkeys(kind for kind, _ in seen)) == ["clock", "state"]


async def test_a_reset_is_an_event_and_the_stream_goes_on(api):
    await api.post("/clusters", json=a_create_body())
    reader = await stream(api)
    await api.post("/_simulator/reset")
    await reader.until("reset")
    await api.post("/clusters", json=a_create_body())
    await reader.until("call", operation="CreateCluster")


async def test_a_tenants_stream_has_only_its_own_and_ends_with_it(api):
    made = await (await api.post("/_simulator/tenants", json={"name": "mine"})).json()
    reader = await stream(api, "tenant=mine")
    await api.post("/clusters", json=a_create_body())
    headers = {"Authorization": "acs mine:x"}
    await api.post("/clusters", json=a_create_body(name="of-mine"), headers=headers)
    seen = await reader.until("call", operation="CreateCluster")
    assert seen[-1][1]["body"]["name"] == "of-mine"
    await api.delete(f"/_simulator/tenants/{made['tenant']}")
    await asyncio.wait_for(reader.answer.content.read(), 10)
    assert "mine" not in (await (await api.get("/_simulator/tenants")).json())["tenants"]


async def test_a_stream_goes_on_after_errors_of_the_database(api):
    simulator = api.app[SIMULATOR]
    await api.get("/version")
    reader = await stream(api)
    seen = []

    def fails(sql):
        seen.append(sql)
        return sql.startswith("SELECT")

    with failing(simulator, fails):
        while not any(sql.startswith("SELECT") for sql in seen):
            await api.post("/clusters", json=a_create_body())
    await api.get("/clusters")

    found = await reader.until("call", path="/clusters", method="GET")
    assert ("call", "POST") in [(kind, data.get("method")) for kind, data in found]


def test_an_open_stream_does_not_hold_up_the_end(serve):
    served = serve()
    with urllib.request.urlopen(f"{served.url}/_simulator/events", timeout=60) as answer:
        assert answer.readline().startswith(b":")
        assert served.stop() == 0


@pytest.mark.parametrize("query", ["from=then", "kinds=call,more", "kinds=,"])
async def test_what_is_not_known_is_refused(api, query):
    assert (await api.get(f"/_simulator/events?{query}")).status == 400
    for place in ("x", "1", "1.x", ".", "1.2.3", "9" * 20 + ".1"):
        answer = await api.get("/_simulator/events", headers={"Last-Event-ID": place})
        assert answer.status == 400


async def test_what_has_no_event_of_its_own_is_said_to_have_changed(api):
    reader = await stream(api, "kinds=change")
    rule = {"id": "r", "when": {"operation": "CreateCluster"}, "then": {"error": "Throttling.User"}}
    await api.patch("/_simulator/faults", json={"rules": [rule]})
    assert await reader.next() == ("change", {"what": ["scenario"]})
    await api.get("/version")
    await api.delete("/_simulator/calls")
    assert await reader.next() == ("change", {"what": ["journal"]})
