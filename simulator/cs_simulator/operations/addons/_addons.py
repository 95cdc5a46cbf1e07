"""What operations on components share: finding one, checking versions, the shapes of answers."""

from typing import NamedTuple

import orjson

from cs_simulator.catalog import ack_errors, addons, errors, kubernetes_versions
from cs_simulator.catalog.addons import Addon
from cs_simulator.cluster_types.ack import addons as cluster_addons
from cs_simulator.cluster_types.ack import kept, kinds
from cs_simulator.cluster_types.ack.addons import AddonInstance
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, Task
from cs_simulator.engine import poll_targets
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import cluster_id_of
from cs_simulator.operations._operation import Call

ACTIONS = ("Install", "Upgrade", "Modify", "Uninstall")
CONTROL_PLANE_LOG_STORES = {
    "kube-apiserver": "apiserver",
    "kube-controller-manager": "kcm",
    "ack-scheduler": "scheduler",
    "cloud-controller-manager": "ccm",
}


# ---- clusters and their components


class ClusterFacts(NamedTuple):
    """What of a cluster decides which components it can have."""

    kind: str
    network: str
    version: str


def facts_of(cluster: Cluster) -> ClusterFacts:
    """The facts of a cluster that exists."""
    made = kept.made_of(cluster)
    kind = kinds.kind_of_cluster(cluster)
    return ClusterFacts(kinds.addon_kind(kind), made.get("plugin", ""), made.get("version", ""))


def canonical(name: str) -> str:
    """The name that an installed component has, for any name that requests call it by."""
    known = addons.find(name)
    return known.name if known else name


def existing_addon(world: World, cluster: Cluster, name: str) -> AddonInstance:
    """The installed component; raises ``AddonNotFound``."""
    found = cluster_addons.instances(world, cluster).get(canonical(name))
    if found is None:
        raise ack_errors.ADDON_NOT_FOUND(name=name)
    return found


def known_addon(name: str) -> Addon:
    """The component of the catalogue; raises ``AddonNotFound``."""
    known = addons.find(name)
    if known is None:
        raise ack_errors.ADDON_NOT_FOUND(name=name)
    return known


def offered_addon(facts: ClusterFacts, name: str, field: str) -> Addon:
    """The component, if such a cluster can have it; raises ``AddonNotFound`` or its refusal."""
    known = known_addon(name)
    if known not in addons.offered(facts.kind, facts.network):
        network = f" with {facts.network}" if facts.network else ""
        raise ack_errors.INVALID_FIELD(field, f"{name} is not for {facts.kind} clusters{network}")
    return known


def check_version(known: Addon, facts: ClusterFacts, version: str, field: str) -> None:
    """Raise the refusal of a version that the component does not have for the cluster."""
    offered = addons.versions_of(known, facts.version)
    if version not in offered:
        raise ack_errors.INVALID_FIELD(field, f"one of {', '.join(offered)}, not {version!r:.100}")


def check_upgrade(present: AddonInstance, facts: ClusterFacts, version: str, field: str) -> None:
    """Raise the refusal of a version that an installed component cannot go to."""
    known = addons.find(present.name)
    if known is None:
        return
    check_version(known, facts, version, field)
    if present.version in newer_versions(known, facts, version):
        raise ack_errors.INVALID_FIELD(field, f"{version} is older than {present.version}")


def facts_of_query(call: Call, unit: Unit, profile_key: str = "profile") -> ClusterFacts:
    """The facts of the cluster that the query names, or of those that it describes."""
    query, world = call.query, unit.world
    cluster_id = query.get("cluster_id", "")
    if cluster_id:
        cluster = world.clusters.get(cluster_id.lower())
        if cluster is None or cluster.cluster_type != "ack":
            raise errors.CLUSTER_NOT_FOUND(cluster_id=cluster_id)
        return facts_of(cluster)
    kind = kinds.kind_of(query.get("cluster_type"), query.get(profile_key))
    fixed = world.options.kubernetes_versions
    newest = kubernetes_versions.newest(unit.now, edge=kind is Kind.EDGE, fixed=fixed).version
    return ClusterFacts(kinds.addon_kind(kind), "", query.get("cluster_version") or newest)


