"""Amounts of resources, and how much of them a pod asks for."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING
from functools import lru_cache
from typing import Any

from cs_simulator.cluster_types.ack.policies._reading import quantity
from cs_simulator.kubernetes.kinds._reading import Body, items, mapping

Amounts = dict[str, int]
"""By resource, in thousandths of its unit: of a processor, of a byte, of a device."""

_THOUSAND = 1000


@lru_cache(maxsize=4096)
def thousandths(value: object) -> int:
    """An amount such as ``500m`` or ``2Gi``, rounded up; 0 for what is none."""
    found = quantity(value)
    if found is None:
        return 0
    return int((found * _THOUSAND).to_integral_value(ROUND_CEILING))


def amounts(given: Mapping[str, Any]) -> Amounts:
    """Amounts as an object has them."""
    return {name: thousandths(value) for name, value in given.items() if _is_amount(value)}


def requests_of(spec: Body) -> Amounts:
    """What a pod asks for: the most of its containers together, or of one that comes first.

    Containers that come first and stay are counted with those that follow them.
    """
    staying: Amounts = {}
    most: Amounts = {}
    for container in items(spec, "initContainers"):
        own = amounts(mapping(container, "resources.requests"))
        if container.get("restartPolicy") == "Always":
            staying = _sum((staying, own))
            most = _larger(most, staying)
        else:
            most = _larger(most, _sum((staying, own)))
    containers = (mapping(each, "resources.requests") for each in items(spec, "containers"))
    together = _sum((staying, *map(amounts, containers)))
    whole = {**_larger(most, together), **amounts(mapping(spec, "resources.requests"))}
    overhead = amounts(mapping(spec, "overhead"))
    return {name: amount for name, amount in _sum((whole, overhead)).items() if amount}


def _is_amount(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _sum(parts: Iterable[Amounts]) -> Amounts:
    total: Amounts = {}
    for part in parts:
        for name, amount in part.items():
            total[name] = total.get(name, 0) + amount
    return total


def _larger(one: Amounts, other: Amounts) -> Amounts:
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in one | other}
