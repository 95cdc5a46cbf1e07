"""All errors that the simulator answers with by itself, one row each.

Codes, statuses and messages are those of the service, or of the product behind it, where they are
known (the README has the sources); those in the last section are the simulator's own. Raise a row
by calling it: ``raise errors.CLUSTER_NOT_FOUND(cluster_id=cluster_id)``.

Longer than other modules because it is one table: an error is added, and looked up, in one place.
"""

from cs_simulator.domain.errors import ErrorSpec as _Row


def _gateway(code: str, status: int, message: str) -> _Row:
    return _Row(code, status, message, "gateway")


# ---- the gateway, before the service is reached
API_NOT_FOUND = _gateway(
    "InvalidAction.NotFound", 404, "Specified api is not found, please check your url and method."
)
METHOD_NOT_SUPPORTED = _gateway("UnsupportedHTTPMethod", 405, "This http method is not supported.")
INTERNAL_ERROR = _gateway(
    "InternalError",
    500,
    "The request processing has failed due to some unknown error, exception or failure.",
)
TENANT_DAMAGED = _gateway("InternalError", 500, "{reason}")
TIMELINE_TOO_LONG = _gateway("ServiceUnavailable", 503, "{reason}")
TENANT_LEAVING = _gateway("TenantLeaving", 503, "{reason}")
TENANT_MOVED = _gateway("TenantMoved", 503, "{reason}")
TOO_MANY_TENANTS = _gateway("TooManyTenants", 403, "{reason}")
INVALID_URL = _gateway("InvalidUrl", 400, "Request url is invalid.")

# ---- the gateway: signatures and permissions (wordings partly from memory, see the README)
KEY_NOT_FOUND = _gateway("InvalidAccessKeyId.NotFound", 404, "Specified access key is not found.")
KEY_INACTIVE = _gateway("InvalidAccessKeyId.Inactive", 403, "Specified access key is disabled.")
# aliyun-python-sdk-core expects the string to sign after the first colon; without one it raises
# IndexError.
SIGNATURE_DOES_NOT_MATCH = _gateway(
    "SignatureDoesNotMatch",
    400,
    "Specified signature is not matched with our calculation."
    " server string to sign is:{string_to_sign}",
)
SIGNATURE_INCOMPLETE = _gateway(
    "IncompleteSignature",
    400,
    "The request signature does not conform to Aliyun standards."
    " server string to sign is:{string_to_sign}",
)
SIGNATURE_NONCE_USED = _gateway(
    "SignatureNonceUsed", 400, "Specified signature nonce was used already."
)
SIGNATURE_METHOD_INVALID = _gateway(
    "InvalidSignatureMethod", 400, "Specified signature method is not valid."
)
SIGNATURE_TYPE_UNSUPPORTED = _gateway(
    "UnsupportedSignatureType", 400, "This signature type is not supported."
)
TIMESTAMP_EXPIRED = _gateway(
    "InvalidTimeStamp.Expired", 400, "Specified time stamp or date value is expired."
)
TIMESTAMP_MALFORMED = _gateway(
    "InvalidTimeStamp.Format", 400, "Specified time stamp or date value is not well formatted."
)
TIMESTAMP_ILLEGAL = _gateway(
    "IllegalTimestamp", 400, "Specified time stamp or date value is not well formatted."
)
CONTENT_MD5_NOT_MATCHED = _gateway(
    "ContentMD5NotMatched", 400, "Specified Content-MD5 is not matched with our calculation."
)
MISSING_HEADER = _gateway(
    "MissingParameter",
    400,
    'The input parameter "{field}" that is mandatory for processing this request is not supplied.',
)
SECURITY_TOKEN_MISSING = _gateway(
    "MissingSecurityToken", 400, "SecurityToken is mandatory for this action."
)
SECURITY_TOKEN_EXPIRED = _gateway(
    "InvalidSecurityToken.Expired", 400, "Specified SecurityToken is expired."
)
SECURITY_TOKEN_MALFORMED = _gateway(
    "InvalidSecurityToken.Malformed", 400, "Specified SecurityToken is malformed."
)
SECURITY_TOKEN_MISMATCH = _gateway(
    "InvalidSecurityToken.MismatchWithAccessKey",
    400,
    "Specified SecurityToken is not matched with the AccessKey.",
)
VERSION_INVALID = _gateway("InvalidVersion", 400, "Specified parameter Version is not valid.")
FORBIDDEN_BY_RAM = _gateway(
    "Forbidden.RAM",
    403,
    "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
)

