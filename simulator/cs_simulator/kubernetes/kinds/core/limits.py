"""Limits of namespaces."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_ENFORCED

LIMIT_RANGES = Kind(
    kind="LimitRange",
    plural="limitranges",
    short_names=("limits",),
    has_generation=False,
    note=NOT_ENFORCED,
)
RESOURCE_QUOTAS = Kind(
    kind="ResourceQuota",
    plural="resourcequotas",
    short_names=("quota",),
    has_status=True,
    has_generation=False,
    note=NOT_ENFORCED,
)
