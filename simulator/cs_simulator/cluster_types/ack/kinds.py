"""The kinds and editions of Kubernetes clusters: which one a body asks for, and their names."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

import orjson

from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain.records import Cluster


class Kind(StrEnum):
    """A kind of Kubernetes cluster."""

    MANAGED = "managed"
    LINGJUN = "lingjun"
    SERVERLESS = "serverless"
    EDGE = "edge"
    DEDICATED = "dedicated"
    REGISTERED = "registered"


MANAGED_TYPE = "ManagedKubernetes"
OLD_SERVERLESS_TYPE = "Ask"
"""How the type of serverless clusters was spelled before they were a profile of managed ones."""

PROFILES = ("Default", "Serverless", "Edge", "Lingjun")

_BY_TYPE = {
    "Kubernetes": Kind.DEDICATED,
    "ExternalKubernetes": Kind.REGISTERED,
    OLD_SERVERLESS_TYPE: Kind.SERVERLESS,
}
_BY_PROFILE = {
    "Serverless": Kind.SERVERLESS,
    "Edge": Kind.EDGE,
    "Lingjun": Kind.LINGJUN,
}
HOSTED = frozenset({Kind.MANAGED, Kind.LINGJUN, Kind.SERVERLESS, Kind.EDGE})
"""The kinds whose control plane the service runs."""

_SPELLINGS = {name.lower(): name for name in (MANAGED_TYPE, *_BY_TYPE)}
_SERVERLESS_NAME = f"{MANAGED_TYPE}/Serverless"

NAMES = (
    MANAGED_TYPE,
    *(f"{MANAGED_TYPE}/{profile}" for profile in PROFILES),
    *_BY_TYPE,
)
"""What scenarios call the kinds: the API's type, and that with its profile.

A serverless cluster also has its old type, ``Ask``.
"""


def kind_of(cluster_type: str | None, profile: str | None) -> Kind:
    """The kind of cluster that these two fields of a body mean."""
    return _BY_TYPE.get(cluster_type or "") or _BY_PROFILE.get(profile or "", Kind.MANAGED)


def kind_of_cluster(cluster: Cluster) -> Kind:
    """The kind of a cluster."""
    sent = kept.sent_of(cluster)
    return kind_of(sent.get("cluster_type"), sent.get("profile"))


def addon_kind(kind: Kind) -> str:
    """What the catalogue of components calls a kind: to it, Lingjun clusters are managed ones."""
    return Kind.MANAGED.value if kind is Kind.LINGJUN else kind.value


def profile_of(sent: Mapping[str, object]) -> str:
    """The profile as answers show it: the one that was sent, or what its absence means."""
    given = sent.get("profile")
    if given:
        return str(given)
    return "Serverless" if sent.get("cluster_type") == OLD_SERVERLESS_TYPE else "Default"


def spec_of(sent: Mapping[str, object]) -> str:
    """The edition as answers show it; only clusters with a hosted control plane have one."""
    kind = kind_of(_text(sent, "cluster_type"), _text(sent, "profile"))
    return _text(sent, "cluster_spec") or ("ack.standard" if kind in HOSTED else "")


def is_pro(spec: str) -> bool:
    """Whether an edition is one of the professional ones."""
    return spec.startswith("ack.pro.")


def _text(sent: Mapping[str, object], name: str) -> str:
    return str(sent.get(name) or "")


def names_of_body(body: Mapping[str, object]) -> tuple[str, ...]:
    """The names of a cluster that such a body makes."""
    name = _SPELLINGS.get(str(body.get("cluster_type", "")).lower(), "")
    if name == OLD_SERVERLESS_TYPE:
        return (MANAGED_TYPE, _SERVERLESS_NAME, name)
    if name != MANAGED_TYPE:
        return (name,) if name else ()
    full = f"{name}/{body.get('profile') or PROFILES[0]}"
    return (name, full, OLD_SERVERLESS_TYPE) if full == _SERVERLESS_NAME else (name, full)


def names_of(cluster: Cluster) -> tuple[str, ...]:
    """The names of a cluster."""
    return _names_of(cluster.properties)


@lru_cache(maxsize=4096)  # lists ask for them of every cluster
def _names_of(properties: str) -> tuple[str, ...]:
    return names_of_body(orjson.loads(properties).get("sent", {}))
