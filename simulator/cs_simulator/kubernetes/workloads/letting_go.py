"""Letting go objects that a finalizer of a controller has held."""

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.writing import removal


def let_go(unit: Unit, found: KubernetesObject, finalizer: str) -> None:
    """Take a finalizer from an object; one on its way out goes if it was the last one."""
    body = objects.body_of(found)
    held = body["metadata"].get("finalizers", [])
    if finalizer not in held:
        return
    left = [each for each in held if each != finalizer]
    body["metadata"]["finalizers"] = left
    if not left:
        del body["metadata"]["finalizers"]
    if removal.is_due(body):
        removal.remove(unit, found)
    else:
        making.put_if_changed(unit, found, body)
