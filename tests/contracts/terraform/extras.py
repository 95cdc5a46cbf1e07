"""Terraform's smaller resources, add-ons and permissions, and its data sources."""

import json
from collections.abc import Iterator
from typing import Any

from tests.contracts.terraform import strict
from tests.contracts.terraform.calls import Calls, is_not_there, needed, shown
from tests.contracts.waiting import ClientError, PanicError, Work
from tests.contracts.wire import RefusedError

_ROUNDS = 100


class Addon:
    """The resource ``alicloud_cs_kubernetes_addon``; its end leaves the add-on where it is."""

    def __init__(self, calls: Calls, cluster_id: str, name: str) -> None:
        self.calls = calls
        self.name = name
        self.path = f"/clusters/{cluster_id}"
        self.cluster_id = cluster_id

    def read(self) -> dict[str, Any] | None:
        """The instance, with whether it can be upgraded; ``None`` if it is not installed."""
        path = f"{self.path}/addon_instances/{self.name}"
        try:
            instance = self.calls.typed("GetClusterAddonInstance", "GET", path)
        except RefusedError as error:
            if is_not_there(error) or error.code == "AddonNotFound":
                return None
            raise ClientError(str(error)) from error
        query = {"cluster_id": self.cluster_id, "version": instance["version"]}
        path = f"/addons/{self.name}"
        described = shown(lambda: self.calls.typed("DescribeAddon", "GET", path, **query))
        return {
            "version": instance["version"],
            "config": json.loads(instance.get("config") or "{}"),
            "next_version": described.get("newer_versions") or described.get("version"),
        }

    def install(self, version: str = "", config: str = "") -> Work:
        """Install it: the body is an array of one."""
        body = [{"name": self.name, "version": version, "config": config}]
        yield from self._begun("InstallClusterAddons", "install", body)
        return self.read()

    def upgrade(self, version: str, config: str = "") -> Work:
        """Raise its version: the body is an array of one."""
        change = {"component_name": self.name, "next_version": version, "policy": "overwrite"}
        yield from self._begun("UpgradeClusterAddons", "upgrade", [{**change, "config": config}])
        return self.read()

    def _begun(self, action: str, verb: str, body: list[dict[str, str]]) -> Work:
        path = f"{self.path}/components/{verb}"
        answer = shown(lambda: self.calls.typed(action, "POST", path, body))
        needed(answer, "task_id")
        yield from self.calls.wait_for_task(answer, delay=5)

    def configure(self, config: str) -> Work:
        """Change its config alone, and wait by the map of states of upgrades."""
        path = f"{self.path}/components/{self.name}/config"
        shown(lambda: self.calls.typed("ModifyClusterAddon", "POST", path, {"config": config}))
        query = {"componentIds": json.dumps([self.name])}
        path = f"{self.path}/components/upgradestatus"
        for _ in range(_ROUNDS):
            yield 5.0
            states = shown(
                lambda: self.calls.typed("DescribeClusterAddonsUpgradeStatus", "GET", path, **query)
            )
            try:
                known = states[self.name]
                _ = known["addon_info"]["version"], known["can_upgrade"]
                state = known["tasks"]["status"]
            except (KeyError, TypeError) as error:
                raise PanicError(f"{error!r} in {states}") from error
            if state == "Success":
                return self.read()
        raise ClientError(f"the change of {self.name} does not end")


class Permissions:
    """The resource ``alicloud_cs_kubernetes_permissions`` of one user."""

    def __init__(self, calls: Calls, uid: str) -> None:
        self.calls = calls
        self.path = f"/permissions/users/{uid}"

    def change(self, mode: str, *grants: dict[str, Any]) -> list[dict[str, Any]]:
        """Add rights with ``patch`` or take them away with ``delete``; returns what is left."""
        path, body = f"{self.path}/update", list(grants)
        shown(lambda: self.calls.typed("UpdateUserPermissions", "POST", path, body, mode=mode))
        return self.read()

    def read(self) -> list[dict[str, Any]]:
        """The rights of the user, which are a bare array."""
        answer = shown(lambda: self.calls.typed("DescribeUserPermission", "GET", self.path))
        if not isinstance(answer, list):
            raise PanicError(f"{answer!r} is no array")
        return answer


# ---- data sources


def clusters(calls: Calls, **chosen: str) -> Iterator[dict[str, Any]]:
    """``alicloud_cs_clusters``: pages of fifty, until one is short."""
    region = calls.wire.region
    path = f"/regions/{region}/clusters"
    for page in range(1, _ROUNDS):
        query = {"region_id": region, "page_size": "50", "page_number": str(page), **chosen}
        listed = calls.pooled("GET", path, **query)["clusters"]
        yield from listed
        if len(listed) < 50:
            return


def older_clusters(calls: Calls) -> Iterator[dict[str, Any]]:
    """The three older lists: a bare array, and for each cluster its detail, nodes and addresses."""
    wire = calls.wire
    listed = wire.aliyungo("GET", "/clusters")
    if not isinstance(listed, list):
        raise ClientError(f"AliyunGoClientFailure: {listed!r} is no array")
    for each in listed:
        cluster_id = strict.decode(each, strict.STRICT_CLUSTER)["cluster_id"]
        path = f"/clusters/{cluster_id}"
        detail = strict.decode(wire.aliyungo("GET", path), strict.STRICT_CLUSTER)
        yield {
            "name": detail["name"],
            "nodes": wire.aliyungo("GET", f"{path}/nodes", pageNumber="1", pageSize="50"),
            "endpoints": wire.aliyungo("GET", f"{path}/endpoints"),
            "nat": wire.vpc("DescribeNatGateways", VpcId=detail["vpc_id"]),
        }


def versions(calls: Calls, kind: str, **chosen: str) -> dict[str, list[str]]:
    """``alicloud_cs_kubernetes_version``: the runtimes of each version; all must have names."""
    query = {"Region": calls.wire.region, "ClusterType": kind, **chosen}
    path = "/api/v1/metadata/versions"
    found = shown(lambda: calls.typed("DescribeKubernetesVersionMetadata", "GET", path, **query))
    return {
        each["version"]: [f"{runtime['name']} {runtime['version']}" for runtime in each["runtimes"]]
        for each in found
    }


def addons(calls: Calls, cluster_id: str) -> dict[str, dict[str, Any] | None]:
    """``alicloud_cs_kubernetes_addons``: a cluster's catalogue, and what is installed."""
    listed = shown(lambda: calls.typed("ListAddons", "GET", "/addons", cluster_id=cluster_id))
    names = [each["name"] for each in listed["addons"]]
    return {name: Addon(calls, cluster_id, name).read() for name in names}


def credential(calls: Calls, cluster_id: str, minutes: int) -> tuple[str, tuple[str, str, str]]:
    """``alicloud_cs_cluster_credential``: when it ends, and its certificates."""
    path = f"/k8s/{cluster_id}/user_config"
    query = {"TemporaryDurationMinutes": str(minutes)}
    answer = shown(lambda: calls.typed("DescribeClusterUserKubeconfig", "GET", path, **query))
    return answer["expiration"], strict.certificates(answer)
