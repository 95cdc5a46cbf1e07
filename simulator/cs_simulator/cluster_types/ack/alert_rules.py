"""The alert rules of a Kubernetes cluster, in groups.

They are those of an object of the kind ``AckAlertRule`` in the cluster: its ``spec.groups``, where
each rule has a ``name``, a ``type``, an ``expression`` and ``enable``. Until the cluster's own API
is called there is no such object: what calls of the service changed is kept as an entry then, and
becomes the object ``default`` in ``kube-system`` afterwards. The first change of a cluster's rules
makes them out of the catalogue.
"""

from typing import Any

import orjson

from cs_simulator.catalog.alert_rules import all_alert_rules
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.cluster_apis import ObjectChange
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

GROUP, VERSION, KIND_NAME = "alert.alibabacloud.com", "v1beta1", "AckAlertRule"
RESOURCE = f"ackalertrules.{GROUP}"
NAMESPACE, NAME = "kube-system", "default"
COMPONENT = "alicloud-monitor-controller"
ENTRY_KIND = "alert_rules"

Group = dict[str, Any]


def groups_of(
    world: World, cluster: Cluster, namespace: str = NAMESPACE, name: str = NAME
) -> list[Group] | None:
    """The groups of an object, as copies; ``None`` without such an object.

    What in an object that callers wrote is no group, or no rule of one, is left out.
    """
    found = _object(world, cluster, namespace, name)
    if found is not None:
        spec = orjson.loads(found.body).get("spec")
        return _objects(spec.get("groups")) if isinstance(spec, dict) else []
    if (namespace, name) != (NAMESPACE, NAME):
        return None
    entry = cluster_entries.find(world, cluster.cluster_id, ENTRY_KIND, NAME)
    return entry.value["groups"] if entry else _from_catalogue()


def rules_of(group: Group) -> list[dict[str, Any]]:
    """The rules of a group, to be changed in place."""
    return _objects(group.get("rules"))


def put_groups(
    unit: Unit, cluster: Cluster, groups: list[Group], namespace: str = NAMESPACE, name: str = NAME
) -> None:
    """Keep other groups, in the object if there is one."""
    found = _object(unit.world, cluster, namespace, name)
    if found is None:
        cluster_entries.keep(unit, cluster.cluster_id, ENTRY_KIND, NAME, {"groups": groups})
        return
    body = orjson.loads(found.body)
    spec = body.get("spec")
    body["spec"] = {**(spec if isinstance(spec, dict) else {}), "groups": groups}
    version = unit.serial()
    body["metadata"]["resourceVersion"] = str(version)
    if isinstance(body["metadata"].get("generation"), int):
        body["metadata"]["generation"] += 1
    after = found._replace(version=version, body=orjson.dumps(body).decode())
    unit.object_changes.append(ObjectChange(version, found, after))
    unit.put(unit.world.kubernetes_objects, after)


def places_of(world: World, cluster: Cluster) -> list[tuple[str, str]]:
    """The namespaces and names of the objects, also of the one that is still to be made."""
    keys = world.kubernetes_resources[f"{cluster.cluster_id}/{RESOURCE}"]
    found = [world.kubernetes_objects[key] for key in keys]
    places = {(each.namespace, each.name) for each in found}
    if cluster_entries.find(world, cluster.cluster_id, ENTRY_KIND, NAME):
        places.add((NAMESPACE, NAME))
    return sorted(places)


def _object(world: World, cluster: Cluster, namespace: str, name: str) -> KubernetesObject | None:
    key = f"{cluster.cluster_id}/{RESOURCE}/{namespace}/{name}"
    return world.kubernetes_objects.get(key)


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _from_catalogue() -> list[Group]:
    groups: dict[str, Group] = {}
    for rule in all_alert_rules().values():
        group = groups.setdefault(rule.group, {"name": rule.group, "rules": []})
        group["rules"].append(
            {
                "name": rule.name,
                "type": rule.type,
                "expression": rule.expression,
                "enable": "enable",
            }
        )
    return list(groups.values())
