"""``PUT /clusters/{cluster_id}/inspectConfig``: change the regular inspection of a cluster.

What the service does: changes the settings that the body has. The time of the runs, ``recurrence``
elsewhere, is ``scheduleTime`` here.

Differs from the service: as CreateClusterInspectConfig. Reports of earlier runs are made with the
settings of their time.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

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
class UpdateInspectConfigRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    enabled: Annotated[bool | None, Boolean()] = None
    scheduleTime: Annotated[str | None, Text(), DailyRecurrence()] = None  # noqa: N815 - as the API spells it
    disabledCheckItems: Annotated[tuple[str, ...] | None, TextList(), Items(0, 100)] = None  # noqa: N815 - as the API spells it


@operation(
    "UpdateClusterInspectConfig",
    "PUT",
    "/clusters/{cluster_id}/inspectConfig",
    cluster_type="ack",
    request=UpdateInspectConfigRequest,
    is_write=True,
    allowed_in=examinations.ALLOWED_IN,
)
def update_cluster_inspect_config(call: Call, unit: Unit) -> Reply:
    """Change the settings."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, UpdateInspectConfigRequest, may_be_empty=True)
    config = _config.existing(unit.world, cluster)
    if request.enabled is not None:
        config = config._replace(enabled=request.enabled)
    if request.scheduleTime is not None:
        config = config._replace(recurrence=request.scheduleTime)
    if request.disabledCheckItems is not None:
        config = config._replace(disabled=list(request.disabledCheckItems))
    _config.put(unit, cluster, config)
    return Reply(
        body={"requestId": call.request_id},
        cluster_id=cluster.cluster_id,
    )
