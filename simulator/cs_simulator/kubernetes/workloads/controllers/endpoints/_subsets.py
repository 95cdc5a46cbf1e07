"""The ``Endpoints`` of a service: all addresses in one object."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from cs_simulator.domain import network
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import mapping
from cs_simulator.kubernetes.workloads.controllers.endpoints._endpoint import (
    HEADLESS_LABEL,
    Endpoint,
    Port,
    is_headless,
)

MOST_ADDRESSES = 1_000
_OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity"


def body_of(service: Body, endpoints: Iterable[Endpoint], before: Body) -> Body:
    """The ``Endpoints`` of a service; *before* is what there is by now, empty for nothing."""
    metadata = {**mapping(before, "metadata")}
    metadata |= {name: service["metadata"][name] for name in ("name", "namespace")}
    headless = {HEADLESS_LABEL: ""} if is_headless(service) else {}
    _set(metadata, "labels", {**mapping(service, "metadata.labels"), **headless})
    shown = [each for each in endpoints if not each.pod.is_going or each.publishes_unready]
    annotations = {**mapping(metadata, "annotations")}
    annotations.pop(_OVER_CAPACITY, None)
    if len(shown) > MOST_ADDRESSES:
        annotations[_OVER_CAPACITY] = "truncated"
        # Those that are ready have precedence.
        shown = sorted(shown, key=lambda each: not each.is_ready)[:MOST_ADDRESSES]
    _set(metadata, "annotations", annotations)
    body = {**before, "metadata": metadata}
    _set(body, "subsets", _subsets(shown, may_have_no_ports=is_headless(service)))
    return body


def _subsets(endpoints: list[Endpoint], *, may_have_no_ports: bool) -> list[Body]:
    """The addresses, those with the same ports together."""
    groups: defaultdict[tuple[Port, ...], list[Endpoint]] = defaultdict(list)
    for endpoint in endpoints:
        if endpoint.ports or may_have_no_ports:
            groups[endpoint.ports].append(endpoint)
    return [_subset(ports, found) for ports, found in sorted(groups.items())]


def _subset(ports: tuple[Port, ...], endpoints: list[Endpoint]) -> Body:
    ordered = sorted(endpoints, key=lambda each: (_order(each.pod.ip), each.pod.name))
    subset: Body = {}
    _set(subset, "addresses", [_address(each) for each in ordered if each.is_ready])
    _set(subset, "notReadyAddresses", [_address(each) for each in ordered if not each.is_ready])
    _set(subset, "ports", [port.as_body(names_nothing=False) for port in ports])
    return subset


def _order(address: str) -> tuple[int, str]:
    """Addresses by their number, as clients show them; others than those of IPv4 as texts."""
    try:
        return network.number(address), address
    except ValueError:
        return 0, address


def _address(endpoint: Endpoint) -> Body:
    pod = endpoint.pod
    address: Body = {"ip": pod.ip}
    _set(address, "hostname", endpoint.hostname)
    _set(address, "nodeName", pod.node)
    address["targetRef"] = endpoint.target
    return address


def _set(into: Body, name: str, value: Any) -> None:
    """Set a field, or leave it out if it is empty."""
    if value:
        into[name] = value
    else:
        into.pop(name, None)
