"""Namespaces: whether something may be made in one, and what is left in one on its way out."""

from cs_simulator.domain.instants import as_text
from cs_simulator.kubernetes import objects, refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.object_places import Contents
from cs_simulator.kubernetes.refusals import Cause
from cs_simulator.kubernetes.writing.write import Write

NAMESPACES = "namespaces"
_NAMESPACE = Kind(kind="Namespace", plural=NAMESPACES, namespaced=False)
# The plug-in NamespaceLifecycle lets nobody delete them.
IMMORTAL = frozenset(("default", "kube-system", "kube-public"))


def check_open(write: Write, name: str) -> None:
    """Raise 404 if the namespace of a new object is missing, 403 if it is on its way out."""
    namespace = write.namespace
    found = objects.find(write.unit.world, write.cluster_id, NAMESPACES, "", namespace)
    if found is None:
        raise refusals.not_found(_NAMESPACE, namespace)
    if "deletionTimestamp" in objects.read(found)["metadata"]:
        raise refusals.forbidden(
            write.kind,
            name,
            f"unable to create new content in namespace {namespace} because it is being terminated",
            [
                Cause(
                    "NamespaceTerminating",
                    f"namespace {namespace} is being terminated",
                    "metadata.namespace",
                )
            ],
        )


def with_what_remains(body: Body, contents: Contents, now: int) -> None:
    """Note in a namespace on its way out what is left in it; nothing more holds it without that."""
    conditions = _conditions(contents)
    status = body.setdefault("status", {"phase": "Terminating"})
    if contents.by_resource:
        present = {each["type"]: each for each in status.get("conditions", [])}
        for condition in conditions:
            before = present.get(condition["type"], {})
            is_new = before.get("status") != condition["status"]
            since = None if is_new else before.get("lastTransitionTime")
            condition["lastTransitionTime"] = since or as_text(now)
        status["conditions"] = conditions
        return
    spec = body.setdefault("spec", {})
    held = spec.get("finalizers")
    # Only namespaces that were kept before the types of finalizers were checked have anything else.
    texts = held if isinstance(held, list) else []
    spec["finalizers"] = [each for each in texts if isinstance(each, str) and each != "kubernetes"]


def _conditions(contents: Contents) -> list[Body]:
    """The conditions that the namespace controller writes about what is left."""
    resources = sorted(contents.by_resource.items())
    finalizers = sorted(contents.by_finalizer.items())
    remaining = ", ".join(f"{name} has {count} resource instances" for name, count in resources)
    held = ", ".join(f"{name} in {count} resource instances" for name, count in finalizers)
    return [
        {
            "type": "NamespaceContentRemaining",
            "status": "True",
            "reason": "SomeResourcesRemain",
            "message": f"Some resources are remaining: {remaining}",
        },
        {
            "type": "NamespaceFinalizersRemaining",
            "status": "True" if held else "False",
            "reason": "SomeFinalizersRemain" if held else "ContentHasNoFinalizers",
            "message": f"Some content in the namespace has finalizers remaining: {held}"
            if held
            else "All content-preserving finalizers finished",
        },
    ]
