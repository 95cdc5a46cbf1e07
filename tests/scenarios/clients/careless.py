"""Careless clients of both kinds of clusters: each is the careful one with one bad habit.

The first line of a class names its habit.
"""

from collections.abc import Callable, Iterator
from typing import Any

from tests.scenarios.clients.careful import MINUTE, CarefulClient, GaveUpError
from tests.scenarios.clients.service import NoAnswerError, RefusedError


class WalksAwayError(Exception):
    """The client ends, and leaves everything as it is."""


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


def of_kind(habit: type[CarefulClient], kind: type[CarefulClient]) -> type[CarefulClient]:
    """A client of one kind of clusters that has a habit; the careful one for none."""
    if habit is CarefulClient:
        return kind
    return habit if issubclass(habit, kind) else type(habit.__name__, (habit, kind), {})
