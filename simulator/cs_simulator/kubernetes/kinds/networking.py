"""Ingresses and network policies: the group ``networking.k8s.io``."""

from collections.abc import Iterator
from dataclasses import replace

from cs_simulator.kubernetes.kinds import _network_cells as cells
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column, of_text, of_texts
from cs_simulator.kubernetes.kinds._filling import EMPTY_STATUS, beginning_with, fill, part
from cs_simulator.kubernetes.kinds._ingress_versions import fill_beta, to_beta, to_stable
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NO_TRAFFIC, NOT_ENFORCED
from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, items, mapping


def _fill_policy(policy: Body) -> None:
    """A policy is about what comes in, and about what goes out only if it says so."""
    spec = part(policy, "spec")
    goes_out = ["Egress"] if items(spec, "egress") else []
    fill(spec, {"podSelector": {}, "policyTypes": ["Ingress", *goes_out]})
    for way in ("ingress", "egress"):
        for rule in items(spec, way):
            for port in items(rule, "ports"):
                fill(port, {"protocol": "TCP"})


_PATH_TYPES = ("Exact", "ImplementationSpecific", "Prefix")


def _check_ingress(ingress: Body, _before: Body | None) -> Iterator[Problem]:
    """It leads somewhere, and says what its paths are compared with."""
    spec = mapping(ingress, "spec")
    if not any(spec.get(name) for name in ("rules", "defaultBackend", "backend")):
        yield Problem("spec", "either `defaultBackend` or `rules` must be specified", spec)
    for place, rule in enumerate(items(spec, "rules")):
        for at, path in enumerate(items(rule, "http.paths")):
            field = f"spec.rules[{place}].http.paths[{at}].pathType"
            if "pathType" not in path:
                yield Problem(field, "pathType must be specified")
            yield from one_of(field, path.get("pathType"), _PATH_TYPES)


INGRESSES = Kind(
    group="networking.k8s.io",
    convert=to_stable,
    kind="Ingress",
    plural="ingresses",
    short_names=("ing",),
    has_status=True,
    since=19,
    note=NO_TRAFFIC,
    columns=(
        NAME,
        column("Class", cells.ingress_class),
        column("Hosts", cells.hosts),
        column("Address", cells.addresses),
        column("Ports", cells.ingress_ports),
        AGE,
    ),
    complete=beginning_with({"loadBalancer": {}}),
    check=_check_ingress,
)
INGRESSES_BETA = replace(
    INGRESSES, version="v1beta1", since=14, until=21, set_defaults=fill_beta, convert=to_beta
)
INGRESSES_OLD = replace(
    INGRESSES_BETA, group="extensions", since=0, stored_as="ingresses.networking.k8s.io"
)
INGRESS_CLASSES = Kind(
    group="networking.k8s.io",
    kind="IngressClass",
    plural="ingressclasses",
    namespaced=False,
    since=19,
    immutable=("spec.controller",),
    columns=(
        NAME,
        of_text("Controller", "spec.controller", ""),
        column("Parameters", cells.parameters),
        AGE,
    ),
)
NETWORK_POLICIES = Kind(
    group="networking.k8s.io",
    kind="NetworkPolicy",
    plural="networkpolicies",
    short_names=("netpol",),
    note=NOT_ENFORCED,
    columns=(NAME, column("Pod-Selector", cells.pod_selector), AGE),
    set_defaults=_fill_policy,
)
IP_ADDRESSES = Kind(
    group="networking.k8s.io",
    kind="IPAddress",
    plural="ipaddresses",
    namespaced=False,
    short_names=("ip",),
    selectable=("spec.parentRef",),
    required=("spec.parentRef",),
    has_generation=False,
    since=33,
    columns=(NAME, column("ParentRef", cells.parent), AGE),
)
SERVICE_CIDRS = Kind(
    group="networking.k8s.io",
    kind="ServiceCIDR",
    plural="servicecidrs",
    namespaced=False,
    has_status=True,
    immutable=("spec.cidrs",),
    since=33,
    note=NOT_ENFORCED,
    columns=(NAME, of_texts("CIDRs", "spec.cidrs", ""), AGE),
    complete=EMPTY_STATUS,
)
