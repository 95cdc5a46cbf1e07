"""The trap of lost answers: who simply tries again under a new name pays for two clusters."""

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
    """One that makes names and networks up, as generated names are: new for each try."""

    def __init__(self, play) -> None:
        self.play = play
        self.tries = count(1)

    async def create(self):
        number = next(self.tries)
        body = a_create_body(name=f"build-{number:04x}", subnet_cidr=f"172.28.{number}.0/24")
        return (await self.play.ask("POST", "/clusters", body))[0]

    async def listed(self):
        status, clusters = await self.play.ask("GET", "/clusters")
        assert status == 200, clusters
        return [each for each in clusters if each["name"].startswith("build-")]


async def naively(client):
    """Try until a try is answered well."""
    while await client.create() != 202:
        pass


async def carefully(client):
    """Look, before each try after the first, whether the one before was done after all."""
    while await client.create() != 202:
        if await client.listed():
            break


async def verdicts(play, behaves):
    await play.scenario(**TRAP)
    await behaves(Client(play))
    told = await play.control("POST", "scenario/verify")
    return told["passed"], [each["passed"] for each in told["verdicts"]], told["verdicts"]


async def test_a_naive_client_ends_with_two_clusters_and_is_told_so(play):
    passed, each, told = await verdicts(play, naively)
    assert await play.names() == {"build-0001", "build-0002"}
    assert (passed, each) == (False, [True, False, False])
    assert told[1]["reason"] == "clusters found: 2, and 1 was expected"
    assert told[2]["reason"] == "2 calls, and 1 was expected"
    proof = [(call["body"]["name"], call["status"], call["faults"]) for call in told[2]["calls"]]
    assert proof == [("build-0001", 0, ["lost:lost_reply"]), ("build-0002", 202, [])]


async def test_a_careful_client_ends_with_one_and_passes(play):
    passed, _, told = await verdicts(play, carefully)
    assert passed, told
    assert await play.names() == {"build-0001"}
