"""Horizontal autoscalers: the group ``autoscaling``."""

from dataclasses import replace

from cs_simulator.kubernetes.kinds import _workload_cells as cells
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, UNSET, column, of_number
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._reading import get

AUTOSCALERS = Kind(
    group="autoscaling",
    version="v2",
    kind="HorizontalPodAutoscaler",
    plural="horizontalpodautoscalers",
    short_names=("hpa",),
    categories=("all",),
    has_status=True,
    required=("spec.scaleTargetRef", "spec.maxReplicas"),
    has_generation=False,
    since=23,
    note="the simulator keeps this object, but measures no load and scales nothing",
    columns=(
        NAME,
        column("Reference", cells.scaled),
        column("Targets", cells.targets),
        column("MinPods", lambda body: str(get(body, "spec.minReplicas") or UNSET)),
        of_number("MaxPods", "spec.maxReplicas"),
        of_number("Replicas", "status.currentReplicas"),
        AGE,
    ),
)
AUTOSCALERS_BETA = replace(AUTOSCALERS, version="v2beta2", since=12, until=25)
AUTOSCALERS_ONE = replace(AUTOSCALERS, version="v1", since=0)
