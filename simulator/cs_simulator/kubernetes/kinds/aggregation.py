"""APIs that other servers serve: the group ``apiregistration.k8s.io``."""

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_CALLED
from cs_simulator.kubernetes.kinds._reading import Body, condition, mapping, text


def _service(body: Body) -> str:
    service = mapping(body, "spec.service")
    return f"{text(service, 'namespace')}/{text(service, 'name')}" if service else "Local"


def _available(body: Body) -> str:
    found = condition(body, "Available")
    shown, reason = text(found, "status", "Unknown"), text(found, "reason")
    return shown if shown == "True" or not reason else f"{shown} ({reason})"


API_SERVICES = Kind(
    group="apiregistration.k8s.io",
    kind="APIService",
    plural="apiservices",
    namespaced=False,
    categories=("api-extensions",),
    has_status=True,
    has_generation=False,
    note=NOT_CALLED,
    columns=(NAME, column("Service", _service), column("Available", _available), AGE),
)