# ---- the container service
CLUSTER_NOT_FOUND = _Row("ErrorClusterNotFound", 404, "cluster not found: {cluster_id}")
NAME_ALREADY_EXISTS = _Row("ErrorClusterNameAlreadyExist", 400, "cluster name already exist")
CLUSTER_QUOTA_EXCEEDED = _Row(
    "QuotaExceeded.Cluster", 400, "cluster quota exceeded: {limit} clusters"
)
NODE_QUOTA_EXCEEDED = _Row("QuotaExceeded.Node", 400, "node quota exceeded")
CLUSTER_STATE = _Row(
    "ErrorClusterState", 400, "{operation} is not allowed while the cluster is {state}"
)
TASK_CANNOT_BE_CANCELED = _Row("ErrorTaskState", 400, "the task cannot be canceled: {reason}")
TASK_CANCELED = _Row("Canceled", 400, "the task was canceled")
NODE_NOT_FOUND = _Row("ErrorNodeNotFound", 404, "node not found: {node}")
NODE_STATE = _Row("ErrorNodeState", 400, "not allowed in the present state of the node: {reason}")
TOKEN_NOT_FOUND = _Row("ErrorTokenNotFound", 404, "cluster token not found")
TEMPLATE_NOT_FOUND = _Row("ErrorTemplateNotFound", 404, "template not found: {template_id}")
STATUS_FORBIDDEN = _Row("StatusForbidden", 403, "RAM policy Forbidden for action {action}")
STATUS_FORBIDDEN_TO_ROLE = _Row(
    "StatusForbidden", 403, "STSToken policy Forbidden for action {action}"
)
INVALID_PARAMETER = _Row("InvalidParameter", 400, "invalid parameter {field}")
MISSING_PARAMETER = _Row(
    "MissingParameter",
    400,
    'The input parameter "{field}" that is mandatory for processing this request is not supplied.',
)

# ---- the products behind it: compute
REGION_NOT_FOUND = _Row("InvalidRegionId.NotFound", 404, "The specified RegionId does not exist.")
INSTANCE_TYPE_UNKNOWN = _Row(
    "InvalidInstanceType.ValueNotSupported",
    400,
    "The specified InstanceType does not exist or beyond the permitted range.",
)
INSTANCE_TYPE_UNAUTHORIZED = _Row(
    "InvalidInstanceType.ValueUnauthorized", 400, "The specified InstanceType is not authorized."
)
INSTANCE_TYPE_NOT_SUPPORTED = _Row(
    "InvalidInstanceType.NotSupported", 403, "The specified InstanceType is not Supported."
)
INSTANCE_TYPE_NOT_IN_ZONE = _Row(
    "InvalidInstanceType.ZoneNotSupported",
    403,
    "The specified zone does not support this instancetype.",
)
IO_OPTIMIZED_UNKNOWN = _Row(
    "InvalidIoOptimizedValue.ValueNotSupported", 400, "IoOptimized value not supported."
)
IO_OPTIMIZED_REQUIRED = _Row(
    "DependencyViolation.IoOptimized",
    404,
    "The specified instancetype must be IoOptimized instance.",
)
NETWORK_MODE_NOT_SOLD = _Row(
    "OperationDenied",
    403,
    "The specified RegionId does not support the creation of the network type ECS instance.",
)
PASSWORD_MALFORMED = _Row(
    "InvalidPassword.Malformed", 400, 'The specified parameter "Password" is not valid.'
)
DISK_CATEGORY_UNKNOWN = _Row(
    "InvalidDataDiskCategory.ValueNotSupported",
    400,
    'The specified parameter "DataDisk.n.Category" is not valid.',
)
DISK_CATEGORY_NOT_SUPPORTED = _Row(
    "InvalidDiskCategory.NotSupported",
    403,
    "The specified disk category is not support the specified instance type.",
)
DISK_SIZE_OUT_OF_RANGE = _Row(
    "InvalidDataDiskSize.ValueNotSupported",
    400,
    "The specified DataDisk.n.Size beyond the permitted range, or the capacity of snapshot"
    " exceeds the size limit of the specified disk category.",
)
IMAGE_NOT_FOUND = _Row("InvalidImageId.NotFound", 404, "The specified ImageId does not exist.")
IMAGE_NOT_IN_REGION = _Row(
    "OperationDenied.ImageNotValid", 403, "the specified image is not published in the region."
)
INSTANCE_NOT_FOUND = _Row(
    "InvalidInstanceId.NotFound", 404, "The specified InstanceId does not exist."
)
INSTANCE_BUSY = _Row(
    "IncorrectInstanceStatus",
    403,
    "The current status of the resource does not support this operation.",
)
INSTANCE_CHARGE_TYPE = _Row(
    "ChargeTypeViolation",
    403,
    "The operation is not permitted due to charge type of the instance.",
)
INSTANCE_MISMATCH = _Row(
    "InvalidParameter.Mismatch", 400, "Specified instance and the cluster do not fit together."
)
NOT_ENOUGH_BALANCE = _Row(
    "InvalidAccountStatus.NotEnoughBalance", 403, "Your account does not have enough balance."
)
NO_STOCK = _Row(
    "OperationDenied.NoStock",
    403,
    "The resource is out of stock in the specified zone. Please try other types, or choose other"
    " regions and zones.",
)
SWITCH_ADDRESSES_EXHAUSTED = _Row(
    "InvalidVSwitchId.IpNotEnough",
    403,
    'The specified VSwitch "{vswitch_id}" has not enough IpAddress.',
)
SECURITY_GROUP_QUOTA_EXCEEDED = _Row(
    "QuotaExceed.SecurityGroup", 403, "The maximum number of security groups is reached."
)

