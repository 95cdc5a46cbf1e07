"""Objects that the service protects against deletion: namespaces and Services."""

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.cluster_types.ack import protection
from cs_simulator.cluster_types.ack.policies.admissions import WEBHOOK
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects


def is_protected(world: World, found: KubernetesObject) -> bool:
    """Whether the object itself cannot be deleted."""
    if found.resource not in protection.TYPES:
        return False
    cluster = world.clusters[found.cluster_id]
    return protection.is_protected(world, cluster, found.resource, found.namespace, found.name)


def refusal_of(world: World, found: KubernetesObject) -> ApiError | None:
    """403 in the words of the webhook, if the object or a Service within it is protected."""
    if found.resource not in protection.TYPES:
        return None
    if is_protected(world, found):
        return _denied(f"{found.resource} {_called(found.namespace, found.name)} is protected")
    if found.resource == protection.NAMESPACES:
        cluster = world.clusters[found.cluster_id]
        for name in protection.protected_services(world, cluster, found.name):
            if objects.find(world, found.cluster_id, protection.SERVICES, found.name, name):
                return _denied(f"services {_called(found.name, name)} in it is protected")
    return None


def _called(namespace: str, name: str) -> str:
    return f"{namespace}/{name}" if namespace else name


def _denied(why: str) -> ApiError:
    return errors.FORBIDDEN(
        message=f'admission webhook "{WEBHOOK}" denied the request: [delete-protection] {why}'
        " against deletion"
    )
