"""The ReplicaSet that has the present template: found, or made."""

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records.kubernetes import BACK_OFF
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import condition, mapping, number
from cs_simulator.kubernetes.kinds.apps import REPLICA_SETS
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._again import is_pausing, look_again
from cs_simulator.kubernetes.workloads.controllers.deployments import revisions
from cs_simulator.kubernetes.workloads.controllers.deployments.conditions import (
    PROGRESSING,
    present_condition,
    set_condition,
)
from cs_simulator.kubernetes.workloads.controllers.deployments.rollout import (
    OwnedSet,
    Rollout,
)

AGAIN = f"{BACK_OFF}:deployments"
"""The kind of the timers after which a set that was refused is tried again."""
_LONGEST_PREFIX = 253 - 11


def find_newest(rollout: Rollout) -> None:
    """Find the set with the present template, and bring what it says up to date."""
    template = revisions.without_hash(mapping(rollout.body, "spec.template"))
    rollout.new = next((each for each in rollout.sets if _has(each, template)), None)
    if rollout.new is not None:
        _update(rollout, rollout.new)


def _has(owned: OwnedSet, template: Body) -> bool:
    return revisions.without_hash(mapping(owned.body, "spec.template")) == template


def _update(rollout: Rollout, new: OwnedSet) -> None:
    revisions.annotate(new.annotations, rollout.body, _next_revision(rollout))
    seconds = number(rollout.body, "spec.minReadySeconds")
    if seconds != number(new.body, "spec.minReadySeconds"):
        new.body["spec"]["minReadySeconds"] = seconds
        new.body["metadata"]["generation"] = number(new.body, "metadata.generation") + 1
    new.put(rollout.unit)
    _note_revision(rollout, new.annotations[revisions.REVISION])
    if rollout.deadline and not condition(rollout.body, PROGRESSING):
        said = f'Found new replica set "{new.name}"'
        set_condition(rollout, PROGRESSING, "True", "FoundNewReplicaSet", said)


def _next_revision(rollout: Rollout) -> int:
    known = (revisions.number_in(each.annotations, revisions.REVISION) for each in rollout.old)
    return max(known, default=0) + 1


def _note_revision(rollout: Rollout, revision: str) -> None:
    rollout.body["metadata"].setdefault("annotations", {})[revisions.REVISION] = revision


def make_newest(rollout: Rollout, count: int) -> bool:
    """Make the set with the present template, with so many pods; returns whether it is there.

    If its name is taken the collision is counted, and another name is tried next. If the server
    refuses it, the deployment says so, and it is tried again later.
    """
    unit, deployment = rollout.unit, rollout.found
    is_open = making.is_open(unit.world, deployment.cluster_id, deployment.namespace)
    if not is_open or _waits(rollout):
        return False
    body = _new_body(rollout, count)
    name = body["metadata"]["name"]
    taken = objects.find(
        unit.world, deployment.cluster_id, REPLICA_SETS.resource, deployment.namespace, name
    )
    if taken is not None:
        rollout.status["collisionCount"] = number(rollout.status, "collisionCount") + 1
        return False
    try:
        made = making.make(unit, rollout.cluster, REPLICA_SETS, body)
    except ApiError as refused:
        _note_refusal(rollout, name, making.message_of(refused))
        return False
    look_again(unit, deployment, AGAIN, 0)
    rollout.new = OwnedSet(made)
    rollout.sets.append(rollout.new)
    if count:
        said = f"Scaled up replica set {name} from 0 to {count}"
        rollout.report("ScalingReplicaSet", said)
    _note_revision(rollout, rollout.new.annotations[revisions.REVISION])
    if rollout.deadline:
        said = f'Created new replica set "{name}"'
        set_condition(rollout, PROGRESSING, "True", "NewReplicaSetCreated", said)
    return True


def _new_body(rollout: Rollout, count: int) -> Body:
    deployment, template = rollout.body, mapping(rollout.body, "spec.template")
    chosen = revisions.template_hash(template, number(rollout.status, "collisionCount"))
    labels = {**mapping(template, "metadata.labels"), revisions.HASH: chosen}
    selector = mapping(deployment, "spec.selector")
    annotations: Body = {}
    revisions.annotate(annotations, deployment, _next_revision(rollout))
    annotations[revisions.DESIRED] = str(rollout.wanted)
    annotations[revisions.MOST] = str(rollout.most)
    seconds = number(deployment, "spec.minReadySeconds")
    return {
        "metadata": {
            "name": f"{rollout.found.name[:_LONGEST_PREFIX]}-{chosen}",
            "namespace": rollout.found.namespace,
            "labels": labels,
            "annotations": annotations,
            "ownerReferences": [making.owner_reference(rollout.found)],
        },
        "spec": {
            "replicas": count,
            **({"minReadySeconds": seconds} if seconds else {}),
            "selector": {
                **selector,
                "matchLabels": {**mapping(selector, "matchLabels"), revisions.HASH: chosen},
            },
            "template": {
                **template,
                "metadata": {**mapping(template, "metadata"), "labels": labels},
            },
        },
    }


def _waits(rollout: Rollout) -> bool:
    """Whether the set was refused shortly before, and nothing has been changed since."""
    observed = number(rollout.body, "status.observedGeneration")
    is_new = number(rollout.body, "metadata.generation") != observed
    return not is_new and is_pausing(rollout.unit, rollout.found, AGAIN)


def _note_refusal(rollout: Rollout, name: str, why: str) -> None:
    said = f'Failed to create new replica set "{name}": {why}'
    if rollout.deadline:
        set_condition(rollout, PROGRESSING, "False", "ReplicaSetCreateError", said)
    rollout.warn("ReplicaSetCreateError", said)
    since = instant(present_condition(rollout, PROGRESSING).get("lastTransitionTime"))
    now = rollout.unit.now
    elapsed = now - (since or now)
    look_again(rollout.unit, rollout.found, AGAIN, now + min(max(elapsed, SECOND), 1_000 * SECOND))
