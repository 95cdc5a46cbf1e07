"""Jobs: the group ``batch``."""

from dataclasses import replace

from cs_simulator.kubernetes.kinds import _cron_job_filling as cron_jobs
from cs_simulator.kubernetes.kinds import _job_filling as jobs
from cs_simulator.kubernetes.kinds import _workload_cells as cells
from cs_simulator.kubernetes.kinds._columns import (
    AGE,
    NAME,
    SELECTOR,
    Column,
    column,
    containers,
    of_age,
    of_text,
)
from cs_simulator.kubernetes.kinds._filling import EMPTY_STATUS
from cs_simulator.kubernetes.kinds._kind import Kind

JOBS = Kind(
    group="batch",
    kind="Job",
    plural="jobs",
    categories=("all",),
    has_status=True,
    selectable=("status.successful",),
    required=("spec.template.spec.containers",),
    immutable=(
        "spec.selector",
        "spec.completionMode",
        "spec.podFailurePolicy",
        "spec.backoffLimitPerIndex",
    ),
    columns=(
        NAME,
        column("Status", cells.job_status),
        column("Completions", cells.completions),
        Column(name="Duration", value=cells.job_duration),
        AGE,
        *containers("spec.template.spec"),
        SELECTOR,
    ),
    set_defaults=jobs.set_defaults,
    complete=jobs.complete,
    check=jobs.check,
)
CRON_JOBS = Kind(
    group="batch",
    kind="CronJob",
    plural="cronjobs",
    short_names=("cj",),
    categories=("all",),
    has_status=True,
    required=("spec.schedule", "spec.jobTemplate.spec.template.spec.containers"),
    since=21,
    columns=(
        NAME,
        of_text("Schedule", "spec.schedule", ""),
        of_text("Timezone", "spec.timeZone"),
        column("Suspend", cells.suspended),
        column("Active", cells.active, of="integer"),
        of_age("Last Schedule", "status.lastScheduleTime"),
        AGE,
        *containers("spec.jobTemplate.spec.template.spec"),
    ),
    set_defaults=cron_jobs.set_defaults,
    complete=EMPTY_STATUS,
    check=cron_jobs.check,
)
CRON_JOBS_BETA = replace(CRON_JOBS, version="v1beta1", since=0, until=24)