def addons_target(world: World, call: Call) -> PollTarget:
    """What a read of one component is about, or of all: states, and the tasks of the cluster."""
    cluster_id = cluster_id_of(call)
    names = [call.parameters[key] for key in _NAMES if key in call.parameters]
    wanted = [canonical(name) for name in names]

    def states() -> list[str]:
        cluster = world.clusters.get(cluster_id)
        found = cluster_addons.instances(world, cluster) if cluster else {}
        return [f"{name} {found[name].state}" for name in wanted or found if name in found]

    return poll_targets.components_target(world, cluster_id, "/".join(wanted), states)


_NAMES = ("instance_name", "addon_name", "component_id")
"""What paths call the name of a component."""


# ---- shapes of answers


def catalogue_entry(known: Addon, facts: ClusterFacts, version: str = "") -> dict[str, object]:
    """A component as ListAddons and DescribeAddon answer it."""
    return {
        "architecture": list(known.architecture),
        "category": known.category,
        "config_schema": schema_of(known),
        "install_by_default": facts.kind in known.fresh and known.network in ("", facts.network),
        "managed": known.managed,
        "name": known.name,
        "supported_actions": list(ACTIONS[:3] if known.required else ACTIONS),
        "version": version or addons.newest_version(known, facts.version),
    }


def schema_of(known: Addon) -> str:
    """The JSON Schema of a component's configuration, as a text; empty if no key is known."""
    if not known.config:
        return ""
    properties = {key: {"type": "string"} for key in known.config}
    return orjson.dumps({"type": "object", "properties": properties}).decode()


def newer_versions(known: Addon, facts: ClusterFacts, version: str) -> tuple[str, ...]:
    """The versions for a cluster that come after one of them; none after an unknown one."""
    found = addons.versions_of(known, facts.version)
    return found[found.index(version) + 1 :] if version in found else ()


def upgrade_entry(world: World, cluster: Cluster, found: AddonInstance) -> dict[str, object]:
    """A component's last change as the older calls answer it."""
    known, task = addons.find(found.name), cluster_addons.last_task(world, cluster, found.name)
    newest = addons.newest_version(known, facts_of(cluster).version) if known else found.version
    progress = cluster_addons.progress_of(task)
    return {
        "addon_info": {
            "category": known.category if known else "",
            "component_name": found.name,
            "message": task.error_message if task else "",
            "next_version": newest if newest != found.version else "",
            "ready_to_upgrade": "true" if newest != found.version else "false",
            "version": found.version,
        },
        "can_upgrade": newest != found.version,
        "tasks": {
            "created_at": instants.as_text(task.created, china=True) if task else "",
            "finished_at": _finished_at(task, progress),
            "is_canceled": progress == "Canceled",
            "message": task.error_message if task else "",
            "status": progress,
        },
        "template": "",
    }


def _finished_at(task: Task | None, progress: str) -> str:
    if task is None or progress in ("Running", "Paused"):
        return ""
    return instants.as_text(task.updated, china=True)


def logging_of(cluster: Cluster, found: AddonInstance) -> dict[str, object]:
    """Where a component logs to, as GetClusterAddonInstance answers it."""
    known = addons.find(found.name)
    store = CONTROL_PLANE_LOG_STORES.get(found.name, "")
    sent = kept.sent_of(cluster)
    enabled = bool(store) and store in sent.get("controlplane_log_components", ())
    return {
        "capable": known is not None and known.logging,
        "enabled": enabled,
        "log_project": kept.made_of(cluster).get("log_project", "") if enabled else "",
        "logstore": store if enabled else "",
    }
