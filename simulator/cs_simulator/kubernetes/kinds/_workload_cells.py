"""What tables say of workloads: Deployments, Jobs and the like."""

from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes.kinds._ages import age, duration, instant
from cs_simulator.kubernetes.kinds._columns import NONE, labels_text
from cs_simulator.kubernetes.kinds._reading import (
    Body,
    condition,
    get,
    items,
    mapping,
    number,
    text,
)

# What a Job's condition makes of its status, the first one that it has.
_JOB_STATES = (
    ("Complete", "Complete"),
    ("Failed", "Failed"),
    ("Suspended", "Suspended"),
    ("FailureTarget", "FailureTarget"),
    ("SuccessCriteriaMet", "SuccessCriteriaMet"),
)


def replicas_ready(body: Body) -> str:
    """How many replicas are ready, of how many wanted: ``1/3``."""
    return f"{number(body, 'status.readyReplicas')}/{number(body, 'spec.replicas', 1)}"


def node_selector(body: Body) -> str:
    """On which nodes the Pods of a DaemonSet may be."""
    return labels_text(mapping(body, "spec.template.spec.nodeSelector"))


def job_status(job: Body) -> str:
    """Whether a Job runs, or how it has ended."""
    if "deletionTimestamp" in mapping(job, "metadata"):
        return "Terminating"
    states = (state for kind, state in _JOB_STATES if condition(job, kind).get("status") == "True")
    return next(states, "Running")


def completions(job: Body) -> str:
    """How many Pods have succeeded, of how many wanted: ``0/1``, ``1/1 of 3``."""
    done, parallelism = number(job, "status.succeeded"), number(job, "spec.parallelism")
    if get(job, "spec.completions") is not None:
        return f"{done}/{number(job, 'spec.completions')}"
    return f"{done}/1 of {parallelism}" if parallelism > 1 else f"{done}/1"


def job_duration(job: Body, now: int) -> str:
    """How long a Job has run."""
    start, end = get(job, "status.startTime"), instant(get(job, "status.completionTime"))
    begun = instant(start)
    if begun is None:
        return ""
    return age(start, now) if end is None else duration((end - begun) // SECOND)


def suspended(cron_job: Body) -> str:
    """Whether a CronJob makes no Jobs now."""
    return "True" if get(cron_job, "spec.suspend") is True else "False"


def active(cron_job: Body) -> int:
    """How many Jobs of a CronJob run."""
    return len(items(cron_job, "status.active"))


def scaled(autoscaler: Body) -> str:
    """What an autoscaler scales: ``Deployment/web``."""
    target = mapping(autoscaler, "spec.scaleTargetRef")
    return f"{text(target, 'kind')}/{text(target, 'name')}"


def targets(autoscaler: Body) -> str:
    """What an autoscaler measures, and aims at: ``cpu: <unknown>/80%``."""
    percent = number(autoscaler, "spec.targetCPUUtilizationPercentage")
    old = [f"cpu: {_now(autoscaler)}/{percent}%"] if percent else []
    shown = old or [_target(each) for each in items(autoscaler, "spec.metrics")]
    more = len(shown) - 2
    joined = ", ".join(shown[:2])
    return f"{joined} + {more} more..." if more > 0 else joined or NONE


def _now(autoscaler: Body) -> str:
    percent = number(autoscaler, "status.currentCPUUtilizationPercentage", -1)
    return "<unknown>" if percent < 0 else f"{percent}%"


def _target(metric: Body) -> str:
    kind = text(metric, "type")
    what = mapping(metric, kind[:1].lower() + kind[1:])
    target = mapping(what, "target")
    percent = number(target, "averageUtilization")
    wanted = f"{percent}%" if percent else text(target, "averageValue") or text(target, "value")
    name = text(what, "name") or text(what, "metric.name")
    shown = f"<unknown>/{wanted or '<auto>'}"
    return f"{name}: {shown}" if kind in ("Resource", "ContainerResource") else shown


def controller(revision: Body) -> str:
    """What a ControllerRevision is of: ``statefulset.apps/web``."""
    owners = items(revision, "metadata.ownerReferences")
    owner = next((each for each in owners if each.get("controller") is True), None)
    if owner is None:
        return NONE
    group = text(owner, "apiVersion").rpartition("/")[0]
    kind = text(owner, "kind").lower()
    return f"{kind}.{group}/{text(owner, 'name')}" if group else f"{kind}/{text(owner, 'name')}"
