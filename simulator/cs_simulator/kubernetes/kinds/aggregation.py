"""APIs that other servers serve: the group ``apiregistration.k8s.io``."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_CALLED

API_SERVICES = Kind(
    group="apiregistration.k8s.io",
    kind="APIService",
    plural="apiservices",
    namespaced=False,
    categories=("api-extensions",),
    has_status=True,
    has_generation=False,
    note=NOT_CALLED,
)