# ---- the products behind it: networks, addresses, load balancers, databases
VPC_NOT_FOUND = _Row("InvalidVpcId.NotFound", 404, "Specified VPC does not exist.")
VPC_NOT_IN_REGION = _Row(
    "VpcNotFound",
    400,
    "Vpc is not found according to the specified VSwitch or the vpc does not belong to you.",
)
VSWITCH_NOT_FOUND = _Row(
    "InvalidVSwitchId.NotFound", 404, "Specified virtual switch does not exist."
)
VSWITCH_NOT_IN_VPC = _Row(
    "InvalidParameter.Mismatch", 400, "Specified virtual switch is not in the specified VPC."
)
CIDR_MALFORMED = _Row("InvalidCidrBlock.Malformed", 400, "Specified CIDR block is not valid.")
CIDR_NOT_PRIVATE = _Row("InvalidParameter", 400, "Specified CIDR block is not valid in VPC.")
CIDR_MASK_LENGTH = _Row(
    "InvalidCirdrBlock.MaskLength", 400, "Specified CIDR block is not valid."
)  # spelled this way by the service
CIDR_OVERLAPS_SUBNET = _Row(
    "InvalidCidrBlock.Overlapped", 400, "Specified CIDR block overlapped with other subnets."
)
CIDR_OVERLAPS_CLUSTER = _Row(
    "InvalidCidrBlock.Overlapped", 400, "Specified CIDR block overlapped with other entry."
)
ROUTE_QUOTA_EXCEEDED = _Row("QuotaExceeded.RouteEntry", 400, "Route entry quota exceeded.")
EIP_QUOTA_EXCEEDED = _Row("QuotaExceeded.Eip", 400, "Elastic IP address quota exceeded")
SLB_QUOTA_EXCEEDED = _Row(
    "ORDER.QUANTITY_INVALID", 400, "The maximum number of SLB instances is exceeded."
)
RDS_NOT_FOUND = _Row(
    "InvalidDBInstanceId.NotFound", 404, "The specified DBInstanceId does not exist."
)
RDS_NOT_IN_REGION = _Row(
    "InvalidDBInstanceId.RegionMismatch",
    400,
    'DB instance "{db_instance_id}" and the cluster are not in the same Region.',
)
RDS_WHITELIST_FULL = _Row(
    "InvalidSecurityIPListLength.Malformed", 400, "The quota of security ip exceeds."
)

# ---- the simulator's own: the service's codes for these are not known
IMAGE_NOT_SUPPORTED = _Row(
    "InvalidImageId.NotSupported", 400, "The specified image cannot run cluster nodes."
)
CLUSTER_TYPE_NOT_MODELLED = _Row(
    "ClusterTypeNotSupported",
    400,
    "clusters of this type are not modelled, only Swarm and Kubernetes clusters are",
)
OPERATION_NOT_MODELLED = _Row(
    "OperationNotModelled", 501, "{operation} is not modelled by this simulator: {reason}"
)
FOREIGN_HOST = _gateway(
    "ForeignHost",
    403,
    "this simulator is not called by the name in the Host header; if it is meant,"
    " start it with --allowed-host",
)
FOREIGN_ORIGIN = _gateway(
    "ForeignOrigin", 403, "pages of other origins may not call this simulator"
)
MALFORMED_REQUEST = _gateway("MalformedRequest", 400, "the request is not valid HTTP: {reason}")
HEADERS_TOO_LARGE = _gateway("HeadersTooLarge", 431, "the headers of the request are too large")
EXPECTATION_UNKNOWN = _gateway(
    "ExpectationFailed", 417, "the only known expectation is 100-continue"
)
ENCODING_UNSUPPORTED = _gateway(
    "UnsupportedContentEncoding", 415, "send the body as it is, or in gzip or deflate"
)
REQUEST_TOO_SLOW = _gateway(
    "RequestTimeout", 408, "the {part} of the request took more than {seconds} seconds"
)
TOO_MANY_CONNECTIONS = _gateway(
    "TooManyConnections", 503, "{limit} connections are open; see --connection-limit"
)
BODY_TOO_LARGE = _Row("RequestEntityTooLarge", 413, "the request body is larger than {limit} bytes")


def all_rows() -> dict[str, _Row]:
    """All rows by name, in the order of this table."""
    return {name: row for name, row in globals().items() if isinstance(row, _Row)}
