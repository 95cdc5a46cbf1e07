"""What kubectl says to the commands of the transcripts, release by release."""

import pytest

from tests.kubernetes.clients.kubectl import Kubectl, Release
from tests.kubernetes.clients.transcripts import differences
from tests.support.served_clusters import ServedCluster


@pytest.mark.parametrize("transcript", ["looking", "nodes", "writing"])
def test_commands_say_what_is_expected(
    kubectl: Kubectl, release: Release, cluster: ServedCluster, transcript: str
) -> None:
    node, other, last = sorted(cluster.node_names)
    found = differences(
        kubectl, release.minor, transcript,
        cluster=cluster.cluster_id, node=node, other=other, last=last,
        ns=f"shop-{release.name}", editor="sed -i s/nginx:1.26/nginx:1.27/",
    )  # fmt: skip
    assert not found, "\n\n".join(found)
