"""What a new pod's class of priority says: the server writes it into the pod.

After ``plugin/pkg/admission/priority`` of Kubernetes.
"""

from cs_simulator.kubernetes import objects, refusals
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.writing.paths import value_at
from cs_simulator.kubernetes.writing.write import Write

PODS = "pods"
_CLASSES = "priorityclasses.scheduling.k8s.io"
_COMPUTED = "priority admission controller computed {} from the given PriorityClass name"


def fill_in(write: Write, pod: Body) -> None:
    """Write priority and preemption policy into a new pod.

    Raises:
        ApiError: 403 if there is no class of the name that the pod gives, and if the pod itself
            says something else than the class.

    """
    spec = pod.get("spec")
    if not isinstance(spec, dict):
        return
    chosen = _class_of(write, pod, spec.get("priorityClassName"))
    value = chosen.get("value") or 0
    policy = chosen.get("preemptionPolicy") or "PreemptLowerPriority"
    for field, word, computed in (
        ("priority", "the integer value of priority", value),
        ("preemptionPolicy", "the string value of PreemptionPolicy", policy),
    ):
        said = spec.get(field)
        if said is not None and said != computed:
            why = f"{word} ({said}) must not be provided in pod spec; {_COMPUTED.format(computed)}"
            raise refusals.forbidden(write.kind, write.name or _name(pod), why)
        spec[field] = computed
    if chosen:
        spec["priorityClassName"] = chosen["metadata"]["name"]


def keep(pod: Body, before: Body) -> None:
    """Leave priority and preemption policy of a pod as they are where a write says nothing."""
    spec, former = pod.get("spec"), before.get("spec")
    if isinstance(spec, dict) and isinstance(former, dict):
        for field in ("priority", "preemptionPolicy"):
            if spec.get(field) is None and field in former:
                spec[field] = former[field]


def _class_of(write: Write, pod: Body, name: object) -> Body:
    """The class that a pod names, or the one that is the default; empty without one."""
    if not name:
        return _default(write)
    world = write.unit.world
    found = objects.find(world, write.cluster_id, _CLASSES, "", str(name))
    if found is None:
        why = f"no PriorityClass with name {name} was found"
        raise refusals.forbidden(write.kind, write.name or _name(pod), why)
    return objects.body_of(found)


def _default(write: Write) -> Body:
    """The least of the classes that are the default."""
    table = write.unit.world.kubernetes_objects
    keys = write.unit.world.kubernetes_resources[f"{write.cluster_id}/{_CLASSES}"]
    classes = (table[key] for key in keys)
    found = [objects.body_of(each) for each in classes if '"globalDefault":true' in each.body]
    defaults = [each for each in found if each.get("globalDefault") is True]
    return min(defaults, key=lambda each: each.get("value") or 0, default={})


def _name(pod: Body) -> str:
    name = value_at(pod, "metadata.name")
    return name if isinstance(name, str) else ""
