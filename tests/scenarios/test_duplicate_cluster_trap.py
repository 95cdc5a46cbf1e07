"""The trap of lost answers: a client that retries under a new name pays for two clusters."""

from itertools import count

from tests.support.builders import a_create_body

TRAP = {
    "rules": [
        {
            "id": "lost",
            "when": {"operation": "CreateCluster"},
            "fire": {"nth": 1},
            "then": "lost_reply",
        }
    ],
    "expect": [
        {"rule": "lost", "hits": 1},
        {"clusters": {"name": "build-*"}, "count": 1},
        {"calls": {"operation": "CreateCluster"}, "count": 1},
    ],
}


class Client:
    """A client that generates a new name and a new network for each attempt."""

    def __init__(self, play) -> None:
        self.play = play
        self.tries = count(1)

    async def create(self):
        number = next(self.tries)
        body = a_create_body(name=f"build-{number:04x}", subnet_cidr=f"172.28.{number}.0/24")
        return (await self.play.call("POST", "/clusters", body)).status

    async def listed(self):
        status, clusters = await self.play.call("GET", "/clusters")
        assert status == 200, clusters
        return [cluster for cluster in clusters if cluster["name"].startswith("build-")]


async def naively(client):
    """Create clusters until an answer is a success."""
    while await client.create() != 202:
        pass


async def carefully(client):
    """Before each further attempt, look whether the previous one succeeded after all."""
    while await client.create() != 202:
        if await client.listed():
            break


async def verdicts(play, behaves):
    await play.scenario(**TRAP)
    await behaves(Client(play))
    report = await play.control("POST", "scenario/verify")
    return report["passed"], report["verdicts"]


async def test_a_naive_client_ends_with_two_clusters_and_is_found_out(play):
    passed, found = await verdicts(play, naively)
    assert await play.names() == {"build-0001", "build-0002"}
    assert not passed
    assert [verdict["passed"] for verdict in found] == [True, False, False]
    assert found[1]["reason"] == "expected 1 cluster named build-*, found 2"
    assert found[2]["reason"] == "expected 1 call of CreateCluster, found 2"
    proof = [(call["body"]["name"], call["status"], call["faults"]) for call in found[2]["calls"]]
    assert proof == [("build-0001", 0, ["lost:lost_reply"]), ("build-0002", 202, [])]


async def test_a_careful_client_ends_with_one_and_passes(play):
    passed, found = await verdicts(play, carefully)
    assert passed, found
    assert await play.names() == {"build-0001"}
