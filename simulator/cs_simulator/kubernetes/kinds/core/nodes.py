"""Nodes and namespaces."""

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column, of_text, wide
from cs_simulator.kubernetes.kinds._kind import ALL_VERBS, Kind
from cs_simulator.kubernetes.kinds.core import _node_cells as cells

NODES = Kind(
    kind="Node",
    plural="nodes",
    namespaced=False,
    short_names=("no",),
    has_status=True,
    columns=(
        NAME,
        column("Status", cells.status),
        column("Roles", cells.roles),
        AGE,
        of_text("Version", "status.nodeInfo.kubeletVersion", ""),
        wide(column("Internal-IP", lambda node: cells.address(node, "InternalIP"))),
        wide(column("External-IP", lambda node: cells.address(node, "ExternalIP"))),
        wide(of_text("OS-Image", "status.nodeInfo.osImage", "<unknown>")),
        wide(of_text("Kernel-Version", "status.nodeInfo.kernelVersion", "<unknown>")),
        wide(of_text("Container-Runtime", "status.nodeInfo.containerRuntimeVersion", "<unknown>")),
    ),
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
    columns=(NAME, of_text("Status", "status.phase", ""), AGE),
    selectable=("status.phase",),
    name_form="label",
    has_generation=False,
)
