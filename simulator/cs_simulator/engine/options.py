"""The settings of a whole world."""

from dataclasses import dataclass, field

from cs_simulator.domain.quotas import Quotas


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Settings of a whole world: which ids it accepts, its limits, how it writes times."""

    quotas: Quotas = field(default_factory=Quotas)
    adopts_unknown: bool = True
    """Whether the VPC, vSwitch, database or image of an unknown, well-formed id is auto-created."""
    default_region: str = "cn-beijing"
    china_times: bool = False
    kubernetes_versions: tuple[str, ...] = ()
    """The versions that are offered on every day; none for those of the virtual day."""
    honours_old_bodies: bool = True
    """Whether dedicated clusters are made, and workers of the body that creates a cluster."""
    object_limit: int = 0
    """How many objects there may be in all Kubernetes clusters together; 0 for any number."""
    master_base: str = ""
    """Where the clusters' own addresses are, ``https://127.0.0.1:8016``; empty if not served."""
