"""How calls of the API queue: the group ``flowcontrol.apiserver.k8s.io``."""

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column, of_number, of_text
from cs_simulator.kubernetes.kinds._filling import EMPTY_STATUS, filler
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_ENFORCED
from cs_simulator.kubernetes.kinds._reading import Body, condition, text


def _lacks_its_level(schema: Body) -> str:
    return text(condition(schema, "Dangling"), "status", "?")


_GROUP = "flowcontrol.apiserver.k8s.io"

FLOW_SCHEMAS = Kind(
    group=_GROUP,
    kind="FlowSchema",
    plural="flowschemas",
    namespaced=False,
    has_status=True,
    required=("spec.priorityLevelConfiguration",),
    since=29,
    note=NOT_ENFORCED,
    columns=(
        NAME,
        of_text("PriorityLevel", "spec.priorityLevelConfiguration.name", ""),
        of_number("MatchingPrecedence", "spec.matchingPrecedence"),
        of_text("DistinguisherMethod", "spec.distinguisherMethod.type"),
        AGE,
        column("MissingPL", _lacks_its_level),
    ),
    complete=EMPTY_STATUS,
    set_defaults=filler("spec", {"matchingPrecedence": 1000}),
)
PRIORITY_LEVELS = Kind(
    group=_GROUP,
    kind="PriorityLevelConfiguration",
    plural="prioritylevelconfigurations",
    namespaced=False,
    has_status=True,
    required=("spec.type",),
    since=29,
    note=NOT_ENFORCED,
    columns=(
        NAME,
        of_text("Type", "spec.type", ""),
        of_number("NominalConcurrencyShares", "spec.limited.nominalConcurrencyShares"),
        of_number("Queues", "spec.limited.limitResponse.queuing.queues"),
        of_number("HandSize", "spec.limited.limitResponse.queuing.handSize"),
        of_number("QueueLengthLimit", "spec.limited.limitResponse.queuing.queueLengthLimit"),
        AGE,
    ),
    complete=EMPTY_STATUS,
)
