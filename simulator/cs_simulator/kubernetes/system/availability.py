"""Whether a component works: by the pods of its workloads."""

from functools import lru_cache

import orjson

from cs_simulator.catalog.system_workloads import workloads_of
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import number
from cs_simulator.kubernetes.system.bodies import NAMESPACE
from cs_simulator.kubernetes.system.installing import KINDS


def runs(world: World, cluster_id: str, component: str) -> bool:
    """Whether each workload of a component has a pod that is available, or needs none.

    Somebody has called the API of the cluster: nothing is known of the pods of others.
    """
    for workload in workloads_of(component):
        resource = KINDS[workload.kind].resource
        found = objects.find(world, cluster_id, resource, NAMESPACE, workload.name)
        if found is None or not _is_available(found.body, workload.kind):
            return False
    return True


@lru_cache(maxsize=1024)
def _is_available(text: str, kind: str) -> bool:
    body = orjson.loads(text)
    if kind == "Deployment":
        wanted, there = number(body, "spec.replicas"), number(body, "status.availableReplicas")
    else:
        wanted = number(body, "status.desiredNumberScheduled")
        there = number(body, "status.numberAvailable")
    return there > 0 or wanted == 0
