"""What a pod asks of the node that it is put on, read once out of its body."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from cs_simulator.kubernetes.kinds._reading import Body, get, items, mapping, number, text, texts
from cs_simulator.kubernetes.workloads.scheduler.amounts import Amounts, requests_of
from cs_simulator.kubernetes.workloads.scheduler.terms import HOST, Terms, terms_of

# By these the pods of one owner differ, and nothing else asks for them.
_OF_ONE_POD = (
    "apps.kubernetes.io/pod-index",
    "batch.kubernetes.io/job-completion-index",
    "statefulset.kubernetes.io/pod-name",
)
# What a pod counts for that asks for nothing, as in kube-scheduler: 100m and 200 MB.
_USUAL = {"cpu": 100, "memory": 200 * 1024 * 1024 * 1000}
_MOST_KEPT = 2_000


class Port(NamedTuple):
    """A port of the node that a pod takes."""

    number: int
    protocol: str
    address: str

    def collides(self, other: "Port") -> bool:
        """Whether not both can be taken."""
        if (self.number, self.protocol) != (other.number, other.protocol):
            return False
        return self.address == other.address or "0.0.0.0" in (self.address, other.address)  # noqa: S104


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """What a pod asks of its node. Pods that ask for the same share it."""

    key: bytes
    """The same for pods that get the same answer."""
    shape: bytes
    """The same for pods for which nodes come in the same order."""
    owner: str
    namespace: str
    labels: Mapping[str, str]
    requests: Amounts
    load: Amounts
    """What it counts for of ``cpu`` and ``memory`` when nodes are compared."""
    ports: tuple[Port, ...]
    selector: Mapping[str, object]
    node_terms: list[Body] | None
    """Of which the node has to meet one; ``None`` if any node will do."""
    node_likings: list[Body]
    names: frozenset[str] | None
    """The names of the nodes of which alone it can be; ``None`` for all."""
    tolerations: list[Body]
    terms: Terms
    places: tuple[str, ...]
    """The labels by which its terms tell places apart, but for that of single nodes."""
    priority: int
    preempts: bool
    claims: tuple[str, ...]
    """The names of its claims to volumes; of one that is made for the pod ``/<volume>``."""


class Wishes:
    """Reads wishes, and keeps those that were read last."""

    def __init__(self) -> None:
        self._kept: dict[bytes, Wish] = {}

    def read(self, body: Body, namespace: str, owner: str) -> Wish:
        """The wish of a pod."""
        labels = {
            name: value
            for name, value in mapping(body, "metadata.labels").items()
            if isinstance(value, str) and name not in _OF_ONE_POD
        }
        spec = {name: value for name, value in mapping(body, "spec").items() if name in _ASKING}
        key = orjson.dumps([namespace, owner, labels, spec], option=orjson.OPT_SORT_KEYS)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = _wish(key, spec, namespace, owner, labels)
        return found


_ASKING = frozenset((
    "affinity", "containers", "hostNetwork", "initContainers", "nodeSelector", "overhead",
    "preemptionPolicy", "priority", "resources", "tolerations", "topologySpreadConstraints",
    "volumes",
))  # fmt: skip


def _wish(key: bytes, spec: Body, namespace: str, owner: str, labels: Mapping[str, str]) -> Wish:
    requests = requests_of(spec)
    terms = terms_of(spec, namespace, labels)
    places = tuple(dict.fromkeys(t.topology for t in terms.all if t.topology != HOST))
    node = mapping(spec, "affinity.nodeAffinity")
    required = node.get("requiredDuringSchedulingIgnoredDuringExecution")
    node_terms = items(required, "nodeSelectorTerms") if isinstance(required, dict) else None
    hosts = [term.key for _, term in terms.likings if term.topology == HOST]
    spreads = [each.term.topology for each in terms.spreads]
    ports = _ports(spec)
    shape = [
        owner, requests, [list(port) for port in ports], spec.get("nodeSelector"), node,
        spec.get("tolerations"), places, spreads, [each.decode() for each in hosts],
    ]  # fmt: skip
    return Wish(
        key=key,
        shape=orjson.dumps(shape, option=orjson.OPT_SORT_KEYS),
        owner=owner,
        namespace=namespace,
        labels=labels,
        requests=requests,
        load={name: requests.get(name, usual) for name, usual in _USUAL.items()},
        ports=ports,
        selector=mapping(spec, "nodeSelector"),
        node_terms=node_terms,
        node_likings=items(node, "preferredDuringSchedulingIgnoredDuringExecution"),
        names=_names(node_terms),
        tolerations=items(spec, "tolerations"),
        terms=terms,
        places=places,
        priority=number(spec, "priority"),
        preempts=text(spec, "preemptionPolicy") != "Never",
        claims=_claims(spec),
    )


def _ports(spec: Body) -> tuple[Port, ...]:
    found = [
        Port(number(port, "hostPort"), text(port, "protocol", "TCP"), text(port, "hostIP", _ANY))
        for field in ("containers", "initContainers")
        for container in items(spec, field)
        if field == "containers" or container.get("restartPolicy") == "Always"
        for port in items(container, "ports")
    ]
    if spec.get("hostNetwork") is True:
        found += [
            Port(number(port, "containerPort"), text(port, "protocol", "TCP"), _ANY)
            for container in items(spec, "containers")
            for port in items(container, "ports")
            if not number(port, "hostPort")
        ]
    return tuple(port for port in found if port.number)


_ANY = "0.0.0.0"  # noqa: S104  # what Kubernetes calls any address of the node


def _names(node_terms: list[Body] | None) -> frozenset[str] | None:
    """The names of nodes that all terms are limited to; ``None`` if one is not."""
    if not node_terms:
        return None
    names: set[str] = set()
    for term in node_terms:
        fields = [each for each in items(term, "matchFields") if _is_name(each)]
        if not fields:
            return None
        names.update(texts(fields[0], "values"))
    return frozenset(names)


def _is_name(field: Body) -> bool:
    return field.get("key") == "metadata.name" and field.get("operator") == "In"


def _claims(spec: Body) -> tuple[str, ...]:
    found = []
    for volume in items(spec, "volumes"):
        if name := text(volume, "persistentVolumeClaim.claimName"):
            found.append(name)
        elif isinstance(get(volume, "ephemeral"), dict):
            found.append(f"/{text(volume, 'name')}")
    return tuple(found)
