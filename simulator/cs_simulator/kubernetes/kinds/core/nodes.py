"""Nodes and namespaces."""

from cs_simulator.kubernetes.kinds._kind import ALL_VERBS, Kind

NODES = Kind(
    kind="Node",
    plural="nodes",
    namespaced=False,
    short_names=("no",),
    has_status=True,
    selectable=("spec.unschedulable",),
    has_generation=False,
)
NAMESPACES = Kind(
    kind="Namespace",
    plural="namespaces",
    namespaced=False,
    short_names=("ns",),
    verbs=tuple(verb for verb in ALL_VERBS if verb != "deletecollection"),
    has_status=True,
    subresources={"finalize": ("update",)},
    selectable=("status.phase",),
    name_form="label",
    has_generation=False,
)
