"""Jobs: the group ``batch``."""

from dataclasses import replace

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOTHING_RUNS

JOBS = Kind(
    group="batch",
    kind="Job",
    plural="jobs",
    categories=("all",),
    has_status=True,
    selectable=("status.successful",),
    required=("spec.template",),
    immutable=("spec.selector", "spec.template", "spec.completionMode"),
    note=NOTHING_RUNS,
)
CRON_JOBS = Kind(
    group="batch",
    kind="CronJob",
    plural="cronjobs",
    short_names=("cj",),
    categories=("all",),
    has_status=True,
    required=("spec.schedule", "spec.jobTemplate"),
    since=21,
    note=NOTHING_RUNS,
)
CRON_JOBS_BETA = replace(CRON_JOBS, version="v1beta1", since=0, until=24)
