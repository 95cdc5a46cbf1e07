"""Services and claims as kubectl makes them, waits for them and shows them."""

from tests.kubernetes.clients.kubectl import Kubectl, Release
from tests.kubernetes.clients.transcripts import differences
from tests.support.served_clusters import ServedCluster


def test_commands_say_what_is_expected(
    kubectl: Kubectl, release: Release, cluster: ServedCluster
) -> None:
    found = differences(kubectl, release.minor, "services", ns=f"net-{release.name}")
    assert not found, "\n\n".join(found)
