"""What there is before a typed call: clusters, pools and tasks of one tenant, and their ids."""

from collections.abc import Mapping
from typing import Any

import pytest
from cs_simulator.client import Tenant

from tests.sdk.clients import ClientRefusedError
from tests.sdk.typed import bodies
from tests.sdk.typed.typed_clients import PythonClient, TypedAnswer

UID = "200000000000000001"
"""A user of the account."""


class There:
    """A tenant whose clock is frozen, and the ids of what was made in it."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.ids: dict[str, Any] = {"region_id": tenant.region_id}
        self._client = PythonClient()

    def ask(
        self, operation: str, *path: str, request: Mapping[str, Any] | None = None
    ) -> TypedAnswer:
        """Make a typed call; *path* are names of ids."""
        values = [self.ids[name] for name in path]
        return self._client.ask(self.tenant, operation, values, request)

    def refusal(
        self, operation: str, *path: str, request: Mapping[str, Any] | None = None
    ) -> ClientRefusedError:
        """The error that a typed call gets."""
        with pytest.raises(ClientRefusedError) as refused:
            self.ask(operation, *path, request=request)
        return refused.value

    def settle(self) -> None:
        """Wait until nothing is in progress any more."""
        self.tenant.clock.until()

    def task(self) -> Any:
        """The task that was begun last."""
        return self.ask("DescribeTaskInfo", "task_id").raw

    def cluster(self) -> Any:
        """The cluster, in full."""
        return self.ask("DescribeClusterDetail", "cluster_id").raw

    def pool(self) -> Any:
        """The node pool, in full."""
        return self.ask("DescribeClusterNodePoolDetail", "cluster_id", "nodepool_id").raw

    def nodes(self) -> list[Any]:
        """The nodes of the cluster."""
        answer = self.ask("DescribeClusterNodes", "cluster_id", request={"pageSize": "100"})
        nodes: list[Any] = answer.raw["nodes"]
        return nodes

    def kubeconfig(self) -> str:
        """The kubeconfig of the cluster, for the account itself."""
        answer = self.ask("DescribeClusterUserKubeconfig", "cluster_id", request={})
        config: str = answer.raw["config"]
        return config

    def versions(self) -> list[Any]:
        """The Kubernetes versions that a cluster can be made with."""
        request = {
            "Region": self.tenant.region_id,
            "ClusterType": "ManagedKubernetes",
            "QueryUpgradableVersion": True,
        }
        versions: list[Any] = self.ask("DescribeKubernetesVersionMetadata", request=request).raw
        return versions


def nothing(there: There) -> None:
    """No cluster."""


def a_cluster(there: There, **changes: Any) -> None:
    """A running cluster without nodes."""
    body = bodies.a_cluster(there.tenant, **changes)
    there.ids |= there.ask("CreateCluster", request=body).raw
    there.settle()


def a_cluster_of_kind(there: There, kind: str) -> None:
    """A running cluster of a kind of ``bodies.KINDS``."""
    body = bodies.of_kind(kind, there.tenant)
    there.ids |= there.ask("CreateCluster", request=body).raw
    there.settle()


def a_pool(there: There, desired_size: int = 2, **changes: Any) -> None:
    """A running cluster with a pool of nodes."""
    a_cluster(there, **changes)
    pool = bodies.a_pool(there.tenant, desired_size=desired_size)
    there.ids |= there.ask("CreateClusterNodePool", "cluster_id", request=pool).raw
    there.settle()
    there.ids["node_names"] = [node["node_name"] for node in there.nodes()]
    there.ids["instance_ids"] = [node["instance_id"] for node in there.nodes()]


def a_lost_node(there: There) -> None:
    """A pool of two nodes, the first of which is lost."""
    a_pool(there)
    there.tenant.clusters.lose_node(there.ids["instance_ids"][0])
    there.ids["lost"] = there.ids["node_names"][0]
    assert there.pool()["status"]["healthy_nodes"] == 1


def an_older_cluster(there: There) -> None:
    """A running cluster that can be upgraded, with a pool of four nodes."""
    older = next(version for version in there.versions() if version["upgradable_versions"])
    there.ids["next_version"] = older["upgradable_versions"][0]
    a_pool(there, 4, kubernetes_version=older["version"])


def an_upgrade(there: There) -> None:
    """A cluster whose control plane is being upgraded."""
    an_older_cluster(there)
    request = {"next_version": there.ids["next_version"], "master_only": True}
    there.ids |= there.ask("UpgradeCluster", "cluster_id", request=request).raw


def an_older_pool(there: There) -> None:
    """A pool whose nodes have an older version than the control plane."""
    an_upgrade(there)
    there.settle()


def a_paused_task(there: There) -> None:
    """A task that is paused."""
    an_upgrade(there)
    there.ask("PauseTask", "task_id")
    there.tenant.clock.until(task=there.ids["task_id"], state="paused")


def an_addon(there: There, version: str = "1.2.28") -> None:
    """A cluster with an add-on that can be removed."""
    a_cluster(there)
    addon = {"name": "ack-node-problem-detector", "version": version}
    there.ids |= there.ask("InstallClusterAddons", "cluster_id", request={"body": [addon]}).raw
    there.ids["addon"] = addon["name"]
    there.settle()


def an_older_addon(there: There) -> None:
    """A cluster with an add-on that can be upgraded."""
    there.ids["next_version"] = "1.2.28"
    an_addon(there, "1.2.16")
