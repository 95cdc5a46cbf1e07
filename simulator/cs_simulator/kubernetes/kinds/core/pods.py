"""Pods, and the kinds of the core group that make them."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOTHING_RUNS

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
    note=NOTHING_RUNS,
)
POD_TEMPLATES = Kind(
    kind="PodTemplate",
    plural="podtemplates",
    has_generation=False,
)
REPLICATION_CONTROLLERS = Kind(
    kind="ReplicationController",
    plural="replicationcontrollers",
    short_names=("rc",),
    categories=("all",),
    has_status=True,
    has_scale=True,
    selectable=("status.replicas",),
    required=("spec.template",),
    note=NOTHING_RUNS,
)
