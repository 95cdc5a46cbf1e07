"""Selectors that are part of objects: ``matchLabels`` and ``matchExpressions``."""

from collections.abc import Iterator, Mapping
from typing import Any

from cs_simulator.kubernetes.kinds._reading import items, mapping, text, texts
from cs_simulator.kubernetes.selectors import Requirement

_OPERATORS = {"In": "in", "NotIn": "notin", "Exists": "exists", "DoesNotExist": "absent"}


def matches(selector: Any, labels: Mapping[str, str]) -> bool:
    """Whether labels meet a selector; an empty one is met by all, ``None`` by none."""
    if not isinstance(selector, dict):
        return False
    return all(each.allows(labels.get(each.key)) for each in requirements(selector))


def requirements(selector: Mapping[str, Any]) -> Iterator[Requirement]:
    """What each label must be."""
    for key, value in mapping(selector, "matchLabels").items():
        yield Requirement(key, "in", frozenset((value,)))
    for row in items(selector, "matchExpressions"):
        operator = _OPERATORS.get(text(row, "operator"), "absent")
        yield Requirement(text(row, "key"), operator, frozenset(texts(row, "values")))
