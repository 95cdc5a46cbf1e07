"""Disruption budgets and what Pods may do: the group ``policy``."""

from dataclasses import replace

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_ENFORCED

DISRUPTION_BUDGETS = Kind(
    group="policy",
    kind="PodDisruptionBudget",
    plural="poddisruptionbudgets",
    short_names=("pdb",),
    has_status=True,
    since=21,
    note=NOT_ENFORCED,
)
DISRUPTION_BUDGETS_BETA = replace(DISRUPTION_BUDGETS, version="v1beta1", since=0, until=24)
POD_SECURITY_POLICIES = Kind(
    group="policy",
    version="v1beta1",
    kind="PodSecurityPolicy",
    plural="podsecuritypolicies",
    namespaced=False,
    short_names=("psp",),
    has_generation=False,
    until=24,
    note=NOT_ENFORCED,
)
