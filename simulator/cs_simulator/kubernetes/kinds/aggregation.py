"""APIs that other servers serve: the group ``apiregistration.k8s.io``."""

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_CALLED
from cs_simulator.kubernetes.kinds._reading import Body, condition, get, mapping, text
from cs_simulator.kubernetes.kinds._servers import is_up
from cs_simulator.kubernetes.kinds.metrics import GROUP as USAGE
from cs_simulator.kubernetes.kinds.metrics import SERVER


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
_UP = {
    "type": "Available",
    "status": "True",
    "reason": "Passed",
    "message": "all checks passed",
}


def _missing(service: Body) -> Body:
    name, namespace = text(service, "name"), text(service, "namespace")
    return {
        "type": "Available",
        "status": "False",
        "reason": "MissingEndpoints",
        "message": f'endpoints for service/{name} in "{namespace}" have no addresses',
    }


def _fill_port(service: Body) -> None:
    fill(get(service, "spec.service"), {"port": 443})


def _settle(unit: Unit, cluster: Cluster, service: Body, before: Body | None) -> None:
    """Say whether an API is to be had: of those that other servers serve, only that of usage."""
    server = mapping(service, "spec.service")
    found = _AWAY if server else _LOCAL
    place = text(server, "namespace"), text(server, "name")
    if text(service, "spec.group") == USAGE and place == ("kube-system", SERVER):
        found = _UP if is_up(unit.world, cluster.cluster_id, SERVER) else _missing(server)
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
