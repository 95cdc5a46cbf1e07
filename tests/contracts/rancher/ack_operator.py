"""The operator that Rancher's people in China wrote before: one round at a time.

Its requests are generic ones, whose GET has a body; in every round it asks for the state of an
upgrade, whether there is one or not. It knows errors by pieces of their text.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from tests.contracts.waiting import ClientError, PanicError, Work
from tests.contracts.wire import RefusedError, Wire

PERIOD = 30.0
_ROUNDS = 200
THROTTLED = ("Throttling", "Request was denied due to user flow control")
CONFLICT = ("InvalidStatus", "cannot operate cluster where state is")
DUPLICATE = "is already exist in cluster"


class AckOperator:
    """The operator's knowledge of one cluster."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.cluster_id = ""
        self.states: list[str] = []

    def call(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """A generic request; also a GET has a body, and its length is signed by no header."""
        sent = {} if body is None else body
        for _ in range(10):
            try:
                return self.wire.generic(method, path, sent, **query)
            except RefusedError as error:
                if not any(piece in str(error) for piece in THROTTLED):
                    raise ClientError(str(error)) from error
        raise ClientError("throttled for ever")

    def create(self, body: Mapping[str, Any]) -> Work:
        """Make a cluster and wait until it runs."""
        self.cluster_id = self.call("POST", "/clusters", body)["cluster_id"]
        yield from self.settle()
        config = self.call("GET", f"/k8s/{self.cluster_id}/user_config")["config"]
        return yaml.safe_load(config)["clusters"][0]["cluster"]["server"]

    def settle(self) -> Work:
        """Go round until the cluster runs and no upgrade does."""
        for _ in range(_ROUNDS):
            state, upgrade = self.round()
            self.states.append(state)
            if state == "failed":
                raise ClientError("the cluster failed")
            if state == "running" and upgrade != "running":
                return
            yield PERIOD
        raise ClientError(f"it never runs: {self.states}")

    def round(self) -> tuple[str, str]:
        """State of the cluster and of its upgrade; anything but text in either panics."""
        detail = self.call("GET", f"/clusters/{self.cluster_id}")
        status = self.call("GET", f"/api/v2/clusters/{self.cluster_id}/upgrade/status")
        parameters = detail.get("parameters") or {}
        if not all(isinstance(value, str) for value in parameters.values()):
            raise PanicError(f"parameters are not all text: {parameters}")
        if not isinstance(detail.get("outputs") or [], list):
            raise PanicError(f"outputs is no array: {detail['outputs']}")
        for value in (detail["state"], status["status"]):
            if not isinstance(value, str):
                raise PanicError(f"{value!r} is no text")
        return detail["state"], status["status"]

    def upgrade(self, version: str) -> Work:
        """Upgrade the cluster and wait."""
        path = f"/api/v2/clusters/{self.cluster_id}/upgrade"
        self.call("POST", path, {"next_version": version, "component_name": "k8s"})
        yield from self.settle()

    def pools(self) -> dict[str, dict[str, Any]]:
        """The node pools by name."""
        listed = self.call("GET", f"/clusters/{self.cluster_id}/nodepools")["nodepools"]
        return {pool["nodepool_info"]["name"]: pool for pool in listed}

    def add_pool(self, body: Mapping[str, Any], count: int) -> Work:
        """Make an empty pool, and then let it grow by a number of nodes."""
        path = f"/clusters/{self.cluster_id}/nodepools"
        pool_id = self.call("POST", path, body)["nodepool_id"]
        yield from self.settle_pool(pool_id)
        self.call("POST", f"{path}/{pool_id}", {"count": count})
        yield from self.settle_pool(pool_id)
        return pool_id

    def settle_pool(self, pool_id: str) -> Work:
        """Go round until the pool is active."""
        for _ in range(_ROUNDS):
            yield PERIOD
            self.round()
            states = {
                pool["nodepool_info"]["nodepool_id"]: pool["status"]["state"]
                for pool in self.pools().values()
            }
            if states.get(pool_id) == "active":
                return
        raise ClientError(f"the pool is never active, but {states}")

    def shrink(self, pool_id: str, count: int) -> Work:
        """Take nodes out of the pool, by their names."""
        path = f"/clusters/{self.cluster_id}/nodes"
        listed = self.call("GET", path, nodepool_id=pool_id)["nodes"]
        names = [node["node_name"] for node in listed[:count]]
        self.call("POST", path, {"drain_node": True, "release_node": True, "nodes": names})
        yield from self.settle_pool(pool_id)

    def delete_pool(self, pool_id: str) -> Work:
        """Delete the pool, and wait until it is not listed."""
        self.call("DELETE", f"/clusters/{self.cluster_id}/nodepools/{pool_id}")
        for _ in range(_ROUNDS):
            yield PERIOD
            left = {pool["nodepool_info"]["nodepool_id"] for pool in self.pools().values()}
            if pool_id not in left:
                return
        raise ClientError("the pool stays")

    def find(self, name: str) -> list[dict[str, Any]]:
        """Clusters by name."""
        found: list[dict[str, Any]] = self.call("GET", "/api/v1/clusters", name=name)["clusters"]
        return found

    def delete(self) -> Work:
        """Delete the cluster, and wait until the API knows it no more."""
        self.call("DELETE", f"/clusters/{self.cluster_id}")
        for _ in range(_ROUNDS):
            try:
                self.states.append(self.call("GET", f"/clusters/{self.cluster_id}")["state"])
            except ClientError as error:
                if "ErrorClusterNotFound" in str(error):
                    return
                raise
            yield PERIOD
        raise ClientError(f"the cluster stays: {self.states}")
