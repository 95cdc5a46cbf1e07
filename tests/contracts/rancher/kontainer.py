"""Rancher's driver of 2019: it waits by state and logs, and believes the first ``running``."""

from collections.abc import Mapping
from typing import Any

from tests.contracts.waiting import ClientError, Work
from tests.contracts.wire import RefusedError, Wire

PERIOD = 15.0


class Driver:
    """The driver's knowledge of one cluster."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.cluster_id = ""
        self.said: list[str] = []
        """What the newest log said, at each look."""

    def call(self, action: str, method: str, path: str, body: Any = None) -> Any:
        try:
            return self.wire.generic(method, path, body, action=action)
        except RefusedError as error:
            raise ClientError(str(error)) from error

    def create(self, body: Mapping[str, Any]) -> Work:
        """Make a cluster and wait until it runs."""
        self.cluster_id = self.call("CreateCluster", "POST", "/clusters", body)["cluster_id"]
        yield from self.wait(body["timeout_mins"])

    def wait(self, minutes: int) -> Work:
        """Look every 15 seconds, for two minutes more than the cluster may take."""
        path = f"/clusters/{self.cluster_id}"
        for _ in range(int((minutes + 2) * 60 / PERIOD)):
            state = self.call("DescribeClusterDetail", "GET", path)["state"]
            newest = self.call("DescribeClusterLogs", "GET", f"{path}/logs")[0]["cluster_log"]
            self.said.append(newest.partition("|")[2].strip())
            if state == "running":
                return
            if state == "failed":
                raise ClientError(self.said[-1])
            yield PERIOD
        raise ClientError("timeout")

    def scale(self, total: int) -> Work:
        """Ask for a total of nodes, and believe the first ``running`` after that."""
        self.call("ScaleCluster", "PUT", f"/clusters/{self.cluster_id}", {"num_of_nodes": total})
        yield from self.wait(minutes=60)

    def remove(self) -> None:
        """One DELETE, of which nothing is awaited; that there is no cluster is fine."""
        try:
            self.call("DeleteCluster", "DELETE", f"/clusters/{self.cluster_id}")
        except ClientError as error:
            if "NotFound" not in str(error):
                raise
