"""What the campaign ``service_calls`` calls: a service with clusters, and what is known of them."""

from collections.abc import Mapping
from typing import Any

import requests

from tests.campaigns.campaign import SECRETS
from tests.support.builders import a_create_body
from tests.support.cluster_kinds import type_in_use

Known = dict[str, list[Any]]
"""Values that exist, by the names that answers have for them."""

# What other names than those of answers mean; a plural is a list of them.
MEANINGS = {
    "ClusterId": "cluster_id", "cluster": "cluster_id", "ClusterIds": "cluster_id",
    "clusters": "cluster_id", "resource_id": "cluster_id", "resource_ids": "cluster_id",
    "vpcid": "vpc_id", "vswitch_ids": "vswitch_id", "worker_vswitch_ids": "vswitch_id",
    "pod_vswitch_ids": "vswitch_id", "security_group_ids": "security_group_id",
    "instances": "instance_id", "instance_ids": "instance_id", "instanceIds": "instance_id",
    "nodes": "node_name", "node_names": "node_name", "nodeNames": "node_name",
    "nodeIps": "ip", "Region": "region_id", "region": "region_id", "RegionId": "region_id",
    "addon_name": "component", "component_id": "component", "instance_name": "component",
    "component_name": "component", "componentIds": "component", "uid": "user",
    "instance_types": "instance_type", "worker_instance_types": "instance_type",
    "master_instance_types": "instance_type", "report_id": "reportId", "Namespace": "namespace",
    "cluster_name": "new_name", "cluster_type": "ClusterType",
}  # fmt: skip
ALWAYS: Known = {
    "component": ["flannel", "coredns", "csi-plugin", "metrics-server", "nginx-ingress-controller"],
    "user": ["200000000000000001"],
    "resource_type": ["CLUSTER", "namespaces", "services"],
    "instance_type": ["ecs.g7.xlarge", "ecs.n4.large"],
    "namespace": ["default", "kube-system"],
    "policy_name": ["ACKPSPPrivilegedContainer", "ACKAllowedRepos"],
    "Type": ["deployment"],
    "ClusterType": ["ManagedKubernetes"],
    "recurrence": ["FREQ=DAILY;BYHOUR=10;BYMINUTE=15"],
    "new_name": ["another"],
    "config": ["{}"],
    "project_id": ["default/web"],
    "template": ["version: '2'"],
}
_RULE = {
    "incidents": [{"name": "Node.FaultNeedReboot.HOST", "type": "system"}],
    "repair_procedure": [{"name": "RestartNode"}],
}
# What is made for each Kubernetes cluster, below its path.
_MADE = {
    "auto_repair_policies": {"name": "mine", "rules": [_RULE]},
    "checks": {"type": "ClusterMigrate"},
    "inspectConfig": {"enabled": True, "recurrence": ALWAYS["recurrence"][0]},
    "inspectReports": {},
    "triggers": {
        "cluster_id": "", "project_id": "default/web", "action": "redeploy", "type": "deployment",
    },
}  # fmt: skip


class Service:
    """The simulator that is called, and what exists there."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.clusters: list[Known] = []
        """What is known of each cluster."""
        self.account: Known = dict(ALWAYS)
        """What is known besides."""

    def control(self, method: str, path: str, body: object = None) -> Any:
        """A call of the control plane, which must succeed."""
        owner = {"Authorization": f"Bearer {SECRETS['control token']}"}
        url = f"{self.url}/_simulator/{path}"
        answer = self.session.request(method, url, json=body, headers=owner, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def call(self, method: str, path: str, body: object = None) -> Any:
        """A well-meaning call of the API, which must succeed."""
        answer = self.session.request(method, self.url + path, json=body, timeout=60)
        assert answer.ok, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else {}

    def prepare(self) -> None:
        """Make clusters and what belongs to them, and keep all of it in a snapshot."""
        for number in (1, 2):
            block = f"172.{20 + number}.0.0/16"
            body = a_create_body(name=f"c{number}", size=2, subnet_cidr=block)
            created = self.call("POST", "/clusters", body)
            self.control("POST", "clock/advance", {"until": "idle"})
            self.clusters.append(self._made(created))
        made = self.call("PUT", "/templates", {"name": "t", "template": "version: '2'"})
        self.account["template_id"] = [made["template_id"]]
        self.control("PUT", "snapshots/prepared")

    def restore(self) -> None:
        """Put everything back as it was prepared."""
        self.control("POST", "snapshots/prepared/load")

    def _made(self, created: Mapping[str, Any]) -> Known:
        """What is known of a new cluster, once more has been made in it."""
        known: Known = {}
        path = f"/clusters/{created['cluster_id']}"
        detail = self.call("GET", path)
        _learn(known, {**detail, **created})
        for node in self.call("GET", f"{path}/nodes")["nodes"]:
            _learn(known, {**node, "ip": (node.get("ip_address") or [""])[0]})
        _learn(known, self.call("POST", f"{path}/token"))
        if type_in_use() == "ack":
            self._make_more(path, known)
        return known

    def _make_more(self, path: str, known: Known) -> None:
        for name, body in _MADE.items():
            sent = {key: value or known["cluster_id"][0] for key, value in body.items()}
            _learn(known, self.call("POST", f"{path}/{name}", sent))
        node = {"type": "node", "target": {"name": known["node_name"][0]}}
        _learn(known, self.call("POST", f"{path}/diagnosis", node))
        if not self.clusters:  # the other one's pool is idle
            [pool] = known["nodepool_id"]
            _learn(known, self.call("POST", f"{path}/nodepools/{pool}", {"count": 1}))


def _learn(known: Known, answer: Mapping[str, Any]) -> None:
    """Keep the ids, names and addresses in an answer."""
    for name, value in answer.items():
        is_telling = name.lower().endswith(("id", "name", "token")) or name == "ip"
        if is_telling and isinstance(value, str) and value not in ("", *known.get(name, ())):
            known.setdefault(name, []).append(value)
