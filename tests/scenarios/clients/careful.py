"""What careful clients of both kinds of clusters have in common: trying again, and waiting.

Each step is a method of its own, so that a careless client is one in which a step is another.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from tests.scenarios.clients.service import NoAnswerError, RefusedError, Service, TenantTime

MINUTE, HOUR = 60.0, 3600.0

BUSY = ("InvalidStatus.Forbidden", "InvalidNodePoolStatus.Forbidden", "ErrorClusterState")
"""Refusals that pass: something is being changed."""


class GaveUpError(Exception):
    """The client could not do what it was asked, says why, and has left nothing behind."""


class VanishedError(Exception):
    """Something that was there, or was promised, is not there."""


class CarefulClient:
    """A client that makes one cluster, uses it and deletes it.

    It reads the state of things one by one (``detail``), or in lists (``list``).
    """

    def __init__(self, tenant: Any, *, look: str = "detail") -> None:
        self.tenant = tenant
        self.service = Service(tenant)
        self.time = TenantTime(tenant)
        self.looks_at_lists = look == "list"
        self.known: list[str] = []
        """The clusters that are its own, or may be."""
        self.said = ""
        """What it tells its user when it gives up."""

    # ---- calls

    def pauses(self, longest: float = MINUTE, total: float = HOUR) -> Iterator[float]:
        """Seconds to wait before each further try: they grow, and come to an end."""
        waited, pause = 0.0, 1.0
        while waited < total:
            yield pause
            waited += pause
            pause = min(pause * 2, longest)

    def send(self, method: str, path: str, body: object = None) -> Any:
        """Make a call that may be made again: a read, a deletion, a request with a token."""
        return self.repeat(lambda: self.service.call(method, path, body))

    def repeat(self, call: Callable[[], Any]) -> Any:
        """Repeat a call while its problem is one that passes; raises what does not pass."""
        bad_keys = 0
        problem: Exception | None = None
        for pause in self.pauses():
            try:
                return call()
            except NoAnswerError as unanswered:
                problem, wanted = unanswered, 0.0
            except RefusedError as refused:
                problem, wanted = refused, refused.retry_after
                bad_keys += self.is_about_the_key(refused)
                if bad_keys > 3 or not self.passes(refused):
                    raise
            self.time.sleep(max(pause, wanted))
        raise GaveUpError(f"for an hour: {problem}")

    def passes(self, refused: RefusedError) -> bool:
        """Whether the same call may succeed later, with a new token if it takes one."""
        if refused.code == "InvalidSecurityToken.Expired":
            self.service.renew_token()
            return True
        return (
            refused.is_unclear
            or refused.code.startswith("Throttling")
            or refused.code in BUSY
            or self.is_about_the_key(refused)
        )

    @staticmethod
    def is_about_the_key(refused: RefusedError) -> bool:
        """Whether the key is not known: new ones take a moment, but no longer."""
        return refused.code == "InvalidAccessKeyId.NotFound"

    # ---- waiting

    def wait_for(
        self, look: Callable[[], Any], is_over: Callable[[Any], bool], *, patience: float = 2 * HOUR
    ) -> Any:
        """Look until it is over; returns what was seen last.

        What is missing has time to appear, and what was seen and is missing twice has vanished.
        """
        has_been_seen, missing, began = False, 0, self.time.now
        for pause in itertools.chain([5.0, 10.0, 20.0], itertools.repeat(30.0)):
            seen = look()
            if is_over(seen):
                return seen
            missing = 0 if seen is not None else missing + 1
            has_been_seen = has_been_seen or seen is not None
            if missing > (1 if has_been_seen else 20):
                raise VanishedError
            if self.time.now - began >= patience:
                raise GaveUpError(f"it has not come to an end in {patience / MINUTE:.0f} minutes")
            self.time.sleep(pause)
        raise AssertionError

    # ---- a life

    def live(self, work: Callable[[Any], None]) -> str:
        """Do some work, and delete everything; returns what is said to the user if it fails."""
        try:
            work(self)
        except (GaveUpError, RefusedError) as problem:
            self.said = self.report(problem)
        except VanishedError:
            self.said = "the cluster was deleted by somebody else"
        self.clean_up()
        return self.said

    def report(self, problem: Exception) -> str:
        """What the user reads."""
        return f"failed: {problem}"

    def clean_up(self) -> None:
        """Delete every cluster that is its own."""
        for cluster_id in self.known:
            self.delete(cluster_id)
        self.known.clear()

    def delete(self, cluster_id: str) -> None:
        """Delete a cluster and wait until it is gone; a deletion that failed is made again."""
        for _ in range(3):
            if not self.begin_deletion(cluster_id):
                return
            if self.wait_until_gone(cluster_id) is None:
                return
        raise GaveUpError(f"{cluster_id} cannot be deleted")

    def begin_deletion(self, cluster_id: str) -> bool:
        """Ask for a deletion; returns whether there is anything to delete."""
        try:
            self.send("DELETE", f"/clusters/{cluster_id}")
        except RefusedError as refused:
            if not refused.is_about_something_missing:
                raise
            return False
        return True

    def wait_until_gone(self, cluster_id: str) -> Any:
        """Wait for the end of a deletion; returns the cluster if it is still there."""
        return self.wait_for(
            lambda: self.look(cluster_id),
            lambda seen: seen is None or seen["state"] == "delete_failed",
        )

    # ---- reading

    def look(self, cluster_id: str) -> Any:
        """The cluster as it is described or listed now, or ``None``."""
        if self.looks_at_lists:
            listed = [each for each in self.listed() if each["cluster_id"] == cluster_id]
            if listed:
                return listed[0]
        return self.describe(f"/clusters/{cluster_id}")

    def describe(self, path: str) -> Any:
        """What a read answers, or ``None`` for what is not there."""
        try:
            return self.send("GET", path)
        except RefusedError as refused:
            if not refused.is_about_something_missing:
                raise
            return None

    def listed(self, name: str = "") -> list[Any]:
        """The clusters that there are, of a name if one is given."""
        raise NotImplementedError

    def find(self, name: str) -> str | None:
        """The id of the cluster of a name, if there is one."""
        found = [each["cluster_id"] for each in self.listed(name) if each["name"] == name]
        return found[0] if found else None
