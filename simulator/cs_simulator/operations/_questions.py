"""Questions for the certificate authority about Kubernetes clusters, each for a deferred reply."""

from typing import NamedTuple


class KubeconfigQuery(NamedTuple):
    """A question for the authority of a Kubernetes cluster, and a user's certificate and key."""

    cluster_id: str
    user: str
    """The number of the user, which is the name in the certificate."""
    generation: int
    """How often the user's certificates were revoked."""
    begins: int
    ends: int
    """The first and the last instant of the certificate."""
    authority_key: int
    """A number of 256 bits that the authority's key is derived from."""
    key: int
    """A number of 256 bits that the user's key is derived from."""
    is_served: bool
    """Whether this simulator serves the cluster's address: client and server then have to trust
    each other, and are also given what leads to this simulator's own authority."""
