"""Careless clients: each is the careful one with one bad habit, which its first line names."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.scenarios.clients.ack import AckClient
from tests.scenarios.clients.careful import MINUTE, CarefulClient, GaveUpError
from tests.scenarios.clients.service import NoAnswerError, RefusedError
from tests.scenarios.clients.swarm import SwarmClient


class WalksAwayError(Exception):
    """The client ends, and leaves everything as it is."""


# ---- habits that clients of both kinds of clusters have


class TakesAcceptedForDone(CarefulClient):
    """takes 202 for done"""

    def wait_until_running(self, cluster_id: str) -> Any:
        return {"state": "running"}

    def wait_for_pool(self, cluster_id: str, nodepool_id: str) -> Any:
        return {"status": {"state": "active"}}

    def complete(self, *given: Any) -> None:
        """Go on."""

    def repeat(self, call: Callable[[], Any]) -> Any:
        return call()


class GivesUpAtOnce(CarefulClient):
    """gives up at the first problem, and walks away"""

    def passes(self, refused: RefusedError) -> bool:
        raise WalksAwayError

    def pauses(self, longest: float = 0, total: float = 0) -> Iterator[float]:
        yield 0.0
        raise WalksAwayError

    def find(self, name: str) -> str | None:
        raise WalksAwayError


class ForgetsWhatFailed(CarefulClient):
    """reports a failure, and forgets what was made"""

    def report(self, problem: Exception) -> str:
        raise WalksAwayError

    def delete_failed(self, cluster_id: str) -> None:
        raise WalksAwayError

    def delete_failed_pool(self, cluster_id: str, nodepool_id: str) -> None:
        raise WalksAwayError


class DeletesWithoutWaiting(CarefulClient):
    """takes an accepted deletion for a finished one"""

    def wait_until_gone(self, cluster_id: str) -> Any:
        return None

    def wait_until_pool_gone(self, cluster_id: str, nodepool_id: str) -> Any:
        raise WalksAwayError


class DeletesWhateverIsShown(CarefulClient):
    """deletes again whatever is still shown"""

    def wait_until_gone(self, cluster_id: str) -> Any:
        for _ in range(10):
            if self.look(cluster_id) is None:
                break
            self.begin_deletion(cluster_id)
            self.time.sleep(5)
        return None


class RepeatsEveryRefusal(CarefulClient):
    """repeats what was refused for good"""

    def passes(self, refused: RefusedError) -> bool:
        return not refused.is_about_something_missing

    def pauses(self, longest: float = 0, total: float = 0) -> Iterator[float]:
        yield from [1.0] * 10


class ComesBackAtOnce(CarefulClient):
    """comes back at once, whatever the answer says"""

    def repeat(self, call: Callable[[], Any]) -> Any:
        for _ in range(100):
            try:
                return call()
            except NoAnswerError:
                continue
            except RefusedError as refused:
                if not self.passes(refused):
                    raise
        raise WalksAwayError


class IsImpatient(CarefulClient):
    """gives up after some minutes, and walks away"""

    def wait_for(
        self, look: Callable[[], Any], is_over: Callable[[Any], bool], *, patience: float = 0
    ) -> Any:
        try:
            return super().wait_for(look, is_over, patience=5 * MINUTE)
        except GaveUpError:
            raise WalksAwayError from None


class WaitsForEver(CarefulClient):
    """waits for one state, without a deadline"""

    def wait_until_running(self, cluster_id: str) -> Any:
        return self.wait_for_ever(lambda: self.look(cluster_id), "running")

    def wait_for_pool(self, cluster_id: str, nodepool_id: str) -> Any:
        return self.wait_for_ever(
            lambda: (self.look_at_pool(cluster_id, nodepool_id) or {}).get("status"), "active"
        )

    def wait_for_ever(self, look: Callable[[], Any], state: str) -> Any:
        while (look() or {}).get("state") != state:
            self.time.sleep(30)
        return {"state": state, "status": {"state": state}}


class TrustsTheState(CarefulClient):
    """takes the state for the whole truth, and counts no nodes"""

    def complete(self, *given: Any) -> None:
        """Go on."""

    def clean_up(self) -> None:
        """Keep what is believed to be complete."""


class TriesAgainUnderANewName(CarefulClient):
    """tries again with another name and other addresses"""

    def create(self, request: Any) -> str:
        while True:
            try:
                made = self.service.call("POST", "/clusters", request)
            except (NoAnswerError, RefusedError):
                request = self.tenant.creation(type=getattr(self, "type", ""))
            else:
                self.known.append(made["cluster_id"])
                return str(made["cluster_id"])

    def clean_up(self) -> None:
        """Keep what it knows of: the other cluster is not among it."""


class TakesEvery404ForGone(CarefulClient):
    """takes each 404 for a cluster that is gone, and creates it anew"""

    def bring_up(self, *given: Any) -> str:
        cluster_id = self.create(self.tenant.creation(type=getattr(self, "type", "")))
        while True:
            try:
                state = self.service.call("GET", f"/clusters/{cluster_id}")["state"]
            except RefusedError:
                cluster_id = self.create(self.tenant.creation(type=getattr(self, "type", "")))
                continue
            if state == "running":
                raise WalksAwayError
            self.time.sleep(10)


# ---- habits of clients of Swarm clusters


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


# ---- habits of clients of Kubernetes clusters


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


def of_kind(habit: type[CarefulClient], kind: type[CarefulClient]) -> type[CarefulClient]:
    """A client of one kind of clusters that has a habit; the careful one for none."""
    if habit is CarefulClient:
        return kind
    return habit if issubclass(habit, kind) else type(habit.__name__, (habit, kind), {})
