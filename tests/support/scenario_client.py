"""The real application, as tests of scenarios play with it: rules put, calls made, time moved."""

import json

from aiohttp import ClientError

from tests.support.builders import a_create_body

A_SCENARIO = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "played"}}


def a_file(path, **parts):
    """Write a scenario into a file, under the file's name; gives its path."""
    path.write_text(json.dumps({**A_SCENARIO, "metadata": {"name": path.stem}, **parts}))
    return str(path)


class ScenarioClient:
    """One simulator behind an aiohttp client, whose time only the test moves."""

    def __init__(self, api) -> None:
        self.api = api

    async def control(self, method, path, body=None, status=200):
        answer = await self.api.request(method, f"/_simulator/{path}", json=body)
        assert answer.status == status, await answer.text()
        return await answer.json()

    async def rules(self, *rules, status=200):
        """Put these rules in force, and no others."""
        return await self.control("PUT", "faults", {"rules": list(rules)}, status)

    async def scenario(self, status=200, **parts):
        """Put a scenario in force."""
        return await self.control("PUT", "scenario", {**A_SCENARIO, **parts}, status)

    async def faults(self):
        """The rules in force, by id."""
        return {each["id"]: each for each in (await self.control("GET", "faults"))["faults"]}

    async def advance(self, **how):
        return await self.control("POST", "clock/advance", how or {"until": "idle"})

    async def ask(self, method, path, body=None):
        """Status and body of a call's answer; 0 and what broke, where there is none."""
        try:
            async with self.api.request(method, path, json=body) as answer:
                return answer.status, await answer.json(content_type=None)
        except (ClientError, ValueError) as broken:
            return 0, broken

    async def create(self, number=1, **changes):
        """Status and body of a creation that collides with no other number's."""
        body = a_create_body(
            **{"name": f"c{number}", "subnet_cidr": f"172.28.{number}.0/24", **changes}
        )
        return await self.ask("POST", "/clusters", body)

    async def created(self, number=1, **changes):
        """The id of a cluster whose creation is answered well."""
        status, body = await self.create(number, **changes)
        assert status == 202, body
        return body["cluster_id"]

    async def settled(self, number=1, **changes):
        """A cluster as the simulator sees it once its creation came to an end, or stands still."""
        cluster_id = await self.created(number, **changes)
        await self.advance()
        return await self.cluster(cluster_id)

    async def cluster(self, cluster_id):
        return await self.control("GET", f"clusters/{cluster_id}")

    async def names(self):
        """The names of the clusters that there are, whatever reads tell."""
        found = (await self.control("GET", "clusters"))["clusters"]
        return {each["name"] for each in found}

    async def log(self, cluster_id):
        status, lines = await self.ask("GET", f"/clusters/{cluster_id}/logs")
        assert status == 200, lines
        return "\n".join(line["cluster_log"] for line in lines)

    async def calls(self):
        return (await self.control("GET", "calls"))["calls"]

    async def decisions(self, **chosen):
        query = "&".join(f"{name}={value}" for name, value in chosen.items())
        return (await self.control("GET", f"decisions?{query}"))["decisions"]
