"""Services and their endpoints."""

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column, of_text, wide
from cs_simulator.kubernetes.kinds._filling import fill
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NO_TRAFFIC
from cs_simulator.kubernetes.kinds._reading import Body, items
from cs_simulator.kubernetes.kinds.core import _service_cells as cells
from cs_simulator.kubernetes.kinds.core import _service_filling as filling
from cs_simulator.kubernetes.kinds.core._service_checks import check


def _fill_endpoints(endpoints: Body) -> None:
    for subset in items(endpoints, "subsets"):
        for port in items(subset, "ports"):
            fill(port, {"protocol": "TCP"})


SERVICES = Kind(
    kind="Service",
    plural="services",
    short_names=("svc",),
    categories=("all",),
    has_status=True,
    columns=(
        NAME,
        of_text("Type", "spec.type", "ClusterIP"),
        of_text("Cluster-IP", "spec.clusterIP"),
        column("External-IP", cells.external),
        column("Port(s)", cells.ports),
        AGE,
        wide(column("Selector", cells.selector)),
    ),
    selectable=("spec.clusterIP", "spec.type"),
    name_form="label-1035",
    has_generation=False,
    note=NO_TRAFFIC,
    set_defaults=filling.set_defaults,
    complete=filling.complete,
    check=check,
)
ENDPOINTS = Kind(
    kind="Endpoints",
    plural="endpoints",
    singular="endpoints",
    list_kind="EndpointsList",
    short_names=("ep",),
    columns=(NAME, column("Endpoints", cells.endpoints), AGE),
    has_generation=False,
    set_defaults=_fill_endpoints,
)
