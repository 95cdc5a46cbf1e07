"""``POST /clusters/{cluster_id}/inspectConfig``: switch the regular inspection of a cluster on.

What the service does: takes whether it is enabled, when it runs, as a rule of RFC 5545 with
``FREQ=DAILY``, ``BYHOUR`` and ``BYMINUTE``, and the items that it leaves out.

Differs from the service: the hours are those of UTC; which zone the service means is not known. The
names of items are those of our reports; another name is kept, and leaves nothing out. That a second
creation is refused is our proposal. Regular runs have reports, and no tasks.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.health import examinations
from cs_simulator.cluster_types.ack.pools.field_rules import Items
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.inspections import _config
from cs_simulator.operations.inspections._schedule import DailyRecurrence
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Text, TextList


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateInspectConfigRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    enabled: Annotated[bool, Boolean()]
    recurrence: Annotated[str, Text(), DailyRecurrence()]
    disabledCheckItems: Annotated[tuple[str, ...] | None, TextList(), Items(0, 100)] = None  # noqa: N815 - as the API spells it


@operation(
    "CreateClusterInspectConfig",
    "POST",
    "/clusters/{cluster_id}/inspectConfig",
    cluster_type="ack",
    request=CreateInspectConfigRequest,
    is_write=True,
    allowed_in=examinations.ALLOWED_IN,
)
def create_cluster_inspect_config(call: Call, unit: Unit) -> Reply:
    """Keep the settings."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, CreateInspectConfigRequest)
    if _config.find(unit.world, cluster):
        raise ack_errors.INSPECT_CONFIG_EXISTS(cluster_id=cluster.cluster_id)
    disabled = list(request.disabledCheckItems or ())
    config = _config.Config(request.enabled, request.recurrence, disabled)
    _config.put(unit, cluster, config)
    return Reply(
        body={"requestId": call.request_id},
        cluster_id=cluster.cluster_id,
    )
