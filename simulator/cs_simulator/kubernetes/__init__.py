"""The Kubernetes API of a cluster, pure: kinds, verbs, patches, and what mirrors the nodes.

Nothing is loaded with the package: most servers are never called at the address of a cluster.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cs_simulator.engine.cluster_behavior import ClusterTypes
    from cs_simulator.scenarios.vocabulary import Vocabulary


def vocabulary(cluster_types: "ClusterTypes") -> "Vocabulary":
    """What scenarios may name, where clusters are of these types."""
    from cs_simulator.kubernetes._vocabulary import vocabulary  # no call needs it

    return vocabulary(cluster_types)
