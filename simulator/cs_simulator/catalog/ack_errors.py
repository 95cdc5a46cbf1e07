"""The errors of Kubernetes clusters that Swarm clusters do not have, one row each.

As in :mod:`cs_simulator.catalog.errors`: raise a row by calling it. A code with ``{name}`` takes
the name of the field in camel case. Codes and words are those that the service was seen to answer
with, where that is known; its statuses are mostly not. Some codes have the service's own spelling.

Rows of :func:`_in_scenarios` are for scenarios only: their code and status can be injected, and
nothing that is modelled answers with them. A test finds out whether that is so.
"""

from cs_simulator.domain.errors import ErrorSpec as _Row


def _in_scenarios(code: str, status: int, message: str) -> _Row:
    return _Row(code, status, message, only_in_scenarios=True)


def _forbidden(code: str, action: str) -> _Row:
    """What a user is refused who may call the API, and lacks rights inside of the cluster."""
    return _in_scenarios(code, 403, f"the RBAC permissions to {action} of the cluster are missing")


_AUTHORIZE = "https://ram.console.aliyun.com/#/role/authorize"

INVALID_FIELD = _Row("InvalidParameter.{name}", 400, "invalid parameter {field}")
MISSING_FIELD = _Row("MissingParameter.{name}", 400, "parameter {field} is missing")
WRONG_TYPE = _Row(
    "InvalidParameter",
    400,
    "Unmarshal type error: expected={expected}, got={got}, field={field}, offset={offset}",
)

CONFIG_NOT_JSON = _Row("InvalidParameter.Format", 400, "the config is not a JSON object in a text")
ADDRESS_WITHOUT_ID = _Row(
    "InvalidParameter.ApiServerEipId", 400, "invalid parameter api_server_eip_id"
)

# ---- creation: address blocks, names, idempotence, quotas
EMPTY_CIDR = _Row("EmptyCIDR", 400, "pod or service cidr is empty")
INVALID_CIDR = _Row("InvalidCIDR", 400, "Invalid {kind} CIDR: invalid CIDR address: {cidr}")
INVALID_POD_VSWITCHES = _Row("InvalidPodVswitchIds", 400, "PodCidr conflict with PodVswitch")
CLUSTER_NAME_TAKEN = _in_scenarios(
    "ClusterNameAlreadyExist", 400, "cluster name {name} already exist"
)
TOKEN_OF_ANOTHER_REQUEST = _Row(
    "IdempotentParameterMismatch",
    400,
    "the client token was used with other parameters: {client_token}",
)
CLUSTER_QUOTA_EXCEEDED = _Row(
    "QuotaExceeded.Cluster", 400, "the quota of {limit} {kind} clusters is exceeded"
)
SLB_QUOTA_EXCEEDED = _Row(
    "QuotaExceeded.SLBInstancesQuota", 400, "the quota of {limit} SLB instances is exceeded"
)
NODE_POOL_QUOTA_EXCEEDED = _Row(
    "QuotaExceeded.NodePool", 400, "the quota of {limit} node pools in a cluster is exceeded"
)
NODE_QUOTA_EXCEEDED = _Row(
    "QuotaExceeded.Node", 400, "the quota of {limit} nodes in a cluster is exceeded"
)

# ---- service roles that the account has not granted
_ROLE_WORDS = f"please complete the cluster addon's service ramrole authorization at {_AUTHORIZE}"
ADDON_ROLE_MISSING = _Row("ErrManagedAddonRoleNotAttach", 400, _ROLE_WORDS)
KUBERNETES_ROLE_MISSING = _Row("ErrManagedKuberneteRoleNotAttach", 400, _ROLE_WORDS)
AUDIT_ROLE_MISSING = _Row("ErrKubernetesAuditRoleNotAttach", 400, _ROLE_WORDS)
SECURITY_ROLE_MISSING = _Row("ErrManagedSecurityRoleNotAttach", 400, _ROLE_WORDS)
EDGE_ROLE_MISSING = _Row("ErrEdgeAddonRoleNotAttach", 400, _ROLE_WORDS)
AUTO_SCALER_ROLE_MISSING = _Row("ErrAutoScalerRoleNotAttach", 400, _ROLE_WORDS)
ACR_ROLE_MISSING = _Row("ErrAcrHelperRoleNotAttach", 400, _ROLE_WORDS)
COST_ROLE_MISSING = _Row("ErrCostExporterRoleNotAttach", 400, _ROLE_WORDS)
OOS_ROLE_MISSING = _Row(
    "MissingAuth.AliyunOOSLifecycleHook4CSRole",
    400,
    f"please complete the AliyunOOSLifecycleHook4CSRole ramrole authorization at {_AUTHORIZE}",
)
MANAGED_SECURITY_ROLE_MISSING = _Row(
    "MissingAuth.AliyuncsManagedSecurityRole",
    400,
    f"please complete the AliyunCSManagedSecurityRole ramrole authorization at {_AUTHORIZE}",
)

# ---- what does not exist
TASK_NOT_FOUND = _Row("400", 400, "the task {task_id} not found")
NODE_POOL_NOT_FOUND = _Row("ErrorNodePoolNotFound", 404, "node pool not found: {nodepool_id}")
ADDON_NOT_FOUND = _Row("AddonNotFound", 404, "addon not found: {name}")
RESOURCE_NOT_FOUND = _Row("InvalidResource.NotFound", 404, "{kind} not found: {name}")

