"""The effects of rules on pods, decided once for each pod and stage, and kept until it is gone.

Pods to which nothing happens, as all without rules, keep nothing.
"""

from typing import Any

from cs_simulator.domain import by_name
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.workloads.pod_life import faults
from cs_simulator.kubernetes.workloads.pod_life.faults import NOTHING
from cs_simulator.scenarios.rules.pods import PodEffect

_KIND = "pod-effects"
_UID, _TRIES = "uid", "failed_pulls"


def begin(unit: Unit, cluster: Cluster, body: Body, stage: str) -> PodEffect:
    """What happens to a pod in a stage that begins for the first time; from now on it is kept.

    What was decided before stays.
    """
    if stage in _kept(unit.world, cluster, body):
        return effect_of(unit.world, cluster, body, stage)
    effect = faults.decide(unit, cluster, body, stage)
    if effect != NOTHING:
        keep(unit, cluster, body, stage, effect)
    return effect


def keep(unit: Unit, cluster: Cluster, body: Body, stage: str, effect: PodEffect) -> None:
    """Decide what will happen to a pod in a stage that has not begun yet."""
    _keep(unit, cluster, body, stage, effect._asdict())


def effect_of(world: World, cluster: Cluster, body: Body, stage: str) -> PodEffect:
    """What happens to a pod in a stage that has begun before."""
    kept = _kept(world, cluster, body).get(stage)
    return by_name.build(PodEffect, kept) if isinstance(kept, dict) else NOTHING


def failed_pulls(world: World, cluster: Cluster, body: Body) -> int:
    """How often the images of a pod could not be pulled so far."""
    return int(_kept(world, cluster, body).get(_TRIES, 0))


def count_failed_pull(unit: Unit, cluster: Cluster, body: Body) -> int:
    """Note that the images of a pod could not be pulled once more; returns how often that was."""
    count = failed_pulls(unit.world, cluster, body) + 1
    _keep(unit, cluster, body, _TRIES, count)
    return count


def forget(unit: Unit, cluster: Cluster, namespace: str, name: str) -> None:
    """Drop what was kept of a pod that is gone."""
    cluster_entries.drop(unit, cluster.cluster_id, _KIND, f"{namespace}/{name}")


def _keep(unit: Unit, cluster: Cluster, body: Body, name: str, value: object) -> None:
    kept = {**_kept(unit.world, cluster, body), _UID: body["metadata"]["uid"], name: value}
    cluster_entries.keep(unit, cluster.cluster_id, _KIND, _name_of(body), kept)


def _kept(world: World, cluster: Cluster, body: Body) -> dict[str, Any]:
    """What is kept of this pod, and not of one that had its name before."""
    entry = cluster_entries.find(world, cluster.cluster_id, _KIND, _name_of(body))
    is_of_pod = entry is not None and entry.value.get(_UID) == body["metadata"]["uid"]
    return entry.value if entry is not None and is_of_pod else {}


def _name_of(body: Body) -> str:
    return f"{body['metadata']['namespace']}/{body['metadata']['name']}"
