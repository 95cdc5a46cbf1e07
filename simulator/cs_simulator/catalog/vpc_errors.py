"""The errors of the VPC API that creations of clusters do not answer with, one row each.

Source: the tables of errors in the vendor's pages about these operations. As in
:mod:`cs_simulator.catalog.errors`: raise a row by calling it.
"""

from cs_simulator.domain.errors import ErrorSpec as _Row

ZONE_NOT_FOUND = _Row("InvalidZoneId.NotFound", 404, "Specified zone does not exist.")
VPC_NAME_MALFORMED = _Row("InvalidVpcName.Malformed", 400, "Specified VPC name is not valid.")
VPC_DESCRIPTION_MALFORMED = _Row(
    "InvalidVpcDiscription.Malformed", 400, "Specified VPC description is not valid."
)  # spelled this way by the service
VSWITCH_NAME_MALFORMED = _Row(
    "InvalidVSwitchName.Malformed", 400, "Specified virtual switch name is not valid."
)
VSWITCH_DESCRIPTION_MALFORMED = _Row(
    "InvalidVSwitchDiscription.Malformed", 400, "Specified virtual switch description is not valid."
)
VPC_HAS_VSWITCHES = _Row(
    "DependencyViolation.VSwitch", 400, "Specified object has dependent resources"
)
VSWITCH_IN_USE = _Row("DependencyViolation", 400, "Specified object has dependent resources.")
TOKEN_MISMATCH = _Row(
    "IdempotentParameterMismatch",
    400,
    "The request uses the same client token as a previous, but non-identical request.",
)
DRY_RUN = _Row("DryRunOperation", 400, "Request validation has been passed with DryRun flag set.")
DEFAULT_RESOURCE = _Row(
    "OperationDenied",
    403,
    "The operation is not supported in this status: every tenant has {resource_id}.",
)


def all_rows() -> dict[str, _Row]:
    """All rows by name, in the order of this table."""
    return {name: row for name, row in globals().items() if isinstance(row, _Row)}
