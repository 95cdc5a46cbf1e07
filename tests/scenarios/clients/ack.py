"""A careful client of Kubernetes clusters and their node pools.

A creation of a cluster has a token, with which it can be sent again; one of a node pool has none.
"""

from secrets import token_hex
from typing import Any
from urllib.parse import quote, urlencode

from tests.scenarios.clients.careful import (
    HOUR,
    MINUTE,
    CarefulClient,
    GaveUpError,
    VanishedError,
)
from tests.scenarios.clients.service import NoAnswerError, RefusedError

_AT_REST = ("active", "failed", "delete_failed")


class AckClient(CarefulClient):
    """Creates a cluster and node pools, counts the nodes, changes pools, and deletes everything."""

    type = "ManagedKubernetes"

    # ---- the cluster

    def bring_up(self) -> str:
        """A running cluster, whose API server answers."""
        cluster_id = self.create(self.tenant.creation(type=self.type))
        try:
            cluster = self.wait_until_running(cluster_id)
        except VanishedError:
            self.known.remove(cluster_id)
            raise
        if cluster["state"] == "failed":
            raise GaveUpError(f"the creation failed: {self.reason(cluster_id)}")
        return cluster_id

    def create(self, request: Any) -> str:
        """The id of the cluster of a request, however often it has to be sent."""
        request = {**request, "client_token": token_hex(16)}
        cluster_id = str(self.send("POST", "/clusters", request)["cluster_id"])
        self.known.append(cluster_id)
        return cluster_id

    def wait_until_running(self, cluster_id: str) -> Any:
        """Wait for the end of a creation."""
        return self.wait_for(
            lambda: self.look(cluster_id),
            lambda seen: seen is not None and seen["state"] in ("running", "failed"),
        )

    def reason(self, cluster_id: str) -> str:
        """Why the last task of a cluster failed; often nothing says it."""
        tasks = self.send("GET", f"/clusters/{cluster_id}/tasks")["tasks"]
        codes = [(task.get("error") or {}).get("code") for task in tasks]
        return next(filter(None, codes), "no reason is given")

    def listed(self, name: str = "") -> list[Any]:
        """The clusters that there are."""
        query = f"?{urlencode({'name': name})}" if name else ""
        return list(self.send("GET", f"/api/v1/clusters{query}")["clusters"])

    def kubeconfig(self, cluster_id: str) -> str:
        """The kubeconfig, once the API server can be used."""
        return str(self.send("GET", f"/k8s/{cluster_id}/user_config")["config"])

    # ---- node pools

    def add_pool(self, cluster_id: str, size: int, **changes: Any) -> str:
        """An active node pool with all of its nodes; one that fails is deleted."""
        request = self.tenant.node_pool(desired_size=size, **changes)
        for pause in (MINUTE, 10 * MINUTE, 30 * MINUTE):
            nodepool_id = self.create_pool(cluster_id, request)
            if self.wait_for_pool(cluster_id, nodepool_id)["status"]["state"] == "active":
                self.complete(cluster_id, nodepool_id, size)
                return nodepool_id
            self.delete_failed_pool(cluster_id, nodepool_id)
            self.time.sleep(pause)
        raise GaveUpError("no node pool after three tries")

    def add_pools(self, cluster_id: str, number: int) -> None:
        """Several node pools of two nodes, without waiting for one before the next is asked for."""
        requests = [self.tenant.node_pool(desired_size=2) for _ in range(number)]
        for nodepool_id in [self.create_pool(cluster_id, request) for request in requests]:
            self.wait_for_pool(cluster_id, nodepool_id)
            self.complete(cluster_id, nodepool_id, 2)

    def create_pool(self, cluster_id: str, request: Any) -> str:
        """The id of the pool of a request: of a new one, or of the one that an earlier try made."""
        name = request["nodepool_info"]["name"]
        problem: Exception | None = None
        for pause in self.pauses():
            try:
                made = self.service.call("POST", f"/clusters/{cluster_id}/nodepools", request)
                return str(made["nodepool_id"])
            except (NoAnswerError, RefusedError) as error:
                problem = error
            self.time.sleep(max(pause, problem.retry_after))
            for pool in self.pools(cluster_id):
                if pool["nodepool_info"]["name"] == name:
                    return str(pool["nodepool_info"]["nodepool_id"])
            if isinstance(problem, RefusedError) and not self.passes(problem):
                raise problem
        raise GaveUpError(f"for an hour: {problem}")

    def pools(self, cluster_id: str) -> list[Any]:
        """The node pools of a cluster."""
        return list(self.send("GET", f"/clusters/{cluster_id}/nodepools")["nodepools"])

    def look_at_pool(self, cluster_id: str, nodepool_id: str) -> Any:
        """The pool as it is described or listed now, or ``None``."""
        path = f"/clusters/{cluster_id}/nodepools"
        if not self.looks_at_lists:
            return self.describe(f"{path}/{nodepool_id}")
        listed = self.describe(path) or {"nodepools": []}
        found = [p for p in listed["nodepools"] if p["nodepool_info"]["nodepool_id"] == nodepool_id]
        return found[0] if found else None

    def wait_for_pool(self, cluster_id: str, nodepool_id: str) -> Any:
        """Wait until a pool is at rest; returns it, or ``None`` if it is gone."""
        return self.wait_for(
            lambda: self.look_at_pool(cluster_id, nodepool_id),
            lambda seen: seen is not None and seen["status"]["state"] in _AT_REST,
        )

    def complete(self, cluster_id: str, nodepool_id: str, size: int) -> None:
        """Count the nodes of a pool; failed ones are removed, and missing ones asked for again."""
        for pause in (0.0, 10 * MINUTE, 20 * MINUTE, HOUR):
            pool = self.look_at_pool(cluster_id, nodepool_id)
            if pool["status"]["healthy_nodes"] >= size:
                return
            if pool["status"]["failed_nodes"]:
                self.remove_failed(cluster_id, nodepool_id)
            self.time.sleep(pause)
            self.ask_for(cluster_id, nodepool_id, size)
        raise GaveUpError(f"fewer than {size} nodes")

    def remove_failed(self, cluster_id: str, nodepool_id: str) -> None:
        """Remove the nodes of a pool that have not joined."""
        nodes = self.send("GET", f"/clusters/{cluster_id}/nodes?nodepool_id={nodepool_id}")["nodes"]
        failed = [node["instance_id"] for node in nodes if node["node_status"] != "Ready"]
        self.remove_nodes(cluster_id, nodepool_id, failed)

    def remove_nodes(
        self, cluster_id: str, nodepool_id: str, instance_ids: list[str], *, drain: bool = False
    ) -> None:
        """Remove nodes of a pool, and wait until that is over."""
        self.begin_removal(cluster_id, nodepool_id, instance_ids, drain=drain)
        self.wait_for_pool(cluster_id, nodepool_id)

    def begin_removal(
        self, cluster_id: str, nodepool_id: str, instance_ids: list[str], *, drain: bool
    ) -> None:
        """Ask for the removal of nodes of a pool."""
        wanted = quote("[" + ",".join(f'"{each}"' for each in instance_ids) + "]")
        query = f"instance_ids={wanted}&release_node=true&drain_node={str(drain).lower()}"
        self.send("DELETE", f"/clusters/{cluster_id}/nodepools/{nodepool_id}/nodes?{query}")

    def ask_for(self, cluster_id: str, nodepool_id: str, size: int) -> None:
        """Ask for a number of nodes, which is no other if it is asked twice."""
        body = {"scaling_group": {"desired_size": size}}
        self.send("PUT", f"/clusters/{cluster_id}/nodepools/{nodepool_id}", body)
        self.wait_for_pool(cluster_id, nodepool_id)

    def scale(self, cluster_id: str, nodepool_id: str, size: int) -> None:
        """Give a pool a number of nodes."""
        self.ask_for(cluster_id, nodepool_id, size)
        self.complete(cluster_id, nodepool_id, size)

    def remove_a_node(self, cluster_id: str, nodepool_id: str) -> None:
        """Drain and remove the last node of a pool; one that cannot be drained stays."""
        path = f"/clusters/{cluster_id}/nodes?nodepool_id={nodepool_id}"
        before = self.send("GET", path)["nodes"]
        self.remove_nodes(cluster_id, nodepool_id, [before[-1]["instance_id"]], drain=True)
        if len(self.send("GET", path)["nodes"]) == len(before):
            raise GaveUpError("a node cannot be drained")

    def watch(self, cluster_id: str, nodepool_id: str, minutes: int) -> None:
        """Look at the nodes of a pool for some time; one that is lost for good is replaced."""
        path = f"/clusters/{cluster_id}/nodes?nodepool_id={nodepool_id}"
        lost_since: dict[str, float] = {}
        end = self.time.now + minutes * MINUTE
        while self.time.now < end:
            nodes = self.send("GET", path)["nodes"]
            lost = [node["instance_id"] for node in nodes if node["node_status"] == "NotReady"]
            lost_since = {each: lost_since.get(each, self.time.now) for each in lost}
            for_good = [
                each
                for each, since in lost_since.items()
                if self.time.now - since >= self.patience_with_nodes
            ]
            if for_good:
                self.remove_nodes(cluster_id, nodepool_id, for_good)
                self.scale(cluster_id, nodepool_id, len(nodes))
            self.time.sleep(30)

    patience_with_nodes = 2 * MINUTE

    def delete_failed_pool(self, cluster_id: str, nodepool_id: str) -> None:
        """Delete a pool whose creation failed, so that its name is free again."""
        self.delete_pool(cluster_id, nodepool_id)

    def delete_pool(self, cluster_id: str, nodepool_id: str) -> None:
        """Delete a pool and wait until it is gone; a deletion that failed is made again."""
        for _ in range(3):
            try:
                self.send("DELETE", f"/clusters/{cluster_id}/nodepools/{nodepool_id}?force=true")
            except RefusedError as refused:
                if not refused.is_about_something_missing:
                    raise
                return
            if self.wait_until_pool_gone(cluster_id, nodepool_id) is None:
                return
        raise GaveUpError(f"{nodepool_id} cannot be deleted")

    def wait_until_pool_gone(self, cluster_id: str, nodepool_id: str) -> Any:
        """Wait for the end of a deletion; returns the pool if it is still there."""
        return self.wait_for(
            lambda: self.look_at_pool(cluster_id, nodepool_id),
            lambda seen: seen is None or seen["status"]["state"] == "delete_failed",
        )
