"""Workloads: the group ``apps``."""

from cs_simulator.kubernetes.kinds import _daemon_filling
from cs_simulator.kubernetes.kinds import _pod_checks as checks
from cs_simulator.kubernetes.kinds import _rollout_checks as rollouts
from cs_simulator.kubernetes.kinds import _workload_cells as cells
from cs_simulator.kubernetes.kinds import _workload_defaults as defaults
from cs_simulator.kubernetes.kinds._columns import (
    AGE,
    NAME,
    SELECTOR,
    column,
    containers,
    of_number,
)
from cs_simulator.kubernetes.kinds._filling import EMPTY_STATUS, beginning_with
from cs_simulator.kubernetes.kinds._kind import Kind

_CONTAINERS = containers("spec.template.spec")

_TEMPLATE = ("spec.selector", "spec.template.spec.containers")

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
    columns=(
        NAME,
        column("Ready", cells.replicas_ready),
        of_number("Up-to-date", "status.updatedReplicas"),
        of_number("Available", "status.availableReplicas"),
        AGE,
        *_CONTAINERS,
        SELECTOR,
    ),
    set_defaults=defaults.deployment,
    complete=EMPTY_STATUS,
    check=rollouts.deployment,
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
    columns=(
        NAME,
        of_number("Desired", "spec.replicas"),
        of_number("Current", "status.replicas"),
        of_number("Ready", "status.readyReplicas"),
        AGE,
        *_CONTAINERS,
        SELECTOR,
    ),
    set_defaults=defaults.replica_set,
    complete=beginning_with({"replicas": 0}),
    check=checks.workload,
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
    columns=(NAME, column("Ready", cells.replicas_ready), AGE, *_CONTAINERS),
    set_defaults=defaults.stateful_set,
    complete=beginning_with({"replicas": 0, "availableReplicas": 0}),
    check=rollouts.stateful_set,
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
    columns=(
        NAME,
        of_number("Desired", "status.desiredNumberScheduled"),
        of_number("Current", "status.currentNumberScheduled"),
        of_number("Ready", "status.numberReady"),
        of_number("Up-to-date", "status.updatedNumberScheduled"),
        of_number("Available", "status.numberAvailable"),
        column("Node Selector", cells.node_selector),
        AGE,
        *_CONTAINERS,
        SELECTOR,
    ),
    set_defaults=defaults.daemon_set,
    complete=_daemon_filling.complete,
    check=rollouts.daemon_set,
)
CONTROLLER_REVISIONS = Kind(
    group="apps",
    kind="ControllerRevision",
    plural="controllerrevisions",
    required=("revision",),
    has_generation=False,
    columns=(
        NAME,
        column("Controller", cells.controller),
        of_number("Revision", "revision"),
        AGE,
    ),
)
