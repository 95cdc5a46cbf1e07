"""APIs that other servers serve: the group ``apiregistration.k8s.io``."""

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_CALLED
from cs_simulator.kubernetes.kinds._reading import Body, condition, get, mapping, text


def _service(body: Body) -> str:
    service = mapping(body, "spec.service")
    return f"{text(service, 'namespace')}/{text(service, 'name')}" if service else "Local"


def _available(body: Body) -> str:
    found = condition(body, "Available")
    shown, reason = text(found, "status", "Unknown"), text(found, "reason")
    return shown if shown == "True" or not reason else f"{shown} ({reason})"


_LOCAL = {
    "type": "Available",
    "status": "True",
    "reason": "Local",
    "message": "Local APIServices are always available",
}
_AWAY = {
    "type": "Available",
    "status": "False",
    "reason": "FailedDiscoveryCheck",
    "message": "the simulator calls no other API servers",
}


def _fill_port(service: Body) -> None:
    fill(get(service, "spec.service"), {"port": 443})


def _settle(unit: Unit, _cluster: Cluster, service: Body, before: Body | None) -> None:
    """Say that an API which another server is to serve is not to be had."""
    found = _AWAY if mapping(service, "spec.service") else _LOCAL
    present = condition(before, "Available")
    since = text(present, "lastTransitionTime") if present.get("status") == found["status"] else ""
    shown = {**found, "lastTransitionTime": since or as_text(unit.now)}
    part(service, "status")["conditions"] = [shown]


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
    set_defaults=_fill_port,
    complete=_settle,
)
