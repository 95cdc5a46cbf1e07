"""The operations that are known by method and path only, or that came after the Swarm clusters.

They are rows of the catalogue, not files: each is refused in the service's dialect with the reason
why it is not modelled. A call about a cluster that does not exist is refused for that first, and
one whose body lacks a required field for that.
"""

from cs_simulator.catalog import ack_errors, errors
from cs_simulator.catalog.known_operations import REASONS, REQUIRED_FIELDS, all_known
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import existing_cluster
from cs_simulator.operations._operation import Call, Operation, Reply
from cs_simulator.validation.body import parse_body


def not_modelled() -> list[Operation]:
    """An operation for each row that has a reason."""
    return [
        Operation(
            name=known.name,
            method=known.method,
            path=known.path,
            is_write=False,
            handle=_refuse,
            reason=REASONS[known.reason],
        )
        for known in all_known().values()
        if known.reason
    ]


def _refuse(call: Call, unit: Unit) -> Reply:
    if "cluster_id" in call.parameters:
        existing_cluster(call, unit)
    operation = call.operation
    _check_body(call, REQUIRED_FIELDS.get(operation.name, ()))
    raise errors.OPERATION_NOT_MODELLED(operation=operation.name, reason=operation.reason)


def _check_body(call: Call, required: tuple[str, ...]) -> None:
    if not required:
        return
    body = parse_body(call.incoming.body, call.incoming.content_type)
    for name in required:
        if body.get(name) in (None, ""):
            raise ack_errors.MISSING_FIELD(name)