# ---- states
CLUSTER_BUSY = _Row("InvalidStatus.Forbidden", 400, "cannot operate cluster where state is {state}")
CLUSTER_UNSUITED = _Row(
    "InvalidStatus.Unsupported", 400, "cannot operate cluster where state is {state}"
)
NODE_POOL_BUSY = _Row(
    "InvalidNodePoolStatus.Forbidden",
    400,
    "cannot operate nodepool when nodepool state is {state}",
)
NODE_POOL_NOT_EMPTY = _Row(
    "InvalidNodePoolStatus.NotEmpty", 400, "the nodepool has {nodes} nodes; remove them, or force"
)
ADDON_BUSY = _Row("BadRequest", 400, "Addon status not match")
TASK_OPERATION_NOT_SUPPORTED = _Row(
    "TaskOperationNotSupported",
    400,
    "{operation} is not supported for a task of type {task_type} where state is {state}",
)
CANNOT_PAUSE_TASK = _Row("ErrPauseTask", 400, "the task cannot be {asked}: {reason}")
DELETION_PROTECTED = _Row(
    "OperationDenied.DeletionProtection", 400, "the cluster is protected against deletion"
)
DEPENDENCY_VIOLATION = _in_scenarios(
    "DependencyViolation.Resource", 400, "another resource depends on the cluster: {resource}"
)
DELETION_PROTECTION_UNCHANGED = _in_scenarios(
    "ErrorModifyDeletionProtectionFailed", 400, "modify deletion protection failed"
)
CLUSTER_NOT_READ = _in_scenarios("ErrorQueryCluster", 500, "failed to query the cluster")
ACL_NOT_READ = _in_scenarios("ErrorCheckAcl", 403, "access denied by acl")
LAST_NODE_POOL = _in_scenarios(
    "LastNodePool", 400, "the last nodepool of a cluster cannot be deleted"
)
INSPECT_CONFIG_EXISTS = _Row(
    "InvalidStatus.Forbidden", 409, "the inspection of cluster {cluster_id} is configured already"
)
KMS_CHANGED_TOO_SOON = _Row(
    "InvalidStatus.Forbidden", 409, "the encryption was changed less than five minutes ago"
)

# ---- node pools
NODE_POOL_NAME_TAKEN = _Row(
    "InvalidParameter.Name", 400, "nodepool name {name} is already exist in cluster {cluster_id}."
)
SIZE_OF_AUTOSCALING_POOL = _Row(
    "InvalidDesiredSizeOrCount.NotNull",
    400,
    "Parameter desired_size/count setting or modification is not supported for autoscaling-enabled"
    " nodepool",
)
MANAGEMENT_NEEDS_ADDON = _Row(
    "InvalidParameter.Management", 400, "addon {addon} is not installed; please install the addon"
)
AUTO_REPAIR_POLICY_IN_USE = _Row(
    "DependencyViolation.Resource", 400, "node pools follow the auto repair policy: {pools}"
)
IMAGE_UNFIT = _Row(
    "InvalidImageId.NotFound", 400, "The specified image {image_id} does not support {need}"
)
TOO_FEW_POD_ADDRESSES = _Row(
    "InsufficientInstanceIP",
    400,
    "insufficient ENI IP address of instance type {instance_type} for terway",
)
VSWITCH_NOT_FOUND = _Row(
    "InvalidVSwitchId.NotFound", 400, "Specified virtual switch does not exist."
)
IMAGE_NOT_FOUND = _Row("InvalidImageId.NotFound", 400, "The specified image does not exist.")
NODES_NOT_FOUND = _Row("ErrorNodeNotFound", 400, "node not found: {nodes}")
OUT_OF_STOCK = _Row("RecommendEmpty.InstanceTypeNoStock", 400, "The instanceTypes are out of usage")
DRAIN_BLOCKED = _in_scenarios(
    "TooManyRequests", 429, "Cannot evict pod as it would violate the pod's disruption budget."
)
SCALING_GROUP_NOT_EMPTY = _in_scenarios("BadRequest", 400, "ScalingGroup's instances not empty")

# ---- permissions, within a cluster and for the API
ACCESS_CONFLICT = _in_scenarios(
    "ErrAuthorizationConflict", 409, "permissions are being changed already"
)
FORBIDDEN_NAMESPACES = _forbidden("ForbiddenQueryClusterNamespace", "query the namespaces")
FORBIDDEN_CONTROL_PLANE_LOG = _forbidden(
    "ForbiddenCheckControlPlaneLog", "read the settings of logs"
)
FORBIDDEN_HELM = _forbidden("ForbiddenHelmUsage", "manage the components")
FORBIDDEN_ROTATE_CERT = _forbidden("ForbiddenRotateCert", "rotate the certificates")
FORBIDDEN_ATTACH = _forbidden("ForbiddenAttachInstance", "attach instances")
FORBIDDEN_KMS = _forbidden("ForbiddenUpdateKMSState", "change the encryption")
FORBIDDEN_GRANT = _forbidden("ForbiddenGrantPermissions", "grant permissions")
FORBIDDEN_BY_API_SERVER = _in_scenarios(
    "APISERVER_403", 403, "the API server of the cluster refused the request"
)
THROTTLED_USER = _in_scenarios(
    "Throttling.User", 400, "Request was denied due to user flow control."
)

# ---- the account
ALREADY_OPEN = _Row("ORDER.OPEND", 400, "您已开通过该服务，无需重复开通")


def all_rows() -> dict[str, _Row]:
    """All rows by name, in the order of this table."""
    return {name: row for name, row in globals().items() if isinstance(row, _Row)}
