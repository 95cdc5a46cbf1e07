"""Careless clients of Kubernetes clusters; the first line of a class names its habit."""

from typing import Any

from tests.scenarios.clients.ack import AckClient
from tests.scenarios.clients.careful import MINUTE
from tests.scenarios.clients.careless import WalksAwayError
from tests.scenarios.clients.service import RefusedError


class TakesARemovalForDone(AckClient):
    """takes a node for removed once that was accepted"""

    def remove_nodes(self, *given: Any, drain: bool = False) -> None:
        self.begin_removal(*given, drain=drain)
        raise WalksAwayError


class ReadsATaskOfEachAnswer(AckClient):
    """reads a task id of every answer"""

    def begin_deletion(self, cluster_id: str) -> bool:
        return bool(self.service.call("DELETE", f"/clusters/{cluster_id}")["task_id"])


class ReadsEveryFieldOfErrors(AckClient):
    """reads errors as if they had every field"""

    def report(self, problem: Exception) -> str:
        assert isinstance(problem, RefusedError)
        return f"{problem.message} (request {problem.body['request_id']})"


class FormatsMessages(AckClient):
    """formats the service's messages as its own"""

    def report(self, problem: Exception) -> str:
        return f"%s: {problem}" % "the creation failed"


class ReplacesWhatDiffers(AckClient):
    """replaces what looks different, though a field is only missing"""

    def bring_up(self) -> str:
        request = self.tenant.creation(type=self.type)
        cluster_id = self.create(request)
        while (cluster := self.look(cluster_id))["state"] != "running":
            if cluster.get("vpc_id") != request["vpcid"]:
                self.delete(cluster_id)
                cluster_id = self.create(self.tenant.creation(type=self.type))
            self.time.sleep(10)
        return cluster_id


class AddsNodesAgain(AckClient):
    """adds nodes again after an error, without reading the pool"""

    def ask_for(self, cluster_id: str, nodepool_id: str, size: int) -> None:
        self.send("POST", f"/clusters/{cluster_id}/nodepools/{nodepool_id}", {"count": 2})
        self.wait_for_pool(cluster_id, nodepool_id)


class NeverLooksAtNodesOfPools(AckClient):
    """looks at the state of the node pool, and never at its nodes"""

    def watch(self, cluster_id: str, nodepool_id: str, minutes: int) -> None:
        for _ in range(minutes):
            assert self.look_at_pool(cluster_id, nodepool_id)["status"]["state"] == "active"
            self.time.sleep(MINUTE)
        raise WalksAwayError
