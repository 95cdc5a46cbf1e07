"""Nodes and namespaces."""

from collections.abc import Iterator

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column, of_text, wide
from cs_simulator.kubernetes.kinds._filling import EMPTY_STATUS, fill, part
from cs_simulator.kubernetes.kinds._kind import ALL_VERBS, Kind
from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, items
from cs_simulator.kubernetes.kinds.core import _node_cells as cells

_NAME_LABEL = "kubernetes.io/metadata.name"
_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")


def _check_taints(node: Body, _before: Body | None) -> Iterator[Problem]:
    """What taints do is one of three things."""
    for number, taint in enumerate(items(node, "spec.taints")):
        yield from one_of(f"spec.taints[{number}].effect", taint.get("effect"), _EFFECTS)


def _label(namespace: Body) -> None:
    """Let selectors find a namespace by its name, whatever its labels were to be."""
    name = namespace["metadata"].get("name")
    if name:
        part(namespace["metadata"], "labels")[_NAME_LABEL] = name


def _settle(_unit: Unit, _cluster: Cluster, namespace: Body, before: Body | None) -> None:
    """Let the server be asked before a new namespace goes, and say whether it is to go."""
    if before is None:
        fill(part(namespace, "spec"), {"finalizers": ["kubernetes"]})
    is_going = "deletionTimestamp" in namespace["metadata"]
    part(namespace, "status")["phase"] = "Terminating" if is_going else "Active"


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
    check=_check_taints,
    has_generation=False,
    complete=EMPTY_STATUS,
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
    set_defaults=_label,
    complete=_settle,
)
