"""Long answers are made in pieces, with others in between; nothing is missing in them."""

import asyncio

from tests.support.builders import a_create_body
from tests.support.simulators import PLENTY

MANY = 120


async def test_all_of_many_clusters_and_their_tasks_are_shown(an_api):
    api = await an_api(quota=PLENTY)
    bodies = [
        a_create_body(
            name=f"c{number}", size=2, vpc_id=f"vpc-c{number}", vswitch_id=f"vsw-c{number}",
            subnet_cidr="172.28.0.0/16",
        )
        for number in range(MANY)
    ]  # fmt: skip
    for body in bodies:
        assert (await api.post("/clusters", json=body)).status == 202

    async def shown(path):
        return await (await api.get(f"/_simulator/{path}")).json()

    listed, coming, other = await asyncio.gather(
        shown("clusters"), shown("timeline"), api.get("/clusters")
    )

    assert [cluster["name"] for cluster in listed["clusters"]] == [body["name"] for body in bodies]
    assert all(len(cluster["tasks"]) == 1 for cluster in listed["clusters"])
    assert other.status == 200
    assert coming["is_complete"]
    assert len(coming["tasks"]) == MANY
    steps = {len(task["steps"]) for task in coming["tasks"]}
    assert len(steps) == 1

    await api.post("/_simulator/clock/advance", json={"until": "idle"})
    past = await shown("timeline")
    assert {len(task["steps"]) for task in past["tasks"]} == steps


async def test_a_long_preview_shows_what_the_timeline_will_be(an_api):
    """It is made on a copy of the tenant's world: the world itself stays as it is."""
    api = await an_api(quota=(*PLENTY, "nodes_per_cluster=1000"))
    for number in range(3):
        body = a_create_body(
            name=f"c{number}", size=100, vpc_id=f"vpc-c{number}", vswitch_id=f"vsw-c{number}",
            subnet_cidr="172.28.0.0/16",
        )  # fmt: skip
        assert (await api.post("/clusters", json=body)).status == 202

    async def ends():
        tasks = (await (await api.get("/_simulator/timeline")).json())["tasks"]
        return [sorted((step["stage"], step["ended"]) for step in task["steps"]) for task in tasks]

    before = await (await api.get("/_simulator/clusters")).json()
    expected = await ends()
    assert await (await api.get("/_simulator/clusters")).json() == before
    assert sum(map(len, expected)) > 1_000

    await api.post("/_simulator/clock/advance", json={"until": "idle"})
    assert await ends() == expected
