"""The ``EndpointSlices`` of a service: its endpoints, a hundred in each object at most.

An endpoint stays in its slice, so that a change of one rewrites one slice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import items, mapping, number, text
from cs_simulator.kubernetes.workloads.controllers.endpoints._endpoint import (
    HEADLESS_LABEL,
    Endpoint,
    Port,
    is_headless,
)

SERVICE_LABEL = "kubernetes.io/service-name"
MANAGER_LABEL = "endpointslice.kubernetes.io/managed-by"
MANAGER = "endpointslice-controller.k8s.io"
MOST_ENDPOINTS = 100

Zones = Callable[[str], str]
"""The zone of the node of a name; empty for none."""


class Planned(NamedTuple):
    """What the slices of a service are to be."""

    changed: dict[str, Body]
    """By the names of the slices that there are: how they are to be."""
    gone: list[str]
    new: list[Body]
    """Slices without a name."""


def plan(
    service: Body, endpoints: Iterable[Endpoint], present: Mapping[str, Body], zone_of: Zones
) -> Planned:
    """What is to be done with the slices that there are, by name, and which ones are to be made."""
    wanted: defaultdict[tuple[Port, ...], dict[str, Endpoint]] = defaultdict(dict)
    for endpoint in endpoints:
        wanted[endpoint.ports][endpoint.pod.uid] = endpoint
    by_ports: defaultdict[tuple[Port, ...], dict[str, Body]] = defaultdict(dict)
    for name, body in sorted(present.items()):
        by_ports[_ports_of(body)][name] = body
    planned = Planned({}, [], [])
    for ports in sorted({*wanted, *by_ports}):
        _plan_group(service, wanted.get(ports, {}), by_ports.get(ports, {}), zone_of, planned)
    if not planned.changed and not planned.new:
        _keep_one(service, present, zone_of, planned)
    return planned


def _plan_group(
    service: Body,
    wanted: dict[str, Endpoint],
    present: dict[str, Body],
    zone_of: Zones,
    planned: Planned,
) -> None:
    """Plan the slices whose endpoints have the same ports."""
    missing = dict(wanted)
    kept = {}
    for name, body in present.items():
        uids = [text(each, "targetRef.uid") for each in items(body, "endpoints")]
        kept[name] = [missing.pop(uid) for uid in uids if uid in missing]
    left = list(missing.values())
    # The fullest slices take what is new, as far as they have room.
    for name in sorted(kept, key=lambda each: (-len(kept[each]), each)):
        room = max(MOST_ENDPOINTS - len(kept[name]), 0)
        if kept[name] or left:
            kept[name] += left[:room]
            del left[:room]
            planned.changed[name] = _slice(service, kept[name], present[name], zone_of)
        else:
            planned.gone.append(name)
    for start in range(0, len(left), MOST_ENDPOINTS):
        part = left[start : start + MOST_ENDPOINTS]
        planned.new.append(_slice(service, part, {}, zone_of))


def _keep_one(service: Body, present: Mapping[str, Body], zone_of: Zones, planned: Planned) -> None:
    """A service that leads nowhere has one slice, which is empty."""
    if not planned.gone:
        planned.new.append(_slice(service, [], {}, zone_of))
        return
    name = planned.gone.pop(0)
    planned.changed[name] = _slice(service, [], present[name], zone_of)


def _slice(service: Body, endpoints: list[Endpoint], before: Body, zone_of: Zones) -> Body:
    name, namespace = service["metadata"]["name"], service["metadata"]["namespace"]
    labels = {
        **mapping(service, "metadata.labels"),
        MANAGER_LABEL: MANAGER,
        SERVICE_LABEL: name,
        **({HEADLESS_LABEL: ""} if is_headless(service) else {}),
    }
    ports = endpoints[0].ports if endpoints else ()
    return {
        **before,
        "metadata": {**mapping(before, "metadata"), "namespace": namespace, "labels": labels},
        "addressType": "IPv4",
        "endpoints": [_endpoint(each, zone_of) for each in endpoints],
        "ports": [port.as_body(names_nothing=True) for port in ports],
    }


def _endpoint(endpoint: Endpoint, zone_of: Zones) -> Body:
    pod = endpoint.pod
    optional = {
        "hostname": endpoint.hostname,
        "nodeName": pod.node,
        "zone": zone_of(pod.node) if pod.node else "",
    }
    return {
        "addresses": [pod.ip],
        "conditions": {
            "ready": endpoint.is_ready,
            "serving": pod.is_ready,
            "terminating": pod.is_going,
        },
        **{name: value for name, value in optional.items() if value},
        "targetRef": endpoint.target,
    }


def _ports_of(body: Body) -> tuple[Port, ...]:
    found = items(body, "ports")
    return tuple(
        Port(
            text(each, "name"),
            number(each, "port"),
            text(each, "protocol"),
            text(each, "appProtocol"),
        )
        for each in found
    )
