"""Slices of endpoints: the group ``discovery.k8s.io``."""

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column, of_text
from cs_simulator.kubernetes.kinds._filling import fill
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._reading import Body, items
from cs_simulator.kubernetes.kinds.core import _service_cells as cells


def _fill_ports(endpoint_slice: Body) -> None:
    for port in items(endpoint_slice, "ports"):
        fill(port, {"name": "", "protocol": "TCP"})


ENDPOINT_SLICES = Kind(
    group="discovery.k8s.io",
    kind="EndpointSlice",
    plural="endpointslices",
    required=("addressType",),
    immutable=("addressType",),
    since=21,
    columns=(
        NAME,
        of_text("AddressType", "addressType", ""),
        column("Ports", cells.slice_ports),
        column("Endpoints", cells.slice_endpoints),
        AGE,
    ),
    set_defaults=_fill_ports,
)
