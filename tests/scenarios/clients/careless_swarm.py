"""Careless clients of Swarm clusters; the first line of a class names its habit."""

from tests.scenarios.clients.careful import MINUTE
from tests.scenarios.clients.careless import WalksAwayError
from tests.scenarios.clients.swarm import SwarmClient


class BuysAgainAndAgain(SwarmClient):
    """tries the same again and again, and keeps what failed"""

    def bring_up(self, size: int) -> str:
        for _ in range(5):
            cluster_id = self.create(self.tenant.creation(size=size))
            if self.wait_until_running(cluster_id)["state"] == "running":
                return cluster_id
        raise WalksAwayError


class NeverLooksAtNodes(SwarmClient):
    """looks at the state of the cluster, and never at its nodes"""

    def watch(self, cluster_id: str, minutes: int) -> None:
        for _ in range(minutes):
            assert self.look(cluster_id)["state"] == "running"
            self.time.sleep(MINUTE)
        raise WalksAwayError


class ReplacesAtTheFirstLoss(SwarmClient):
    """replaces a node at its first loss"""

    patience_with_nodes = 0.0
