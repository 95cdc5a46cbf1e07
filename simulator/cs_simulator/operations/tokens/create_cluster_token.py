"""``POST /clusters/{cluster_id}/token``: create a token by which nodes and agents join.

What the service does: takes ``expired``, in seconds since 1970, and ``is_permanently``; without
either the token expires after a day.

Differs from the service: it expires by the tenant's virtual clock.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import errors
from cs_simulator.domain.instants import DAY, LATEST, SECOND
from cs_simulator.domain.records import ClusterState, Token
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.operations._clusters import existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, parsed
from cs_simulator.operations.tokens._tokens import token_object
from cs_simulator.validation.field_types import Boolean, Integer
from cs_simulator.validation.request_records import Absent, RecordRule


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateClusterTokenRequest:
    """The body of the request."""

    RULES: ClassVar[tuple[RecordRule, ...]] = ()

    expired: Annotated[int, Integer(), Absent((0,))] = 0
    is_permanently: Annotated[bool, Boolean()] = False


@operation(
    "CreateClusterToken",
    "POST",
    "/clusters/{cluster_id}/token",
    request=CreateClusterTokenRequest,
    is_write=True,
    is_secret=True,
    allowed_in=frozenset(ClusterState) - {ClusterState.DELETING, ClusterState.DELETED},
)
def create_cluster_token(call: Call, unit: Unit) -> Reply:
    """Create a token."""
    cluster = existing_cluster(call, unit)
    body = body_of(call, may_be_empty=True)
    request = parsed(call, CreateClusterTokenRequest, body, WorldLookup(unit, cluster.region_id))
    expired = request.expired * SECOND or unit.now + DAY
    if not unit.now < expired <= LATEST:
        now = unit.now // SECOND
        raise errors.INVALID_PARAMETER("expired", f"seconds since 1970, later than now, {now}")
    token = Token(
        serial=unit.serial(),
        number=unit.count("token"),
        cluster_id=cluster.cluster_id,
        created=unit.now,
        updated=unit.now,
        expired=expired,
        is_permanent=request.is_permanently,
    )
    unit.put(unit.world.tokens, token)
    return Reply(
        body=token_object(unit, token) | {"request_id": call.request_id},
        cluster_id=cluster.cluster_id,
    )
