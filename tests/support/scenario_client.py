"""The application as tests of scenarios use it: they put rules, make calls and move time."""

import json
from pathlib import Path
from typing import Any

from aiohttp import ClientError

from tests.support import http
from tests.support.answer import Answer
from tests.support.builders import Api, a_create_body

A_SCENARIO = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "played"}}


def a_file(path: Path, **parts: object) -> str:
    """Write a scenario with the file's name into a file; returns its path."""
    path.write_text(json.dumps({**A_SCENARIO, "metadata": {"name": path.stem}, **parts}))
    return str(path)


class ScenarioClient:
    """One simulator behind an aiohttp client; only the test moves its time."""

    def __init__(self, api: Api) -> None:
        self.api = api

    async def control(self, method: str, path: str, body: object = None, status: int = 200) -> Any:
        """Use the control plane; returns the body of the response, which must have that status."""
        return await http.control(self.api, method, path, body, status=status)

    async def rules(self, *rules: object, status: int = 200) -> Any:
        """Put these rules in force, and no others."""
        return await self.control("PUT", "faults", {"rules": list(rules)}, status)

    async def scenario(self, status: int = 200, **parts: object) -> Any:
        """Put a scenario in force."""
        return await self.control("PUT", "scenario", {**A_SCENARIO, **parts}, status)

    async def faults(self) -> dict[str, Any]:
        """The rules in force, by id."""
        return {rule["id"]: rule for rule in (await self.control("GET", "faults"))["faults"]}

    async def advance(self, **how: object) -> Any:
        return await self.control("POST", "clock/advance", how or {"until": "idle"})

    async def call(self, method: str, path: str, body: object = None) -> Answer:
        """Make a call; without a readable response, the status is 0 and the body the exception."""
        try:
            async with self.api.request(method, path, json=body) as response:
                return Answer(response.status, await response.json(content_type=None))
        except (ClientError, ValueError) as problem:
            return Answer(0, problem)

    async def create(self, number: int = 1, **changes: object) -> Answer:
        """Create a cluster, whose name and block differ from those with another number."""
        body = a_create_body(
            **{"name": f"c{number}", "subnet_cidr": f"172.28.{number}.0/24", **changes}
        )
        return await self.call("POST", "/clusters", body)

    async def created(self, number: int = 1, **changes: object) -> str:
        """Create a cluster, which must be accepted; returns its id."""
        cluster_id: str = (await self.create(number, **changes)).ok()["cluster_id"]
        return cluster_id

    async def settled(self, number: int = 1, **changes: object) -> Any:
        """Create a cluster and run its task; returns the cluster as the control plane shows it."""
        cluster_id = await self.created(number, **changes)
        await self.advance()
        return await self.cluster(cluster_id)

    async def cluster(self, cluster_id: str) -> Any:
        return await self.control("GET", f"clusters/{cluster_id}")

    async def names(self) -> set[str]:
        """The names of the existing clusters, whatever the service's API answers."""
        found = (await self.control("GET", "clusters"))["clusters"]
        return {cluster["name"] for cluster in found}

    async def log(self, cluster_id: str) -> str:
        lines = (await self.call("GET", f"/clusters/{cluster_id}/logs")).ok()
        return "\n".join(line["cluster_log"] for line in lines)

    async def calls(self) -> Any:
        return (await self.control("GET", "calls"))["calls"]

    async def decisions(self, **chosen: object) -> Any:
        query = "&".join(f"{name}={value}" for name, value in chosen.items())
        return (await self.control("GET", f"decisions?{query}"))["decisions"]
