"""Pods, and the kinds of the core group that make them."""

from cs_simulator.kubernetes.kinds import _pod_checks as checks
from cs_simulator.kubernetes.kinds import _workload_defaults
from cs_simulator.kubernetes.kinds._columns import (
    AGE,
    NAME,
    Column,
    column,
    containers,
    labels_text,
    of_number,
    of_text,
    wide,
)
from cs_simulator.kubernetes.kinds._filling import beginning_with, part
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._pod_defaults import fill_template
from cs_simulator.kubernetes.kinds._reading import mapping
from cs_simulator.kubernetes.kinds.core import _pod_cells as cells
from cs_simulator.kubernetes.kinds.core import _pod_filling as filling

_OF_TEMPLATE = containers("template.spec")

PODS = Kind(
    kind="Pod",
    plural="pods",
    short_names=("po",),
    categories=("all",),
    has_status=True,
    subresources={
        "attach": ("create", "get"),
        "binding": ("create",),
        "ephemeralcontainers": ("get", "patch", "update"),
        "eviction": ("create",),
        "exec": ("create", "get"),
        "log": ("get",),
        "portforward": ("create", "get"),
    },
    columns=(
        NAME,
        column("Ready", cells.ready),
        column("Status", cells.status),
        Column(name="Restarts", value=cells.restarts),
        AGE,
        wide(of_text("IP", "status.podIP")),
        wide(of_text("Node", "spec.nodeName")),
        wide(of_text("Nominated Node", "status.nominatedNodeName")),
        wide(column("Readiness Gates", cells.readiness_gates)),
    ),
    selectable=(
        "spec.nodeName",
        "spec.restartPolicy",
        "spec.schedulerName",
        "spec.serviceAccountName",
        "spec.hostNetwork",
        "status.phase",
        "status.podIP",
        "status.nominatedNodeName",
    ),
    required=("spec.containers",),
    has_generation=False,
    set_defaults=filling.set_defaults,
    complete=filling.complete,
    check=checks.pod,
)
POD_TEMPLATES = Kind(
    kind="PodTemplate",
    plural="podtemplates",
    required=("template.spec.containers",),
    columns=(
        NAME,
        column("Containers", lambda body: _OF_TEMPLATE[0].value(body, 0)),
        column("Images", lambda body: _OF_TEMPLATE[1].value(body, 0)),
        column("Pod Labels", lambda body: labels_text(mapping(body, "template.metadata.labels"))),
    ),
    has_generation=False,
    set_defaults=lambda body: fill_template(part(body, "template")),
)
REPLICATION_CONTROLLERS = Kind(
    kind="ReplicationController",
    plural="replicationcontrollers",
    short_names=("rc",),
    categories=("all",),
    has_status=True,
    has_scale=True,
    columns=(
        NAME,
        of_number("Desired", "spec.replicas"),
        of_number("Current", "status.replicas"),
        of_number("Ready", "status.readyReplicas"),
        AGE,
        *containers("spec.template.spec"),
        wide(column("Selector", lambda body: labels_text(mapping(body, "spec.selector")))),
    ),
    selectable=("status.replicas",),
    required=("spec.selector", "spec.template.spec.containers"),
    set_defaults=_workload_defaults.replication_controller,
    complete=beginning_with({"replicas": 0}),
    check=checks.replication_controller,
)
