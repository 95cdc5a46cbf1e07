"""What is wrong with a Service: ``ValidateService`` of ``pkg/apis/core/validation``."""

from collections.abc import Iterator

from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, get, items, number, text

_TYPES = ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")
_PROTOCOLS = ("SCTP", "TCP", "UDP")
_AFFINITIES = ("ClientIP", "None")
_MOST = 65535
_FIRST_NODE_PORT, _LAST_NODE_PORT = 30000, 32767


def check(service: Body, before: Body | None) -> Iterator[Problem]:
    """What is wrong with a Service."""
    kind = get(service, "spec.type")
    yield from one_of("spec.type", kind, _TYPES)
    yield from one_of("spec.sessionAffinity", get(service, "spec.sessionAffinity"), _AFFINITIES)
    ports = items(service, "spec.ports")
    if kind == "ExternalName":
        if not text(service, "spec.externalName"):
            yield Problem("spec.externalName")
    elif not ports and text(service, "spec.clusterIP") != "None":
        yield Problem("spec.ports")
    for place, port in enumerate(ports):
        yield from _of_port(port, f"spec.ports[{place}]", is_only=len(ports) == 1)
    yield from _of_address(service, before)


def _of_port(port: Body, at: str, *, is_only: bool) -> Iterator[Problem]:
    if not is_only and not text(port, "name"):
        yield Problem(f"{at}.name")
    value = get(port, "port")
    if not 0 < number(port, "port") <= _MOST:
        yield Problem(f"{at}.port", "must be between 1 and 65535, inclusive", value or 0)
    yield from one_of(f"{at}.protocol", get(port, "protocol"), _PROTOCOLS)
    chosen = number(port, "nodePort")
    if chosen and not _FIRST_NODE_PORT <= chosen <= _LAST_NODE_PORT:
        what = "provided port is not in the valid range. The range of valid ports is 30000-32767"
        yield Problem(f"{at}.nodePort", what, chosen)


def _of_address(service: Body, before: Body | None) -> Iterator[Problem]:
    """Its address stays, unless it becomes one that has none."""
    had, has = text(before, "spec.clusterIP"), text(service, "spec.clusterIP")
    if had and has and had != has and get(service, "spec.type") != "ExternalName":
        yield Problem("spec.clusterIPs[0]", "may not change once set", [has])
