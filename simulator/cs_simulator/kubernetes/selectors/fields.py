"""Reading field selectors, such as ``spec.nodeName=node-1``, and the fields of objects.

Which fields can be selected by besides name and namespace is said by the kind.
"""

import re
from collections.abc import Mapping
from typing import Any

import orjson

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.selectors.requirement import Requirement

NAME, NAMESPACE = "metadata.name", "metadata.namespace"

_TERM = re.compile(r"(?:[^\\,]|\\.)+", re.DOTALL)
_FIELD = re.compile(r"([^\\=!]+)(==|=|!=)((?:[^\\=]|\\.)*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def field_requirements(text: str, kind: Kind) -> tuple[Requirement, ...]:
    """The requirements of a field selector; raises 400 for a field that the kind cannot have."""
    found = []
    for term in _TERM.findall(text):
        parts = _FIELD.fullmatch(term)
        if parts is None:
            raise errors.BAD_REQUEST(
                message=f"invalid selector: '{text}'; can't understand '{term}'"
            )
        key, operator, value = parts.groups()
        if key not in (NAME, NAMESPACE) and key not in kind.selectable:
            raise errors.BAD_REQUEST(message=_not_supported(key, kind))
        values = frozenset((_ESCAPED.sub(r"\1", value),))
        found.append(Requirement(key, "notin" if operator == "!=" else "in", values))
    return tuple(found)


def _not_supported(key: str, kind: Kind) -> str:
    """Kinds with further fields refuse others in other words than those with none."""
    if kind.selectable:
        return f"field label not supported: {key}"
    shown = orjson.dumps(key).decode()
    return f'{shown} is not a known field selector: only "{NAME}", "{NAMESPACE}"'


def field_of(body: Body, name: str) -> str:
    """The value of a field as a text; empty, or the zero of its type, if the object has none."""
    for path in _PATHS.get(name, (name,)):
        value = _at(body, path)
        if value is not None and value != "":
            return str(value).lower() if isinstance(value, bool) else str(value)
    return _ZEROS.get(name, "")


def _at(body: Body, path: str) -> Any:
    value: Any = body
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


_OF_REFERENCES = (
    "kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath",
)  # fmt: skip
# The paths of fields that are called otherwise, also in the other version of events; the first one
# that has a value counts.
_PATHS: Mapping[str, tuple[str, ...]] = {
    **{
        f"{one}.{name}": (f"{one}.{name}", f"{other}.{name}")
        for name in _OF_REFERENCES
        for one, other in (("involvedObject", "regarding"), ("regarding", "involvedObject"))
    },
    "reportingController": ("reportingController", "reportingComponent"),
    "status.successful": ("status.succeeded",),
    "source": (
        "source.component",
        "deprecatedSource.component",
        "reportingComponent",
        "reportingController",
    ),
    "reportingComponent": ("reportingComponent", "reportingController"),
}
# What a field is that is left out, where its type has another zero than the empty text.
_ZEROS: Mapping[str, str] = {
    "spec.hostNetwork": "false",
    "spec.unschedulable": "false",
    "status.replicas": "0",
    "status.successful": "0",
}
