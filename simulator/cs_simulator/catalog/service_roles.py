"""The service roles that an account grants to the service, and what is refused without them.

Names are those that documents and errors of the service have; which of them a call needs is not
known but for a few. A role is granted unless the tenant has a record that it is missing.
"""

from collections.abc import Mapping

from cs_simulator.catalog import ack_errors as errors
from cs_simulator.domain.errors import ErrorSpec

OOS = "AliyunOOSLifecycleHook4CSRole"
"""Needed by a node pool with a desired size."""
SECURITY = "AliyunCSManagedSecurityRole"

MISSING: Mapping[str, ErrorSpec] = {
    "AliyunCSDefaultRole": errors.KUBERNETES_ROLE_MISSING,
    "AliyunCSManagedKubernetesRole": errors.KUBERNETES_ROLE_MISSING,
    "AliyunCSServerlessKubernetesRole": errors.KUBERNETES_ROLE_MISSING,
    "AliyunCSKubernetesAuditRole": errors.AUDIT_ROLE_MISSING,
    "AliyunCSManagedLogRole": errors.ADDON_ROLE_MISSING,
    "AliyunCSManagedCmsRole": errors.ADDON_ROLE_MISSING,
    "AliyunCSManagedCsiRole": errors.ADDON_ROLE_MISSING,
    "AliyunCSManagedNetworkRole": errors.ADDON_ROLE_MISSING,
    "AliyunCSManagedNlcRole": errors.ADDON_ROLE_MISSING,
    "AliyunCSManagedVKRole": errors.ADDON_ROLE_MISSING,
    "AliyunCSManagedArmsRole": errors.ADDON_ROLE_MISSING,
    "AliyunCSManagedBackupRestoreRole": errors.ADDON_ROLE_MISSING,
    "AliyunCSManagedEdgeRole": errors.EDGE_ROLE_MISSING,
    "AliyunCSManagedAutoScalerRole": errors.AUTO_SCALER_ROLE_MISSING,
    "AliyunCSManagedAcrRole": errors.ACR_ROLE_MISSING,
    "AliyunCSManagedCostRole": errors.COST_ROLE_MISSING,
    SECURITY: errors.SECURITY_ROLE_MISSING,
    OOS: errors.OOS_ROLE_MISSING,
}
"""The error of a call that needs a role that is missing, by the role's name."""
