"""Disruption budgets and what Pods may do: the group ``policy``."""

from dataclasses import replace

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, Column, column, of_number
from cs_simulator.kubernetes.kinds._filling import beginning_with
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_ENFORCED
from cs_simulator.kubernetes.kinds._reading import get
from cs_simulator.kubernetes.kinds._rollout_checks import disruption_budget


def _bound(name: str, path: str) -> Column:
    """A column with a number of Pods or a percentage of them."""
    return column(
        name, lambda body: str(found) if (found := get(body, path)) is not None else "N/A"
    )


_NOTHING_YET = {
    "currentHealthy": 0,
    "desiredHealthy": 0,
    "disruptionsAllowed": 0,
    "expectedPods": 0,
}
DISRUPTION_BUDGETS = Kind(
    group="policy",
    kind="PodDisruptionBudget",
    plural="poddisruptionbudgets",
    short_names=("pdb",),
    has_status=True,
    since=21,
    columns=(
        NAME,
        _bound("Min Available", "spec.minAvailable"),
        _bound("Max Unavailable", "spec.maxUnavailable"),
        of_number("Allowed Disruptions", "status.disruptionsAllowed"),
        AGE,
    ),
    complete=beginning_with(_NOTHING_YET),
    check=disruption_budget,
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
