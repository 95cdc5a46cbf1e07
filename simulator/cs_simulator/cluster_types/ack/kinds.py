"""What a Kubernetes cluster is called by scenarios: the API's type, and that with its profile.

A serverless cluster also has its old type, ``Ask``.
"""

from collections.abc import Mapping
from functools import lru_cache

import orjson

from cs_simulator.domain.records import Cluster

_MANAGED, _SERVERLESS = "ManagedKubernetes", "ManagedKubernetes/Serverless"
_PROFILES = ("Default", "Serverless", "Edge", "Lingjun")
_SPELLINGS = {name.lower(): name for name in (_MANAGED, "Kubernetes", "ExternalKubernetes", "Ask")}

KIND_NAMES = (
    "ManagedKubernetes",
    *(f"{_MANAGED}/{profile}" for profile in _PROFILES),
    "Kubernetes",
    "ExternalKubernetes",
    "Ask",
)
"""Every name."""


def kinds_of_body(body: Mapping[str, object]) -> tuple[str, ...]:
    """The names of a cluster that such a body makes."""
    name = _SPELLINGS.get(str(body.get("cluster_type", "")).lower(), "")
    if name == "Ask":
        return (_MANAGED, _SERVERLESS, name)
    if name != _MANAGED:
        return (name,) if name else ()
    full = f"{name}/{body.get('profile') or _PROFILES[0]}"
    return (name, full, "Ask") if full == _SERVERLESS else (name, full)


def kinds_of(cluster: Cluster) -> tuple[str, ...]:
    """The names of a cluster."""
    return _kinds_of(cluster.properties)


@lru_cache(maxsize=4096)  # lists ask for them of every cluster
def _kinds_of(properties: str) -> tuple[str, ...]:
    return kinds_of_body(orjson.loads(properties).get("sent", {}))
