"""``/version``: the version of Kubernetes that the cluster has."""

import hashlib

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import Call, Reply

# The minor version of Go that a minor version of Kubernetes is built with, from the first one on
# that is (the release notes of Kubernetes).
_GO = (
    (35, 25),
    (34, 24),
    (32, 23),
    (30, 22),
    (29, 21),
    (27, 20),
    (26, 19),
    (24, 18),
    (23, 17),
    (0, 16),
)


def version_of(cluster: Cluster) -> str:
    """The version of Kubernetes of a cluster: ``1.33.3-aliyun.1``.

    The newest one where nothing is known of it, as of a registered cluster.
    """
    found = kept.made_of(cluster).get("version", "")
    if kubernetes_versions.minor_of(found):
        return str(found)
    everything = kubernetes_versions.all_versions().values()
    return max((row for row in everything if not row.edge), key=lambda row: row.order).version


def version(call: Call, cluster: Cluster, unit: Unit) -> Reply:  # noqa: ARG001
    """The version, in the members that kubectl prints; the commit is made up from it."""
    full = version_of(cluster)
    minor = kubernetes_versions.minor_of(full)
    row = kubernetes_versions.like(full)
    go = next(go for first, go in _GO if minor >= first)
    return Reply(
        {
            "major": "1",
            "minor": str(minor),
            "gitVersion": f"v{full}",
            "gitCommit": hashlib.sha256(full.encode()).hexdigest()[:40],
            "gitTreeState": "clean",
            "buildDate": f"{row.offered if row else ''}T00:00:00Z",
            "goVersion": f"go1.{go}",
            "compiler": "gc",
            "platform": "linux/amd64",
        }
    )
