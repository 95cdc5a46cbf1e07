"""Priorities of Pods, and classes of their runtimes."""

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, of_flag, of_number, of_text
from cs_simulator.kubernetes.kinds._filling import filler
from cs_simulator.kubernetes.kinds._kind import Kind

PRIORITY_CLASSES = Kind(
    group="scheduling.k8s.io",
    kind="PriorityClass",
    plural="priorityclasses",
    singular="priorityclass",
    namespaced=False,
    short_names=("pc",),
    immutable=("value", "preemptionPolicy"),
    since=14,
    columns=(
        NAME,
        of_number("Value", "value"),
        of_flag("Global-Default", "globalDefault"),
        AGE,
        of_text("PreemptionPolicy", "preemptionPolicy", ""),
    ),
    set_defaults=filler("", {"preemptionPolicy": "PreemptLowerPriority", "value": 0}),
)
RUNTIME_CLASSES = Kind(
    group="node.k8s.io",
    kind="RuntimeClass",
    plural="runtimeclasses",
    singular="runtimeclass",
    namespaced=False,
    required=("handler",),
    immutable=("handler",),
    has_generation=False,
    since=20,
    columns=(NAME, of_text("Handler", "handler", ""), AGE),
)
