"""A client of a simulator, and what invariants say of what it did."""

import pytest
from cs_simulator.cluster_types import registry, type_of_body

from tests.support.scenario_client import ScenarioClient


class Client(ScenarioClient):
    """Makes calls as clients do, and asks for the verdict on an invariant."""

    async def verdict(self, invariant):
        """The reason why an invariant does not hold; ``None`` if it does."""
        body = {"expectations": [{"invariant": invariant}]}
        [verdict] = (await self.control("POST", "calls/verify", body))["verdicts"]
        assert verdict["passed"] == (verdict["reason"] is None)
        assert verdict["passed"] or verdict["calls"]
        return verdict["reason"]

    async def kubernetes(self, number=1, name="web", **changes):
        """Create a Kubernetes cluster; returns the answer."""
        given = {"cluster_type": "ManagedKubernetes", "name": name, **changes}
        body = type_of_body(registry(), given).creation.example(given, number)
        if "pod_vswitch_ids" in changes:
            del body["container_cidr"]
        return await self.call("POST", "/clusters", body)

    async def kubernetes_running(self, number=1, **changes):
        """Create a Kubernetes cluster and wait until it runs; returns its path."""
        cluster_id = (await self.kubernetes(number, **changes)).ok()["cluster_id"]
        await self.advance()
        return f"/clusters/{cluster_id}"


@pytest.fixture
def client(play):
    """A client, whose time only the test moves."""
    return Client(play.api)
