"""Limits of namespaces."""

from cs_simulator.kubernetes.kinds._columns import AGE, CREATED_AT, NAME, column
from cs_simulator.kubernetes.kinds._filling import EMPTY_STATUS, fill, part
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_ENFORCED
from cs_simulator.kubernetes.kinds._reading import Body, items, mapping


def _used(quota: Body, *, limits: bool) -> str:
    hard, used = mapping(quota, "spec.hard"), mapping(quota, "status.used")
    names = [name for name in sorted(hard) if name.startswith("limits.") is limits]
    return ", ".join(f"{name}: {used.get(name, 0)}/{hard[name]}" for name in names)


def _fill_limits(limits: Body) -> None:
    """What is asked for is by default what is allowed: ``SetDefaults_LimitRangeItem``."""
    for each in items(limits, "spec.limits"):
        if each.get("type") == "Container":
            fill(part(each, "default"), mapping(each, "max"))
            fill(part(each, "defaultRequest"), mapping(each, "default"))
            fill(part(each, "defaultRequest"), mapping(each, "min"))


LIMIT_RANGES = Kind(
    kind="LimitRange",
    plural="limitranges",
    short_names=("limits",),
    columns=(NAME, CREATED_AT),
    has_generation=False,
    note=NOT_ENFORCED,
    set_defaults=_fill_limits,
)
RESOURCE_QUOTAS = Kind(
    kind="ResourceQuota",
    plural="resourcequotas",
    short_names=("quota",),
    has_status=True,
    columns=(
        NAME,
        column("Request", lambda quota: _used(quota, limits=False)),
        column("Limit", lambda quota: _used(quota, limits=True)),
        AGE,
    ),
    has_generation=False,
    note=NOT_ENFORCED,
    complete=EMPTY_STATUS,
)
