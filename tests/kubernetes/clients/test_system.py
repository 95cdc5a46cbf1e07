"""What people ask kubectl about ``kube-system`` before they begin, and do there."""

from tests.kubernetes.clients.kubectl import Kubectl, Release
from tests.kubernetes.clients.transcripts import differences
from tests.support.served_clusters import ServedCluster


def test_commands_say_what_is_expected(
    kubectl: Kubectl, release: Release, cluster: ServedCluster
) -> None:
    node, other, last = sorted(cluster.node_names)
    found = differences(kubectl, release.minor, "system", node=node, other=other, last=last)
    assert not found, "\n\n".join(found)
