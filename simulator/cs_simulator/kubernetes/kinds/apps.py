"""Workloads: the group ``apps``."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOTHING_RUNS

_TEMPLATE = ("spec.selector", "spec.template")

DEPLOYMENTS = Kind(
    group="apps",
    kind="Deployment",
    plural="deployments",
    short_names=("deploy",),
    categories=("all",),
    has_status=True,
    has_scale=True,
    required=_TEMPLATE,
    immutable=("spec.selector",),
    note=NOTHING_RUNS,
)
REPLICA_SETS = Kind(
    group="apps",
    kind="ReplicaSet",
    plural="replicasets",
    short_names=("rs",),
    categories=("all",),
    has_status=True,
    has_scale=True,
    selectable=("status.replicas",),
    required=_TEMPLATE,
    immutable=("spec.selector",),
    note=NOTHING_RUNS,
)
STATEFUL_SETS = Kind(
    group="apps",
    kind="StatefulSet",
    plural="statefulsets",
    short_names=("sts",),
    categories=("all",),
    has_status=True,
    has_scale=True,
    required=_TEMPLATE,
    immutable=("spec.selector", "spec.serviceName", "spec.podManagementPolicy"),
    note=NOTHING_RUNS,
)
DAEMON_SETS = Kind(
    group="apps",
    kind="DaemonSet",
    plural="daemonsets",
    short_names=("ds",),
    categories=("all",),
    has_status=True,
    required=_TEMPLATE,
    immutable=("spec.selector",),
    note=NOTHING_RUNS,
)
CONTROLLER_REVISIONS = Kind(
    group="apps",
    kind="ControllerRevision",
    plural="controllerrevisions",
    required=("revision",),
    has_generation=False,
)
