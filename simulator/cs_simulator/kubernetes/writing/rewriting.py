"""Putting an object again that is there, by what its record says of its kind."""

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body, Kind


def put_again(unit: Unit, found: KubernetesObject, body: Body) -> KubernetesObject:
    """Put another body of an object, in the version of its kind in which it is kept."""
    group, _, version = body["apiVersion"].rpartition("/")
    kind = Kind(
        group=group,
        version=version,
        kind=body["kind"],
        plural=found.resource.partition(".")[0],
        namespaced=bool(found.namespace),
        stored_as=found.resource,
    )
    return objects.put(unit, found.cluster_id, kind, body)
