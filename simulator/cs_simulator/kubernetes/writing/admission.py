"""Asking the security policies in force about a write, as the webhook of gatekeeper is asked."""

from collections.abc import Callable, Sequence
from typing import Any

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.catalog.policies import DENY
from cs_simulator.cluster_types.ack.policies import admissions
from cs_simulator.cluster_types.ack.policies.admissions import Asked
from cs_simulator.cluster_types.ack.policies.instances import instances_of, is_enforced
from cs_simulator.cluster_types.ack.policies.review import DELETE, Review
from cs_simulator.cluster_types.ack.policies.violations import Violation, violations
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.writing.write import Write

# The webhook is asked about whole objects, and about these parts of them; scales come as objects.
_ASKED_ABOUT = ("", "ephemeralcontainers")


def admit(write: Write, operation: str, body: Body) -> list[str]:
    """Ask the policies about an object as it will be, or as it is when it is to be deleted.

    Returns warnings of violations; raises 403 for those that are to be refused. Both are noted in
    the log of the policies, unless it is a dry run.
    """
    if operation != DELETE and write.subresource not in _ASKED_ABOUT:
        return []
    instances = list(instances_of(write.unit.world, write.cluster_id))
    if not instances or not is_enforced(write.cluster):
        return []
    found = list(violations(instances, Review(write.kind.resource, body, operation)))
    if not found:
        return []
    denied = [each for each in found if each.instance.action == DENY]
    note = _noting(write, body, denied or found)
    if denied:
        raise _refusal(denied, None if write.is_dry_run else note)
    if not write.is_dry_run:
        note(write.unit)
    return [_text(each) for each in found]


def _noting(write: Write, body: Body, found: Sequence[Violation]) -> Callable[[Any], None]:
    metadata = body["metadata"]
    asked = Asked(
        kind=write.kind.kind,
        namespace=write.namespace,
        name=metadata.get("name", ""),
        user=write.user,
        request_id=write.request_id,
    )
    return lambda unit: admissions.note(unit, write.cluster_id, asked, found)


def _refusal(denied: Sequence[Violation], note: Callable[[Any], None] | None) -> ApiError:
    texts = "\n".join(_text(each) for each in denied)
    error = errors.FORBIDDEN(
        message=f'admission webhook "{admissions.WEBHOOK}" denied the request: {texts}'
    )
    error.aftermath = note
    return error


def _text(found: Violation) -> str:
    return f"[{found.instance.name}] {found.message}"
