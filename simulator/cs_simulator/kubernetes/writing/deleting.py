"""Deleting an object: preconditions, what is protected, grace, and how it is propagated."""

from cs_simulator.cluster_types.ack.policies.review import DELETE
from cs_simulator.domain.instants import SECOND, as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes import objects, refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.writing import protected, removal
from cs_simulator.kubernetes.writing.admission import admit
from cs_simulator.kubernetes.writing.grace import grace_of
from cs_simulator.kubernetes.writing.namespaces import IMMORTAL, NAMESPACES
from cs_simulator.kubernetes.writing.options import DeleteOptions
from cs_simulator.kubernetes.writing.outcome import Outcome
from cs_simulator.kubernetes.writing.rewriting import put_again
from cs_simulator.kubernetes.writing.updating import body_for
from cs_simulator.kubernetes.writing.write import Write

# Their deletion is answered with the object also when it is gone at once (ReturnDeletedObject).
_SHOWN_WHEN_GONE = frozenset((
    "persistentvolumeclaims", "persistentvolumes", "pods", "podtemplates", "resourcequotas",
    "serviceaccounts", "services",
))  # fmt: skip


def delete(write: Write, options: DeleteOptions) -> Outcome:
    """Delete an object, as far as its finalizers allow.

    Raises:
        ApiError: 404 without the object; 403 for a namespace that cannot be deleted, and for what
            the service protects or a policy in force refuses to delete; 409 if it is not as the
            preconditions say.

    """
    found = write.existing()
    check(write, found, options)
    before = objects.body_of(found)
    warnings = admit(write, DELETE, before)
    grace = grace_of(write.unit.world, found, options.grace)
    if write.is_dry_run or options.is_dry_run:
        return Outcome(body_for(write.kind, before), warnings, is_gone=True)
    metadata = before["metadata"]
    if "deletionTimestamp" in metadata:
        return _again(write, found, before, grace)._replace(warnings=warnings)
    begun = removal.begin(write.unit, found, options.policy, grace)
    return Outcome(body_for(write.kind, begun or before), warnings, is_gone=begun is None)


def _again(write: Write, found: KubernetesObject, before: Body, grace: int) -> Outcome:
    """Delete what is on its way out: that can only hurry it."""
    metadata = before["metadata"]
    less = metadata.get("deletionGracePeriodSeconds", 0) - grace
    if less > 0:
        metadata["deletionGracePeriodSeconds"] = grace
        ends = instant(metadata["deletionTimestamp"]) or 0
        metadata["deletionTimestamp"] = as_text(ends - less * SECOND)
        if removal.is_due(before):
            removal.remove(write.unit, found)
            return Outcome(body_for(write.kind, before), is_gone=True)
        before = objects.body_of(put_again(write.unit, found, before))
    return Outcome(body_for(write.kind, before))


def check(write: Write, found: KubernetesObject, options: DeleteOptions) -> None:
    """Raise what :func:`delete` refuses an object with, but for what policies do."""
    kind, name = write.kind, write.name
    if kind.resource == NAMESPACES and name in IMMORTAL:
        raise refusals.forbidden(kind, name, "this namespace may not be deleted")
    for what, wanted, present in (
        ("UID", options.uid, found.uid),
        ("ResourceVersion", options.version, str(found.version)),
    ):
        if wanted and wanted != present:
            raise refusals.conflict(
                kind,
                name,
                f"Precondition failed: {what} in precondition: {wanted}, {what} in object meta:"
                f" {present}",
            )
    refused = protected.refusal_of(write.unit.world, found)
    if refused is not None:
        raise refused


def answer(kind: Kind, outcome: Outcome) -> Body:
    """What a deletion is answered with: the object while it is there, else a Status."""
    if not outcome.is_gone or kind.resource in _SHOWN_WHEN_GONE:
        return outcome.body
    metadata = outcome.body["metadata"]
    details = {"name": metadata["name"], "group": kind.group, "kind": kind.plural}
    return {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Success",
        "details": {
            **{name: value for name, value in details.items() if value},
            "uid": metadata["uid"],
        },
    }
