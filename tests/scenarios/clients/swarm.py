"""A careful client of Swarm clusters, whose creations have no token.

So it chooses a name that nobody else has, and looks for it before it tries again.
"""

from typing import Any
from urllib.parse import urlencode

from tests.scenarios.clients.careful import (
    HOUR,
    MINUTE,
    CarefulClient,
    GaveUpError,
    VanishedError,
)
from tests.scenarios.clients.service import NoAnswerError, RefusedError

MACHINE = {"instance_type": "ecs.n1.small", "password": "TestPwd124"}
_WORTH_ANOTHER_TRY = ("", "InternalError", "OperationDenied.NoStock", "WaitConditionTimeout")
_LOST_FOR_GOOD = 5 * MINUTE


class SwarmClient(CarefulClient):
    """Creates, waits, scales, watches and deletes."""

    # ---- creating

    def bring_up(self, size: int) -> str:
        """A running cluster with all of its nodes; what fails on the way is deleted."""
        request = self.tenant.creation(size=size)
        for pause in (0.0, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE):
            self.time.sleep(pause)
            try:
                cluster_id = self.create(request)
                cluster = self.wait_until_running(cluster_id)
            except VanishedError:
                continue  # promised, and not made
            if cluster["state"] == "running":
                self.complete(cluster_id, size)
                return cluster_id
            reason = self.reason(cluster_id)
            self.delete_failed(cluster_id)
            if reason not in _WORTH_ANOTHER_TRY:
                raise GaveUpError(f"the creation failed: {reason}")
        raise GaveUpError("no cluster after four tries")

    def create(self, request: Any) -> str:
        """The id of the cluster of a request, which an earlier try may have made."""
        problem: Exception | None = None
        for pause in self.pauses():
            try:
                cluster_id = str(self.service.call("POST", "/clusters", request)["cluster_id"])
            except (NoAnswerError, RefusedError) as error:
                problem = error
            else:
                return self.own(cluster_id)
            self.time.sleep(max(pause, problem.retry_after))
            found = self.find(request["name"])
            if found:
                return self.own(found)
            if isinstance(problem, RefusedError) and not self.passes(problem):
                raise problem
        raise GaveUpError(f"for an hour: {problem}")

    def own(self, cluster_id: str) -> str:
        """Keep in mind what is to be deleted."""
        self.known.append(cluster_id)
        return cluster_id

    def wait_until_running(self, cluster_id: str) -> Any:
        """Wait for the end of a creation; raises where the cluster is not there, or no longer."""
        try:
            return self.wait_for(
                lambda: self.look(cluster_id),
                lambda seen: seen is not None and seen["state"] in ("running", "failed"),
            )
        except VanishedError:
            self.known.remove(cluster_id)
            raise

    def reason(self, cluster_id: str) -> str:
        """Why the last task of a cluster failed."""
        tasks = self.send("GET", f"/clusters/{cluster_id}/tasks")["tasks"]
        failed = [task for task in tasks if task["state"] == "failed"]
        return str(failed[0]["error"]["code"]) if failed else ""

    def delete_failed(self, cluster_id: str) -> None:
        """Delete a cluster whose creation failed: it costs money like any other."""
        self.delete(cluster_id)
        self.known.remove(cluster_id)

    def listed(self, name: str = "") -> list[Any]:
        """The clusters that there are."""
        query = f"?{urlencode({'name': name})}" if name else ""
        return list(self.send("GET", f"/clusters{query}"))

    # ---- nodes

    def nodes(self, cluster_id: str) -> list[Any]:
        """The nodes of a cluster."""
        return list(self.send("GET", f"/clusters/{cluster_id}/nodes?pageSize=50")["nodes"])

    def scale(self, cluster_id: str, size: int) -> None:
        """Scale out to a number of nodes."""
        self.ask_for(cluster_id, size)
        self.wait_until_running(cluster_id)
        self.complete(cluster_id, size)

    def ask_for(self, cluster_id: str, size: int) -> None:
        """Ask for a number of nodes; the service takes none that is not larger than the present."""
        cluster = self.send("GET", f"/clusters/{cluster_id}")
        if cluster["size"] < size:
            self.send("PUT", f"/clusters/{cluster_id}", {"size": size, **MACHINE})

    def complete(self, cluster_id: str, size: int) -> None:
        """Count the nodes; what has failed is removed, and what is missing asked for again."""
        for pause in (5 * MINUTE, 10 * MINUTE, HOUR, 0.0):
            nodes = self.nodes(cluster_id)
            if sum(node["state"] == "running" for node in nodes) >= size:
                return
            self.remove_failed(cluster_id, nodes)
            self.time.sleep(pause)
            self.ask_for(cluster_id, size)
            self.wait_until_running(cluster_id)
        raise GaveUpError(f"fewer than {size} nodes")

    def remove_failed(self, cluster_id: str, nodes: list[Any]) -> None:
        """Remove the nodes that have failed: by their addresses, or the last ones by number."""
        failed = [node for node in nodes if node["state"] == "failed"]
        for node in failed:
            if node["ip_address"]:
                self.remove(cluster_id, node)
        if any(not node["ip_address"] for node in failed):
            size = sum(node["state"] != "failed" for node in nodes)
            self.send("POST", f"/clusters/{cluster_id}/scalein", {"size": size})
            self.wait_until_running(cluster_id)

    def remove(self, cluster_id: str, node: Any) -> None:
        """Remove a node, and release its instance."""
        address = node["ip_address"][0]
        self.send("DELETE", f"/clusters/{cluster_id}/ip/{address}?force=true&releaseInstance=true")
        self.wait_until_running(cluster_id)

    def watch(self, cluster_id: str, minutes: int) -> None:
        """Look at the nodes for some time; one that is lost for good is replaced."""
        lost_since: dict[str, float] = {}
        end = self.time.now + minutes * MINUTE
        while self.time.now < end:
            nodes = self.nodes(cluster_id)
            for node in nodes:
                if not self.is_lost(node):
                    lost_since.pop(node["instance_id"], None)
                    continue
                since = lost_since.setdefault(node["instance_id"], self.time.now)
                if self.time.now - since >= self.patience_with_nodes:
                    self.remove(cluster_id, node)
                    self.ask_for(cluster_id, len(nodes))
                    self.wait_until_running(cluster_id)
            self.time.sleep(10)

    patience_with_nodes = _LOST_FOR_GOOD

    @staticmethod
    def is_lost(node: Any) -> bool:
        """Whether a node that had joined cannot be reached."""
        return bool(node["state"] == "running" and node["node_status"] != "Ready")
