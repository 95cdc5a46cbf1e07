"""Putting an object again that is there, by what its record says of its kind."""

from functools import lru_cache

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body, Kind


def put_again(unit: Unit, found: KubernetesObject, body: Body) -> KubernetesObject:
    """Put another body of an object, in the version of its kind in which it is kept."""
    kind = _kind_of(
        body["apiVersion"], body["kind"], found.resource, namespaced=bool(found.namespace)
    )
    return objects.put(unit, found.cluster_id, kind, body)


@lru_cache(maxsize=256)
def _kind_of(api_version: str, kind: str, resource: str, *, namespaced: bool) -> Kind:
    group, _, version = api_version.rpartition("/")
    return Kind(
        group=group,
        version=version,
        kind=kind,
        plural=resource.partition(".")[0],
        namespaced=namespaced,
        stored_as=resource,
    )
