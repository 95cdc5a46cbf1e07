"""Which pods a service leads to, and by which ports: pure."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, items, number, text
from cs_simulator.kubernetes.object_index import ENDED, Pod

HEADLESS_LABEL = "service.kubernetes.io/headless"


class Port(NamedTuple):
    """A port to which a service leads."""

    name: str
    """Empty for the only port of a service."""
    number: int
    protocol: str
    app_protocol: str

    def as_body(self, *, names_nothing: bool) -> Body:
        """As objects have it; *names_nothing* says whether an empty name is written, too."""
        body: Body = {"name": self.name} if self.name or names_nothing else {}
        body |= {"port": self.number, "protocol": self.protocol}
        return body | ({"appProtocol": self.app_protocol} if self.app_protocol else {})


class Endpoint(NamedTuple):
    """A pod to which a service leads, or would if the pod were ready."""

    pod: Pod
    ports: tuple[Port, ...]
    publishes_unready: bool
    """Whether the service leads to pods that are not ready, too."""
    hostname: str
    """The name that the pod has within the domain of the service; empty for none."""

    @property
    def is_ready(self) -> bool:
        """Whether the service leads to the pod now."""
        return self.publishes_unready or (self.pod.is_ready and not self.pod.is_going)

    @property
    def target(self) -> Body:
        """The reference to the pod."""
        pod = self.pod
        return {"kind": "Pod", "name": pod.name, "namespace": pod.namespace, "uid": pod.uid}


def endpoints_of(service: Body, pods: Iterable[Pod]) -> list[Endpoint]:
    """The pods among those that a service selects that have an address and have not ended."""
    publishes = get(service, "spec.publishNotReadyAddresses") is True
    ports, name = items(service, "spec.ports"), text(service, "metadata.name")
    return [
        Endpoint(
            pod,
            tuple(_ports(ports, pod)),
            publishes,
            pod.hostname if pod.subdomain == name else "",
        )
        for pod in pods
        if pod.ip and pod.phase not in ENDED
    ]


def has_endpoints(service: Body) -> bool:
    """Whether the controllers write where a service leads: it selects pods, and is no alias."""
    return bool(get(service, "spec.selector")) and text(service, "spec.type") != "ExternalName"


def is_headless(service: Body) -> bool:
    """Whether a service has no address of its own."""
    return text(service, "spec.clusterIP") == "None"


def _ports(ports: list[Body], pod: Pod) -> Iterator[Port]:
    for port in ports:
        protocol = text(port, "protocol", "TCP")
        found = _number(get(port, "targetPort") or number(port, "port"), protocol, pod)
        if found:
            yield Port(text(port, "name"), found, protocol, text(port, "appProtocol"))


def _number(target: Any, protocol: str, pod: Pod) -> int:
    """The number of a port of a pod; 0 if no container of the pod has a port of that name."""
    if not isinstance(target, str):
        return target if isinstance(target, int) else 0
    found = (each for each in pod.ports if (each.name, each.protocol) == (target, protocol))
    return next((each.number for each in found), 0)
