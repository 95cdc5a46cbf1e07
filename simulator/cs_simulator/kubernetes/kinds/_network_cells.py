"""What tables say of ingresses, their classes, and network policies."""

from cs_simulator.kubernetes.kinds._columns import NONE, cut, selector_text
from cs_simulator.kubernetes.kinds._reading import Body, items, mapping, text

_CLASS = "kubernetes.io/ingress.class"


def ingress_class(ingress: Body) -> str:
    """The class of an Ingress, by its field or by the annotation that came before."""
    annotations = mapping(ingress, "metadata.annotations")
    named = text(ingress, "spec.ingressClassName")
    return named or str(annotations.get(_CLASS) or NONE)


def hosts(ingress: Body) -> str:
    """The hosts of its rules; ``*`` for all."""
    found = [text(each, "host") for each in items(ingress, "spec.rules")]
    return cut([host for host in found if host]) or "*"


def addresses(ingress: Body) -> str:
    """The addresses of its load balancers."""
    balancers = items(ingress, "status.loadBalancer.ingress")
    return ",".join(text(each, "ip") or text(each, "hostname") for each in balancers)


def ingress_ports(ingress: Body) -> str:
    """Its ports: with certificates also that of HTTPS."""
    return "80, 443" if items(ingress, "spec.tls") else "80"


def parameters(ingress_class: Body) -> str:
    """What an IngressClass has its parameters in: ``IngressParameters.example.com/shared``."""
    found = mapping(ingress_class, "spec.parameters")
    if not found:
        return NONE
    group, kind = text(found, "apiGroup"), text(found, "kind")
    return f"{kind}.{group}/{text(found, 'name')}" if group else f"{kind}/{text(found, 'name')}"


def pod_selector(policy: Body) -> str:
    """Which Pods a NetworkPolicy is for."""
    return selector_text(mapping(policy, "spec.podSelector"))


def parent(address: Body) -> str:
    """What an IPAddress is of: ``services/default/kubernetes``."""
    found = mapping(address, "spec.parentRef")
    names = ("group", "resource", "namespace", "name")
    return "/".join(part for part in (text(found, name) for name in names) if part)
