"""Services and their endpoints."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NO_TRAFFIC

SERVICES = Kind(
    kind="Service",
    plural="services",
    short_names=("svc",),
    categories=("all",),
    has_status=True,
    selectable=("spec.clusterIP", "spec.type"),
    name_form="label-1035",
    has_generation=False,
    note=NO_TRAFFIC,
)
ENDPOINTS = Kind(
    kind="Endpoints",
    plural="endpoints",
    singular="endpoints",
    short_names=("ep",),
    has_generation=False,
)
