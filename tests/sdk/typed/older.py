"""Operations on Kubernetes clusters that today's SDK lacks: calls for them, and what is so then.

Older releases and Terraform call them. Today's clients make such calls without a method of their
own.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.sdk.typed import bodies
from tests.sdk.typed.there import There


@dataclass(frozen=True, kw_only=True)
class OlderRow:
    """A call about a running cluster without nodes, and what must be so after it."""

    body: Callable[[There], Mapping[str, Any] | None] = lambda _: None
    then: Callable[[There, Any], None]


def _addresses(there: There, answer: Any) -> None:
    assert answer == json.loads(there.cluster()["master_url"])
    assert answer.keys() == {"api_server_endpoint", "intranet_api_server_endpoint"}


def _namespaces(there: There, answer: Any) -> None:
    assert answer == there.ask("DescribeUserClusterNamespaces", "cluster_id").raw


def _configured(there: There, answer: Any) -> None:
    assert not answer
    there.settle()
    there.ids["addon"] = "kube-apiserver"
    found = there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw
    assert json.loads(found["config"]) == {"requestTimeout": "60s"}


def _scaled(there: There, answer: Any) -> None:
    there.ids |= answer
    there.settle()
    assert there.task()["state"] == "success"
    assert [node["node_status"] for node in there.nodes()] == ["Ready", "Ready"]


def _configuration(_there: There) -> Mapping[str, Any]:
    entries = [{"key": "requestTimeout", "value": "60s"}]
    return {"customize_config": [{"name": "kube-apiserver", "configs": entries}]}


def _workers(there: There) -> Mapping[str, Any]:
    return {
        "num_of_nodes": 2,
        "worker_instance_types": [bodies.INSTANCE_TYPE],
        "worker_vswitch_ids": [there.tenant.vswitch_id],
        "worker_system_disk_category": "cloud_essd",
        "worker_system_disk_size": 120,
        "login_password": bodies.PASSWORD,
    }


OLDER = {
    "DescribeClusterEndpoints": OlderRow(then=_addresses),
    "DescribeClusterNamespaces": OlderRow(then=_namespaces),
    "ModifyClusterConfiguration": OlderRow(body=_configuration, then=_configured),
    "ScaleCluster": OlderRow(body=_workers, then=_scaled),
}
