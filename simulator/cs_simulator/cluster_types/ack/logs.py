"""Where a Kubernetes cluster writes the logs of its control plane, and its audit log.

Both are settings that a creation may have, and that callers change later; they go to a project of
the log service, which is named after the cluster unless somebody names another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.cluster_types.ack import field_rules, kept
from cs_simulator.domain.records import Cluster
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Text, TextList

DEFAULT_DAYS = "30"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPlaneLogRequest:
    """The body of UpdateControlPlaneLog."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    aliuid: Annotated[str | None, Text()] = None
    components: Annotated[tuple[str, ...] | None, TextList(), field_rules.LOG_COMPONENT] = None
    log_project: Annotated[str | None, Text()] = None
    log_ttl: Annotated[str | None, Text(), field_rules.DIGITS] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLogConfigRequest:
    """The body of UpdateClusterAuditLogConfig."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    disable: Annotated[bool | None, Boolean()] = None
    sls_project_name: Annotated[str | None, Text()] = None


def control_plane_log(cluster: Cluster) -> dict[str, object]:
    """The answer of CheckControlPlaneLogEnable; without components nothing is written."""
    sent = kept.sent_of(cluster)
    components: Sequence[str] = sent.get("controlplane_log_components", ())
    return {
        "aliuid": kept.made_of(cluster).get("log_account", ""),
        "components": list(components),
        "log_project": project_of(cluster, sent) if components else "",
        "log_ttl": sent.get("controlplane_log_ttl", DEFAULT_DAYS) if components else "",
    }


def audit_log(cluster: Cluster) -> dict[str, object]:
    """The answer of GetClusterAuditProject."""
    sent = kept.sent_of(cluster)
    enabled = bool(_audit(sent).get("enabled"))
    named = _audit(sent).get("sls_project_name") or project_of(cluster, sent)
    return {"audit_enabled": enabled, "sls_project_name": named if enabled else ""}


def with_control_plane_log(cluster: Cluster, request: ControlPlaneLogRequest) -> Cluster:
    """The cluster with logs of these components; none of them switches the logs off."""
    sent = kept.sent_of(cluster)
    sent["controlplane_log_components"] = list(request.components or ())
    if request.log_ttl is not None:
        sent["controlplane_log_ttl"] = request.log_ttl
    if request.log_project is not None:
        sent["controlplane_log_project"] = request.log_project
    changed = _with_project(cluster, sent)
    return kept.with_made(changed, log_account=request.aliuid) if request.aliuid else changed


def with_audit_log(cluster: Cluster, request: AuditLogConfigRequest) -> Cluster:
    """The cluster with its audit log on or off."""
    sent = kept.sent_of(cluster)
    config = {**_audit(sent), "enabled": not request.disable}
    if request.sls_project_name is not None:
        config["sls_project_name"] = request.sls_project_name
    return _with_project(cluster, {**sent, "audit_log_config": config})


def _with_project(cluster: Cluster, sent: kept.Fields) -> Cluster:
    return kept.with_made(kept.with_sent(cluster, sent), log_project=project_of(cluster, sent))


def is_on(sent: kept.Fields) -> bool:
    """Whether any of these logs is written."""
    return bool(sent.get("controlplane_log_components") or _audit(sent).get("enabled"))


def project_of(cluster: Cluster, sent: kept.Fields) -> str:
    """The log project: one that a caller named, or the cluster's own."""
    given = sent.get("controlplane_log_project") or _audit(sent).get("sls_project_name")
    return str(given or f"k8s-log-{cluster.cluster_id}")


def _audit(sent: kept.Fields) -> dict[str, Any]:
    found: dict[str, Any] = sent.get("audit_log_config", {})
    return found
