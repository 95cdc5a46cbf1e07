"""``PUT /clusters/{cluster_id}/kms``: switch the encryption of secrets on or off.

What the service does: takes the id of a key, or ``disable_encryption``; the cluster is ``updating``
meanwhile. Within five minutes after a change another one is refused with the status 409. Only
professional managed clusters encrypt, and with the service role for it. The answer is empty.

Differs from the service: keys are not checked, for there is no service of keys here. The code of
the 409 is our proposal.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors, service_roles
from cs_simulator.cluster_types.ack import allowed, kept, kinds
from cs_simulator.cluster_types.ack.request import role_rules
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Text

PAUSE = 5 * instants.MINUTE
_SENT, _MADE = "encryption_provider_key", "encryption_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateKmsEncryptionRequest:
    """The body of the request."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    kms_key_id: Annotated[str | None, Text()] = None
    disable_encryption: Annotated[bool | None, Boolean()] = None


@operation(
    "UpdateKMSEncryption",
    "PUT",
    "/clusters/{cluster_id}/kms",
    cluster_type="ack",
    request=UpdateKmsEncryptionRequest,
    is_write=True,
    plan="UpdateKMSEncryption",
    task_status=200,
    allowed_in=allowed.RUNNING,
    returns_nothing=True,
)
def update_kms_encryption(call: Call, unit: Unit) -> Reply:
    """Start to change the encryption."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, UpdateKmsEncryptionRequest)
    _check(unit, cluster, request)
    sent = {name: value for name, value in kept.sent_of(cluster).items() if name != _SENT}
    if not request.disable_encryption:
        sent[_SENT] = request.kms_key_id
    changed = kept.with_made(kept.with_sent(cluster, sent), **{_MADE: unit.now})
    cluster = unit.put(unit.world.clusters, changed._replace(updated=unit.now))
    task = provisioning.begin(unit, cluster, "UpdateKMSEncryption")
    return Reply(
        body=None,
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
    )


def _check(unit: Unit, cluster: Cluster, request: UpdateKmsEncryptionRequest) -> None:
    if not request.disable_encryption and not request.kms_key_id:
        raise ack_errors.MISSING_FIELD("kms_key_id")
    if not kinds.is_pro(kinds.spec_of(kept.sent_of(cluster))):
        raise ack_errors.INVALID_FIELD("kms_key_id", "only professional managed clusters encrypt")
    if not request.disable_encryption:
        role_rules.check_granted(unit.world, (service_roles.SECURITY,))
    changed = kept.made_of(cluster).get(_MADE)
    if changed is not None and unit.now < instants.later(changed, PAUSE):
        raise ack_errors.KMS_CHANGED_TOO_SOON()
