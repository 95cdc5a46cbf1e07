"""Changing an object: what a caller's write leaves alone, versions, and writes without effect."""

from collections.abc import Callable
from typing import Any

from cs_simulator.cluster_types.ack.policies.review import UPDATE
from cs_simulator.kubernetes import objects, refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.writing import parts, priorities, removal, validating
from cs_simulator.kubernetes.writing.admission import admit
from cs_simulator.kubernetes.writing.creating import create
from cs_simulator.kubernetes.writing.keeping import keep
from cs_simulator.kubernetes.writing.outcome import Outcome
from cs_simulator.kubernetes.writing.taking import take
from cs_simulator.kubernetes.writing.write import Write

Change = Callable[[Body], Body]
"""Makes the object that is wanted of the one that is there; it may change the latter."""

# Of metadata, only the server changes these.
_OF_SERVER = (
    "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink",
    "generation", "generateName",
)  # fmt: skip
# PUT makes them where they are missing (AllowCreateOnUpdate in their strategies).
_MADE_BY_PUT = frozenset((
    "endpoints", "events", "leases.coordination.k8s.io", "limitranges", "services",
    "clusterroles.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io",
    "roles.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io",
))  # fmt: skip
# PUT needs a resourceVersion (AllowUnconditionalUpdate is false); of custom kinds, too.
_NEED_VERSION = frozenset((
    "apiservices.apiregistration.k8s.io", "customresourcedefinitions.apiextensions.k8s.io",
    "leases.coordination.k8s.io", "poddisruptionbudgets.policy",
))  # fmt: skip


def replace(write: Write, body: Body) -> Outcome:
    """Put a body in the place of an object, as PUT does; the body may be changed.

    Raises:
        ApiError: 400 for a body about something else; 404 for an object that is missing; 409 for
            one that has another version or uid; 422 for one that is not valid; 403 for one that a
            policy in force refuses.

    """
    found = write.found()
    if found is None and write.kind.resource in _MADE_BY_PUT and not write.subresource:
        check_name(write, body)
        return create(write, body)
    _check_uid(write, body)
    return change(write, lambda _: body)


def change(write: Write, make: Change) -> Outcome:
    """Change an object; *make* makes the new one of the present one, in the version of the kind.

    Raises what :func:`replace` does.
    """
    found = write.existing()
    before = body_for(write.kind, objects.body_of(found))
    body, warnings = take(write, make(body_for(write.kind, objects.body_of(found))))
    check_name(write, body)
    _check_version(write, body, before)
    _check_uid_again(write, body, before)
    body = parts.taken(write.kind, write.subresource, body, before)
    _leave_alone(write.kind, body, before)
    if write.kind.resource == priorities.PODS:
        priorities.keep(body, before)
    validating.fill_in(write, body, before)
    warnings = [*warnings, *admit(write, UPDATE, body)]
    write.track(before, body)
    if is_same(body, before):
        return Outcome(before, warnings)
    _count_generation(write.kind, body, before)
    if not removal.is_due(body):
        return Outcome(keep(write, body), warnings)
    if not write.is_dry_run:
        removal.remove(write.unit, found)
    return Outcome(body, warnings, is_gone=True)


def body_for(kind: Kind, body: Body) -> Body:
    """An object in the version of its kind in which the caller reads and writes it."""
    if body["apiVersion"] != kind.api_version:
        body["kind"], body["apiVersion"] = kind.kind, kind.api_version
        if kind.convert is not None:
            kind.convert(body)
    return body


def is_same(body: Body, before: Body) -> bool:
    """Whether a write changes nothing; when its fields were last owned does not count."""
    return _comparable(body) == _comparable(before)


def _comparable(body: Body) -> Body:
    metadata = {**body["metadata"], "resourceVersion": ""}
    if "managedFields" in metadata:
        metadata["managedFields"] = [{**entry, "time": ""} for entry in metadata["managedFields"]]
    return {**body, "metadata": metadata}


def check_name(write: Write, body: Body) -> None:
    """Raise 400 if a body is not about the object that the path names."""
    said = _said(body, "name")
    if said != write.name:
        raise refusals.bad_request(
            f"the name of the object ({said}) does not match the name on the URL ({write.name})"
            if said
            else "name must be provided"
        )


def _said(body: Body, name: str) -> Any:
    """What a body says in its metadata, whatever it may be; empty if it says nothing."""
    metadata = body.get("metadata")
    return metadata.get(name) or "" if isinstance(metadata, dict) else ""


def _check_uid(write: Write, body: Body) -> None:
    """Raise 409 if there is another object of the name by now than the caller has seen."""
    found, said = write.existing(), _said(body, "uid")
    if said and said != found.uid:
        raise refusals.conflict(
            write.kind,
            write.name,
            f"Precondition failed: UID in precondition: {said}, UID in object meta: {found.uid}",
        )


def _check_uid_again(write: Write, body: Body, before: Body) -> None:
    """Raise 422 if a patch changes the uid."""
    said, present = body["metadata"].get("uid"), before["metadata"]["uid"]
    if said and said != present:
        cause = refusals.wrong("metadata.uid", said, "field is immutable")
        raise refusals.invalid(write.kind, write.name, [cause])


def _check_version(write: Write, body: Body, before: Body) -> None:
    said = body["metadata"].get("resourceVersion", "")
    if said in ("", "0"):
        needs = write.kind.is_custom or write.kind.resource in _NEED_VERSION
        if needs and write.verb == "update":
            cause = refusals.Cause(
                "FieldValueInvalid",
                "Invalid value: 0x0: must be specified for an update",
                "metadata.resourceVersion",
            )
            raise refusals.invalid(write.kind, write.name, [cause])
    elif said != before["metadata"]["resourceVersion"]:
        raise refusals.modified(write.kind, write.name)


def _leave_alone(kind: Kind, body: Body, before: Body) -> None:
    """Take over from the object what a caller's write never changes."""
    metadata, present = body["metadata"], before["metadata"]
    for name in (*_OF_SERVER, "resourceVersion"):
        metadata.pop(name, None)
        if name in present:
            metadata[name] = present[name]
    if "managedFields" not in metadata and "managedFields" in present:
        metadata["managedFields"] = present["managedFields"]
    body["kind"], body["apiVersion"] = kind.kind, kind.api_version


def _count_generation(kind: Kind, body: Body, before: Body) -> None:
    if not kind.has_generation:
        return
    apart = ("metadata", "status", "apiVersion", "kind")
    wanted = {name: value for name, value in body.items() if name not in apart}
    present = {name: value for name, value in before.items() if name not in apart}
    if wanted != present:
        metadata = body["metadata"]
        metadata["generation"] = metadata.get("generation", 0) + 1
