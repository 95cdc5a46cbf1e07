"""Kubernetes clusters of a simulator that is served, for clients that have a kubeconfig."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from cs_simulator.cluster_types.ack.creation import example

from tests.support.process import Served, call, serving


@dataclass(frozen=True, kw_only=True)
class ServedCluster:
    """A running cluster with three nodes, and the kubeconfig that leads there."""

    served: Served
    cluster_id: str
    folder: Path

    @property
    def config(self) -> dict[str, Any]:
        """The kubeconfig."""
        answer = call(self.served, "GET", f"/k8s/{self.cluster_id}/user_config").ok()
        config: dict[str, Any] = yaml.safe_load(answer["config"])
        return config

    @property
    def kubeconfig(self) -> Path:
        """A file with the kubeconfig, written anew."""
        path = self.folder / f"{self.cluster_id}.yaml"
        path.write_text(yaml.safe_dump(self.config))
        return path

    @property
    def nodes(self) -> list[str]:
        """The instances of its nodes, in the order in which they are listed."""
        return [each["instance_id"] for each in self._nodes()]

    @property
    def node_names(self) -> list[str]:
        """The names that they have in Kubernetes."""
        return [each["node_name"] for each in self._nodes()]

    def _nodes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = call(
            self.served, "GET", f"/clusters/{self.cluster_id}/nodes"
        ).ok()["nodes"]
        return found

    def advance(self, **how: str) -> None:
        """Move the clock."""
        call(self.served, "POST", "/_simulator/clock/advance", how).ok()

    def lose(self, node: str, *, is_lost: bool = True) -> None:
        """Lose the instance of a node, or have it come back."""
        call(self.served, "PATCH", f"/_simulator/nodes/{node}", {"is_lost": is_lost}).ok()


def a_cluster(
    served: Served, folder: Path, number: int = 1, *, until: str = "idle", **changes: Any
) -> ServedCluster:
    """A new cluster that is running; *until* it is ``settled``, where something is planned."""
    pool = {
        "nodepool_info": {"name": "workers"},
        "scaling_group": {
            "desired_size": 3,
            "instance_types": ["ecs.g7.xlarge"],
            "vswitch_ids": ["vsw-2zedefaultb"],
        },
    }
    body = example({"endpoint_public_access": True, "nodepools": [pool], **changes}, number)
    cluster_id = call(served, "POST", "/clusters", body).ok()["cluster_id"]
    call(served, "POST", "/_simulator/clock/advance", {"until": until}).ok()
    return ServedCluster(served=served, cluster_id=cluster_id, folder=folder)


@contextmanager
def cluster_served(folder: Path, *options: str) -> Iterator[ServedCluster]:
    """A cluster of a simulator of its own, which is stopped in the end."""
    with serving(folder) as serve:
        yield a_cluster(serve(*options), folder)


Start = Callable[..., Served]
