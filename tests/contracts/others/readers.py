"""Tools that mostly read: how each of them goes through lists, and what it crashes on."""

import base64
import json
from datetime import datetime
from typing import Any

import yaml

from tests.contracts.waiting import ClientError, PanicError, Work
from tests.contracts.wire import Wire

_PAGES = 100


# ---- ack-ram-tool


def ram_tool_list(wire: Wire, size: int) -> list[dict[str, Any]]:
    """All clusters, page after page until one is empty."""
    found: list[dict[str, Any]] = []
    for page in range(1, _PAGES):
        query = {"page_number": str(page), "page_size": str(size)}
        answer = wire.acs3("DescribeClustersV1", "GET", "/api/v1/clusters", **query)
        if not answer["clusters"]:
            return found
        found += answer["clusters"]
    raise ClientError("no page is ever empty")


def ram_tool_kubeconfig(wire: Wire, cluster_id: str, minutes: int) -> tuple[datetime, str]:
    """When a temporary kubeconfig ends, and the address in it; its data must be base64."""
    query = {"PrivateIpAddress": "false", "TemporaryDurationMinutes": str(minutes)}
    path = f"/k8s/{cluster_id}/user_config"
    answer = wire.typed("DescribeClusterUserKubeconfig", "GET", path, **query)
    config = yaml.safe_load(answer["config"])
    for value in config["users"][0]["user"].values():
        base64.b64decode(value, validate=True)
    ends = datetime.fromisoformat(answer["expiration"])
    return ends, config["clusters"][0]["cluster"]["server"]


def ram_tool_rrsa(wire: Wire, cluster_id: str) -> Work:
    """Let service accounts have roles; returns how the cluster shows that."""
    path = f"/api/v2/clusters/{cluster_id}"
    task = wire.typed("ModifyCluster", "PUT", path, {"enable_rrsa": True})["task_id"]
    yield 30.0
    for _ in range(_PAGES):
        state = wire.typed("DescribeTaskInfo", "GET", f"/tasks/{task}")["state"]
        if state in ("fail", "timeout", "canceled"):
            raise ClientError(state)
        if state == "success":
            break
        yield 20.0
    for _ in range(_PAGES):
        detail = wire.typed("DescribeClusterDetail", "GET", f"/clusters/{cluster_id}")
        if detail["state"] == "running":
            return json.loads(detail["meta_data"])["RRSAConfig"]
        yield 20.0
    raise ClientError("the cluster does not run again")


# ---- steampipe, cb-spider, alicloud-nuke


def steampipe_list(wire: Wire) -> list[dict[str, Any]]:
    """All clusters, by numbers of pages that must be numbers."""
    found: list[dict[str, Any]] = []
    for page in range(1, _PAGES):
        query = {"RegionId": wire.region, "page_number": str(page)}
        answer = wire.generic("GET", "/api/v1/clusters", **query)
        info = answer["page_info"]
        if not all(type(info[name]) is int for name in ("total_count", "page_number")):
            raise PanicError(f"interface conversion: {info}")
        found += answer["clusters"]
        if len(found) >= info["total_count"]:
            return found
    raise PanicError("endless")


def spider_list(wire: Wire) -> list[str]:
    """The names of all clusters, in pages of fifty until as many are there as there are to be."""
    names: list[str] = []
    for page in range(1, _PAGES):
        query = {"page_size": "50", "page_number": str(page)}
        answer = wire.typed("DescribeClustersV1", "GET", "/api/v1/clusters", **query)
        names += [each["name"] for each in answer["clusters"]]
        if len(names) >= answer["page_info"]["total_count"]:
            return names
    raise ClientError("endless paging")


def nuke(wire: Wire) -> list[str]:
    """Delete every cluster of the region; returns their ids."""
    deleted: list[str] = []
    query = {"region_id": wire.region, "page_size": "50"}
    for each in wire.typed("DescribeClustersV1", "GET", "/api/v1/clusters", **query)["clusters"]:
        path = f"/clusters/{each['cluster_id']}"
        wire.typed("DeleteCluster", "DELETE", path, retain_all_resources="false")
        deleted.append(each["cluster_id"])
    return deleted


# ---- aliyun-cli


def aliyun(wire: Wire, method: str, path: str, body: str = "", **flags: str) -> Any:
    """``aliyun cs METHOD PATH``: a body that is no JSON object goes as bytes of no type."""
    content_type = "application/json" if body.startswith("{") else "application/octet-stream"
    return wire.raw(method, path, body, content_type, **flags)


def aliyun_waits(wire: Wire, path: str, expr: str, to: str) -> Work:
    """``--waiter expr=… to=…``: the same call again, until a value of the answer is this text."""
    for _ in range(_PAGES):
        found = aliyun(wire, "GET", path)
        for name in expr.split("."):
            found = found[name]
        if str(found) == to:
            return
        yield 5.0
    raise ClientError(f"{expr} is not {to}")
