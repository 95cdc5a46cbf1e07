"""What a modification, a migration or an upgrade does to a cluster once its task gets to it."""

from typing import Any

from cs_simulator.catalog import addons as addon_catalogue
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.answers.sent_fields import extra_names
from cs_simulator.domain import ids
from cs_simulator.domain.plans import Changes
from cs_simulator.domain.records import Cluster, Task
from cs_simulator.engine import stage_history
from cs_simulator.engine.unit import Unit

# What replaces the field of the same name as it was sent, and what is merged into it.
_REPLACED = (
    "access_control_list",
    "cluster_spec",
    "deletion_protection",
    "instance_deletion_protection",
    "maintenance_window",
    "resource_group_id",
    "security_group_id",
    "system_events_logging",
    "timezone",
    "vswitch_ids",
)
_MERGED = ("control_plane_config", "control_plane_endpoints_config", "operation_policy")


def apply_change(unit: Unit, cluster: Cluster, task: Task) -> Changes:
    """Change what the request of the task says."""
    asked = stage_history.parameters_of(task)
    sent, made = kept.sent_of(cluster), kept.made_of(cluster)
    sent.update({name: asked[name] for name in _REPLACED if name in asked})
    for name in _MERGED:
        if name in asked:
            sent[name] = {**sent.get(name, {}), **asked[name]}
    if "enable_rrsa" in asked:
        sent.pop("enable_rrsa", None)
        sent["rrsa_config"] = {"enabled": asked["enable_rrsa"]}
    if "api_server_custom_cert_sans" in asked:
        _change_names(sent, asked["api_server_custom_cert_sans"])
    if "api_server_eip" in asked:
        _change_address(unit, cluster, sent, made, asked)
    if "vswitch_ids" in asked:
        made["vswitch_ids"] = asked["vswitch_ids"]
    if "ingress_loadbalancer_id" in asked:
        made["ingress_load_balancer_id"] = asked["ingress_loadbalancer_id"]
    return {
        "name": asked.get("cluster_name", cluster.name),
        "security_group_id": asked.get("security_group_id", cluster.security_group_id),
        "properties": kept.written(sent, made),
    }


def _change_names(sent: kept.Fields, asked: kept.Fields) -> None:
    """Add names to the certificate of the API server, or put them in the place of the others."""
    present = [] if asked.get("action") == "overwrite" else extra_names(sent)
    names = asked.get("subject_alternative_names", [])
    sent.pop("custom_san", None)
    sent["extra_sans"] = list(dict.fromkeys([*present, *names]))


def _change_address(
    unit: Unit, cluster: Cluster, sent: kept.Fields, made: kept.Fields, asked: Any
) -> None:
    """Bind an elastic address to the API server, or take the present one off."""
    sent["endpoint_public_access"] = asked["api_server_eip"]
    made.pop("eip_id", None)
    made.pop("eip_address", None)
    if asked["api_server_eip"]:
        eip_id = asked["api_server_eip_id"]
        made["eip_id"] = eip_id
        made["eip_address"] = ids.public_address(unit.random_for("eip", cluster.cluster_id, eip_id))


def migrate(_unit: Unit, cluster: Cluster, task: Task) -> Changes:
    """Make the cluster one of the edition that the request of the task says."""
    asked = stage_history.parameters_of(task)
    sent = kept.sent_of(cluster)
    if sent.get("cluster_type") == "Kubernetes":
        sent["cluster_type"] = "ManagedKubernetes"
        sent["profile"] = "Default"
    sent["cluster_spec"] = asked["spec"]
    return {"properties": kept.written(sent, kept.made_of(cluster))}


def upgrade(_unit: Unit, cluster: Cluster, task: Task) -> Changes:
    """Give the control plane its new version, and the components that have none of their own."""
    version = stage_history.parameters_of(task)["next_version"]
    made = kept.made_of(cluster)
    made["version"] = version
    for name, addon in made.get("addons", {}).items():
        known = addon_catalogue.find(name)
        if known is not None and not known.has_own_versions:
            addon["version"] = addon_catalogue.newest_version(known, version)
    return {"properties": kept.written(kept.sent_of(cluster), made)}
