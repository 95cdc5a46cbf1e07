"""What the server fills into a Service: defaults, its address, its ports on the nodes."""

from collections.abc import Iterator

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain import network
from cs_simulator.domain.randomness import DerivedRandom
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._reading import Body, items, number, text, texts
from cs_simulator.kubernetes.kinds._world import bodies_of

_DEFAULT_BLOCK = "172.21.0.0/20"
_NODE_PORTS = range(30000, 32768)
_ON_NODES = ("NodePort", "LoadBalancer")
_RESERVED = 10
"""How many addresses at the beginning of the block are given to nobody without being asked for."""


def set_defaults(service: Body) -> None:
    """Fill in a Service: ``pkg/apis/core/v1/defaults.go``."""
    spec = part(service, "spec")
    fill(spec, {"type": "ClusterIP", "sessionAffinity": "None"})
    for port in items(spec, "ports"):
        fill(port, {"protocol": "TCP", "targetPort": port.get("port", 0)})
    if spec.get("sessionAffinity") == "ClientIP":
        fill(part(part(spec, "sessionAffinityConfig"), "clientIP"), {"timeoutSeconds": 10800})
    if spec.get("type") == "ExternalName":
        return
    fill(spec, {"internalTrafficPolicy": "Cluster"})
    fill(spec, {"ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack"})
    if spec.get("type") in _ON_NODES:
        fill(spec, {"externalTrafficPolicy": "Cluster"})
    if spec.get("type") == "LoadBalancer":
        fill(spec, {"allocateLoadBalancerNodePorts": True})


def complete(unit: Unit, cluster: Cluster, service: Body, before: Body | None) -> None:
    """Give a Service its address, which stays, and its ports on the nodes if its type has such."""
    fill(service, {"status": {"loadBalancer": {}}})
    spec = part(service, "spec")
    if spec.get("type") == "ExternalName":
        return
    name = _name(service)
    others = [each for each in bodies_of(unit.world, cluster, "services") if _name(each) != name]
    _give_address(unit, cluster, service, before, others)
    if spec.get("type") in _ON_NODES:
        _give_ports(unit, cluster, service, before, others)


def _give_address(
    unit: Unit, cluster: Cluster, service: Body, before: Body | None, others: list[Body]
) -> None:
    spec = part(service, "spec")
    address = text(spec, "clusterIP") or text(before, "spec.clusterIP")
    if not address:
        taken = {text(each, "spec.clusterIP") for each in others}
        random = _random(unit, cluster, service, "address")
        address = next((each for each in _addresses(cluster, random) if each not in taken), "")
        if not address:
            raise errors.INTERNAL(message="failed to allocate a serviceIP: range is full")
    spec["clusterIP"] = address
    spec["clusterIPs"] = texts(spec, "clusterIPs") or [address]


def _give_ports(
    unit: Unit, cluster: Cluster, service: Body, before: Body | None, others: list[Body]
) -> None:
    """Give each port one on the nodes: the one it had, or a free one."""
    had = {_place(port): number(port, "nodePort") for port in items(before, "spec.ports")}
    taken = {
        number(port, "nodePort")
        for each in (*others, service)
        for port in items(each, "spec.ports")
    }
    for port in items(service, "spec.ports"):
        if number(port, "nodePort"):
            continue
        start = _random(unit, cluster, service, *_place(port)).below(len(_NODE_PORTS))
        turned = (*_NODE_PORTS[start:], *_NODE_PORTS[:start])
        free = next((each for each in turned if each not in taken), 0)
        port["nodePort"] = had.get(_place(port)) or free
        taken.add(port["nodePort"])


def _place(port: Body) -> tuple[int, str]:
    return number(port, "port"), text(port, "protocol")


def _addresses(cluster: Cluster, random: DerivedRandom) -> Iterator[str]:
    """The addresses of the cluster's Services, beginning at a random one."""
    block = network.block(kept.made_of(cluster).get("service_cidr") or _DEFAULT_BLOCK)
    size = max(1, block.last - block.first - _RESERVED)
    start = random.below(size)
    for step in range(size):
        yield network.address(block.first + _RESERVED + (start + step) % size)


def _random(unit: Unit, cluster: Cluster, service: Body, *what: object) -> DerivedRandom:
    return unit.random_for("kubernetes service", cluster.cluster_id, *_name(service), *what)


def _name(service: Body) -> tuple[str, str]:
    return text(service, "metadata.namespace"), text(service, "metadata.name")
