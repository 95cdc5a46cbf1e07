"""Server-side apply: who applies a configuration owns what it says, and nothing else.

The rules are those of ``sigs.k8s.io/structured-merge-diff``, package ``merge``.
"""

from typing import Any

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import as_text
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.patches import field_sets, managed_fields
from cs_simulator.kubernetes.patches.field_sets import Path, Paths
from cs_simulator.kubernetes.patches.managed_fields import APPLY, UPDATE, Manager, Owned, Owners
from cs_simulator.kubernetes.patches.places import Place, place_of

# Who owns the fields of an object that was there before anybody's fields were written down.
_BEFORE = "before-first-apply"


def apply(
    kind: Kind,
    current: Body | None,
    configuration: Body,
    manager: str,
    force: bool,
    now: int,
    subresource: str = "",
) -> Body:
    """The object once *manager* has applied a configuration to the current one, if there is one.

    Neither the object nor the configuration is changed; the result may share parts with them.
    *now* is in microseconds. *force* takes fields away from their owners.

    Raises:
        ApiError: 400 for a configuration that cannot be applied; 409 if another manager owns a
            field that would get another value.

    """
    place = place_of(kind)
    wanted = _wanted(kind, configuration, subresource)
    try:
        fields = field_sets.owned(field_sets.fields_of(wanted, place))
        result = _merged(current or {"metadata": {}}, wanted, place, ())
    except ValueError as error:
        raise errors.BAD_REQUEST(
            message=f"failed to create typed patch object ({kind.api_version}, Kind={kind.kind}):"
            f" {error}"
        ) from error
    owners = _owners(kind, current, now)
    own = Manager(manager, APPLY, kind.api_version, subresource)
    before = owners.get(own.identity)
    others = {key: each for key, each in owners.items() if key != own.identity}
    if before is not None:
        kept = _with_parents(fields.union(*(each.fields for each in others.values())))
        result = _without(result, _pruned(before.fields, kept), place, ())
    if current is not None:
        others = _taken(others, current, result, place, force)
    time = before.time if before is not None and before.fields == fields else as_text(now)
    made: Body = {**result, "metadata": dict(result["metadata"])}
    managed_fields.write(made, {**others, own.identity: Owned(own, fields, time)})
    return made


def _wanted(kind: Kind, configuration: Body, subresource: str) -> Body:
    """What of a configuration is applied: its status only below ``status``, and no null."""
    metadata = configuration.get("metadata")
    if not isinstance(metadata, dict):
        raise errors.BAD_REQUEST(message="metadata must be an object")
    if metadata.get("managedFields"):
        raise errors.BAD_REQUEST(message="metadata.managedFields must be nil")
    wanted = _without_null(configuration)
    if subresource == "status":
        kept = ("apiVersion", "kind", "metadata", "status")
        wanted = {name: value for name, value in wanted.items() if name in kept}
    elif kind.has_status:
        wanted.pop("status", None)
    wanted["metadata"].pop("managedFields", None)
    return dict(wanted)


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_null(each) for name, each in value.items() if each is not None}
    return [_without_null(each) for each in value] if isinstance(value, list) else value


def _owners(kind: Kind, current: Body | None, now: int) -> Owners:
    """Who owns the fields of the object; of one that nobody owns, all of it has one owner."""
    owners = {} if current is None else managed_fields.owners_of(current)
    if current is None or owners:
        return owners
    manager = Manager(_BEFORE, UPDATE, kind.api_version)
    all_fields = field_sets.difference({"metadata": {}}, current, place_of(kind)).changed
    return {manager.identity: Owned(manager, all_fields, as_text(now))}


def _merged(present: Any, wanted: Any, place: Place, path: Path) -> Any:
    if type(present) is not type(wanted) or place.is_leaf(wanted):
        return wanted
    if isinstance(wanted, list):
        return _merged_list(present, wanted, place, path)
    result = dict(present)
    for name, value in wanted.items():
        is_there = name in present
        inner = (*path, f"f:{name}")
        result[name] = _merged(present[name], value, place.of(name), inner) if is_there else value
    return result


def _merged_list(present: list[Any], wanted: list[Any], place: Place, path: Path) -> list[Any]:
    """The elements of both: in the order of the wanted ones, the others where they were."""
    news = dict(field_sets.elements(wanted, place, path))
    olds = [(_identity(each, place), each) for each in present]
    there = dict(reversed(olds))
    shared = [identity for identity in news if identity in there]
    result: list[Any] = []
    at = 0
    for identity, value in news.items():
        while at < len(olds) and olds[at][0] != identity:
            if olds[at][0] not in news:
                result.append(olds[at][1])
            elif shared and olds[at][0] == shared[0]:
                break
            at += 1
        if identity in there:
            shared.remove(identity)
            value = _merged(there[identity], value, place.element, (*path, identity))  # noqa: PLW2901
        result.append(value)
    return [*result, *(each for identity, each in olds[at:] if identity not in news)]


def _identity(element: Any, place: Place) -> str | None:
    try:
        return place.identity(element)
    except ValueError:
        return None


def _with_parents(paths: Paths) -> Paths:
    return frozenset(path[:length] for path in paths for length in range(1, len(path) + 1))


def _pruned(before: Paths, kept: Paths) -> Paths:
    """The paths to be removed: what was owned before, and the fields around it, but what is kept.

    Elements of lists around it stay, unless they were owned, too.
    """
    around = frozenset(path for path in _with_parents(before) if path[-1].startswith("f:"))
    return (before | around) - kept - {("f:metadata",)}


def _without(value: Any, paths: Paths, place: Place, path: Path) -> Any:
    """The value without what is at the paths."""
    if not paths or place.is_leaf(value):
        return value
    if isinstance(value, list):
        return [
            _without(each, paths, place.element, inner)
            for each in value
            if (inner := (*path, _identity(each, place) or "")) not in paths
        ]
    return {
        name: _without(each, paths, place.of(name), inner)
        for name, each in value.items()
        if (inner := (*path, f"f:{name}")) not in paths
    }


def _taken(owners: Owners, current: Body, result: Body, place: Place, force: bool) -> Owners:
    """What the others still own: not what changes, which only *force* may take from them."""
    difference = field_sets.difference(current, result, place)
    conflicts = [
        (each.manager, path)
        for each in owners.values()
        for path in sorted(each.fields & difference.changed)
    ]
    if conflicts and not force:
        raise _conflict(conflicts)
    gone = difference.changed | difference.removed
    return {key: each._replace(fields=each.fields - gone) for key, each in owners.items()}


def _conflict(conflicts: list[tuple[Manager, Path]]) -> ApiError:
    """The error about fields that others own, in the words that clients know."""
    if len(conflicts) == 1:
        [(manager, path)] = conflicts
        message = f"1 conflict: conflict with {manager.text}: {field_sets.text(path)}"
    else:
        lines: dict[str, list[str]] = {}
        for manager, path in sorted(conflicts):
            lines.setdefault(manager.text, []).append(f"- {field_sets.text(path)}")
        blocks = "\n".join(
            "\n".join([f"conflicts with {name}:", *paths]) for name, paths in lines.items()
        )
        message = f"{len(conflicts)} conflicts: {blocks}"
    error = errors.CONFLICT(message=f"Apply failed with {message}")
    error.details = {
        "causes": [
            {
                "reason": "FieldManagerConflict",
                "message": f"conflict with {manager.text}",
                "field": field_sets.text(path),
            }
            for manager, path in conflicts
        ]
    }
    return error
