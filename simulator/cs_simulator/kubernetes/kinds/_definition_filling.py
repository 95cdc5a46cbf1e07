"""What the server writes into a CustomResourceDefinition: names, and whether it is served."""

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._reading import Body, items, mapping, text, texts
from cs_simulator.kubernetes.kinds._world import bodies_of

RESOURCE = "customresourcedefinitions.apiextensions.k8s.io"
_NAMES_ACCEPTED = {
    "type": "NamesAccepted",
    "status": "True",
    "reason": "NoConflicts",
    "message": "no conflicts found",
}
_ESTABLISHED = {
    "type": "Established",
    "status": "True",
    "reason": "InitialNamesAccepted",
    "message": "the initial names have been accepted",
}
_NOT_ESTABLISHED = {
    "type": "Established",
    "status": "False",
    "reason": "NotAccepted",
    "message": "not all names are accepted",
}


def set_defaults(definition: Body) -> None:
    """Fill in a definition: the names that follow from that of the kind."""
    spec = part(definition, "spec")
    names = part(spec, "names")
    kind = text(names, "kind")
    if kind:
        fill(names, {"singular": kind.lower(), "listKind": f"{kind}List"})
    fill(spec, {"conversion": {"strategy": "None"}})


def complete(unit: Unit, cluster: Cluster, definition: Body, before: Body | None) -> None:
    """Say whether the names are accepted, and in which versions objects may be kept."""
    status = part(definition, "status")
    taken = _conflict(unit, cluster, definition)
    accepted, established = _conditions(taken, before)
    now = as_text(unit.now)
    status["conditions"] = [_since(each, before, now) for each in (accepted, established)]
    if not taken:
        status["acceptedNames"] = mapping(definition, "spec.names")
    fill(status, {"acceptedNames": {"kind": "", "plural": ""}})
    status["storedVersions"] = _stored_versions(definition, before)


def _conditions(taken: str, before: Body | None) -> tuple[Body, Body]:
    if not taken:
        return _NAMES_ACCEPTED, _ESTABLISHED
    refused = {
        "type": "NamesAccepted",
        "status": "False",
        "reason": "KindConflict",
        "message": f'"{taken}" is already in use',
    }
    was_served = any(
        each.get("type") == "Established" and each.get("status") == "True"
        for each in items(before, "status.conditions")
    )
    return refused, _ESTABLISHED if was_served else _NOT_ESTABLISHED


def _conflict(unit: Unit, cluster: Cluster, definition: Body) -> str:
    """The name of the kind if another definition of the group has it; empty if none has."""
    group, kind = text(definition, "spec.group"), text(definition, "spec.names.kind")
    for other in bodies_of(unit.world, cluster, RESOURCE):
        has_it = (text(other, "spec.group"), text(other, "status.acceptedNames.kind"))
        is_other = other["metadata"]["name"] != definition["metadata"].get("name")
        if is_other and has_it == (group, kind):
            return kind
    return ""


def _since(condition: Body, before: Body | None, now: str) -> Body:
    """The condition with the instant since when it has been so."""
    for each in items(before, "status.conditions"):
        if (each.get("type"), each.get("status")) == (condition["type"], condition["status"]):
            return {**condition, "lastTransitionTime": each.get("lastTransitionTime", now)}
    return {**condition, "lastTransitionTime": now}


def _stored_versions(definition: Body, before: Body | None) -> list[str]:
    """The versions in which objects have been kept since there was the definition."""
    present = texts(definition, "status.storedVersions") or texts(before, "status.storedVersions")
    versions = [each for each in items(definition, "spec.versions") if each.get("storage") is True]
    return list(dict.fromkeys([*present, *(text(each, "name") for each in versions)]))
