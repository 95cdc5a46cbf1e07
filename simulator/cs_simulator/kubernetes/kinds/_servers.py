"""Kinds that a Deployment of the cluster serves: whether it is up."""

from functools import lru_cache

import orjson

from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds._reading import number

_DEPLOYMENTS = "deployments.apps"
_NAMESPACE = "kube-system"


def is_up(world: World, cluster_id: str, name: str) -> bool:
    """Whether a Deployment in ``kube-system`` is there and has a pod that is available."""
    key = f"{cluster_id}/{_DEPLOYMENTS}/{_NAMESPACE}/{name}"
    found = world.kubernetes_objects.get(key)
    return found is not None and _is_available(found.body)


@lru_cache(maxsize=512)
def _is_available(text: str) -> bool:
    return number(orjson.loads(text), "status.availableReplicas") > 0
