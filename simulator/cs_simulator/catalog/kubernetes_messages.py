"""The types of Kubernetes objects as Protocol Buffers: what patches and decoding need of them.

Source: ``sources/kubernetes_messages.yaml``, whose first lines explain how a field is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog._tables import read


@dataclass(frozen=True, slots=True, kw_only=True)
class KubernetesMessage:
    """One type, such as ``apps/v1.DeploymentSpec``."""

    name: str
    fields: str
    """Its fields as the source has them, parted by semicolons: few of the types are ever used, so
    that only those are taken apart that are."""


@cache
def all_messages() -> Mapping[str, KubernetesMessage]:
    """All types, by name."""
    return read("kubernetes_messages", KubernetesMessage)
