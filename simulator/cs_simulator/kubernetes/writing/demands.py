"""What the lists in objects of some kinds must be, before anybody looks into them.

These are the lists that the simulator itself reads; their elements may still be ``null``. What else
must be true of objects is said by their kinds; see ``Kind.check``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.refusals import Cause
from cs_simulator.kubernetes.writing.metadata import is_list_of_texts, not_of
from cs_simulator.kubernetes.writing.paths import value_at

_CONDITIONS = ("status.conditions", ("type", "status"))
_OF_POD = ("containers", "initContainers", "ephemeralContainers", "tolerations", "volumes")
_TEMPLATES: Mapping[str, str] = {
    "cronjobs.batch": "spec.jobTemplate.spec.template.spec",
    "daemonsets.apps": "spec.template.spec",
    "deployments.apps": "spec.template.spec",
    "jobs.batch": "spec.template.spec",
    "pods": "spec",
    "replicasets.apps": "spec.template.spec",
    "replicationcontrollers": "spec.template.spec",
    "statefulsets.apps": "spec.template.spec",
}
# By resource: paths of lists of objects, and the fields that each element must have.
_LISTS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    **{
        resource: (_CONDITIONS, *((f"{place}.{name}", ()) for name in _OF_POD))
        for resource, place in _TEMPLATES.items()
    },
    "namespaces": (_CONDITIONS,),
    "nodes": (
        ("spec.taints", ("key", "effect")),
        ("status.addresses", ("type", "address")),
        _CONDITIONS,
    ),
}


# By resource: paths of lists of texts.
_TEXTS: Mapping[str, tuple[str, ...]] = {"namespaces": ("spec.finalizers",)}


def check_texts(kind: Kind, body: Body) -> None:
    """Raise 400 for a list of texts, as a caller sends it, that is something else."""
    for path in _TEXTS.get(kind.resource, ()):
        found = value_at(body, path)
        if found is not None and not is_list_of_texts(found):
            raise not_of(kind, f"{path}: its type must be []string")


def problems(kind: Kind, body: Body) -> Iterator[Cause]:
    """Everything that is missing in an object's lists; raises 400 for a list of something else."""
    for path, fields in _LISTS.get(kind.resource, ()):
        yield from _of_list(kind, path, value_at(body, path), fields)


def _of_list(kind: Kind, path: str, found: Any, fields: tuple[str, ...]) -> Iterator[Cause]:
    if found is None:
        return
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise not_of(kind, f"{path}: a list of objects is needed")
    for number, each in enumerate(found):
        for field in fields:
            if not isinstance(each.get(field), str) or not each[field]:
                yield refusals.required(f"{path}[{number}].{field}")
