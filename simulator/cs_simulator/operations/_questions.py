"""Questions for the store or the certificate authority, each for a deferred reply."""

from typing import NamedTuple


class LogQuery(NamedTuple):
    """A question for the lines of a cluster's log, oldest first."""

    cluster: int
    """The cluster's serial."""


class EventsQuery(NamedTuple):
    """A question for a page of events, newest first, and for the number of all."""

    cluster_id: str
    """Empty for all clusters."""
    type: str
    """Empty for all types."""
    region_id: str
    """Empty for all regions."""
    task_id: str
    """Empty for all tasks, and for what is about none."""
    first: int
    """The index of the first event on the page."""
    amount: int
    """The size of the page."""


class CertificateQuery(NamedTuple):
    """A question for the authority's certificate, and a client's certificate and key."""

    cluster_id: str
    key: int
    """A number of 256 bits that the key is derived from."""


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


Question = LogQuery | EventsQuery | CertificateQuery | KubeconfigQuery
