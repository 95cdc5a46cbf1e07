"""What tables say of Services and endpoints."""

from cs_simulator.kubernetes.kinds._columns import NONE, UNSET, cut, labels_text
from cs_simulator.kubernetes.kinds._reading import Body, items, mapping, number, text, texts


def external(service: Body) -> str:
    """By which addresses it is reached from outside."""
    kind = text(service, "spec.type", "ClusterIP")
    if kind == "ExternalName":
        return text(service, "spec.externalName", NONE)
    given = texts(service, "spec.externalIPs")
    if kind != "LoadBalancer":
        return ",".join(given) or NONE
    balanced = [
        text(each, "ip") or text(each, "hostname")
        for each in items(service, "status.loadBalancer.ingress")
    ]
    return ",".join([*balanced, *given]) or "<pending>"


def ports(service: Body) -> str:
    """Its ports: ``80/TCP``, ``80:30080/TCP``."""
    return ",".join(_port(each) for each in items(service, "spec.ports")) or NONE


def selector(service: Body) -> str:
    """Which Pods it leads to."""
    return labels_text(mapping(service, "spec.selector"))


def endpoints(body: Body) -> str:
    """The addresses with ports of Endpoints."""
    found = [
        f"{_host(text(address, 'ip'))}:{number(port, 'port')}" if port else text(address, "ip")
        for subset in items(body, "subsets")
        for port in items(subset, "ports") or [{}]
        for address in items(subset, "addresses")
    ]
    return cut(found) if found else NONE


def slice_ports(body: Body) -> str:
    """The ports of an EndpointSlice."""
    found = [str(number(each, "port") or "*") for each in items(body, "ports")]
    return cut(found) if found else UNSET


def slice_endpoints(body: Body) -> str:
    """The addresses of an EndpointSlice."""
    found = [address for each in items(body, "endpoints") for address in texts(each, "addresses")]
    return cut(found) if found else UNSET


def _port(port: Body) -> str:
    shown, protocol = str(number(port, "port")), text(port, "protocol", "TCP")
    outside = number(port, "nodePort")
    return f"{shown}:{outside}/{protocol}" if outside else f"{shown}/{protocol}"


def _host(address: str) -> str:
    return f"[{address}]" if ":" in address else address
