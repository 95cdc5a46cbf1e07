"""``POST /clusters/{cluster_id}/inspectReports``: inspect a cluster once, now.

What the service does: starts a task, and answers its id and that of the report. A call that is
repeated with its ``clientToken`` has no second effect.

Differs from the service: nothing is run on the nodes. The records of the cluster are examined at
the end of the task, which takes about a minute and which a scenario can make fail. The last hundred
reports that were asked for are kept.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.health import examinations
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _client_tokens
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.inspections import _config
from cs_simulator.operations.inspections._reports import report_id
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInspectRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    clientToken: Annotated[str | None, Text()] = None  # noqa: N815 - as the API spells it


@operation(
    "RunClusterInspect",
    "POST",
    "/clusters/{cluster_id}/inspectReports",
    cluster_type="ack",
    request=RunInspectRequest,
    is_write=True,
    plan="RunClusterInspect",
    task_status=200,
    allowed_in=examinations.ALLOWED_IN,
)
def run_cluster_inspect(call: Call, unit: Unit) -> Reply:
    """Start the inspection, unless the call repeats an earlier one."""
    cluster = kubernetes_cluster(call, unit)
    token = read_body(call, RunInspectRequest, may_be_empty=True).clientToken or ""
    name, digest = call.operation.name, _client_tokens.digest_of(cluster.cluster_id)
    mismatch = ack_errors.TOKEN_OF_ANOTHER_REQUEST("clientToken", client_token=token)
    answer = _client_tokens.earlier_answer(unit, name, token, digest, mismatch)
    if answer is None:
        config, number = _config.find(unit.world, cluster), unit.count("inspect_report")
        chance = unit.random_for("inspect_report", cluster.cluster_id, number)
        made = report_id(chance)
        asked = {"disabled": config.disabled if config else []}
        task = examinations.begin(unit, cluster, name, made, asked)
        answer = {"reportId": made, "taskId": task.task_id}
        _client_tokens.remember(unit, name, token, digest, answer)
    return Reply(
        body={**answer, "requestId": call.request_id},
        cluster_id=cluster.cluster_id,
        task_id=answer["taskId"],
    )
