"""Leases: the group ``coordination.k8s.io``."""

from dataclasses import replace

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, of_text
from cs_simulator.kubernetes.kinds._kind import Kind

LEASES = Kind(
    group="coordination.k8s.io",
    kind="Lease",
    plural="leases",
    has_generation=False,
    since=14,
    columns=(NAME, of_text("Holder", "spec.holderIdentity", ""), AGE),
)
LEASES_BETA = replace(LEASES, version="v1beta1", since=0, until=21)
