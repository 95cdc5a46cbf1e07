"""How calls of the API queue: the group ``flowcontrol.apiserver.k8s.io``."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_ENFORCED

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
)
