"""CronJobs make Jobs on the tenant's clock."""

import re

import pytest
from cs_simulator.domain.instants import as_text, from_text
from cs_simulator.kubernetes import schedules

from tests.kubernetes.workloads.job_bodies import (
    CRON_JOBS,
    JOBS,
    Batch,
    a_cron_job,
    a_job,
    conditions,
)
from tests.support.worlds import advance

REPORT = f"{CRON_JOBS}/report"
MINUTE = 60_000_000


@pytest.fixture
def batch(api):
    """The Jobs of a cluster, at the beginning of an hour."""
    now = api.tenant.now(0.0)
    advance(api.tenant, (now // (60 * MINUTE) + 1) * 60 * MINUTE)
    return Batch(api)


def the_minute(batch):
    return batch.api.tenant.now(0.0) // MINUTE


def status(batch):
    return batch.api.get(REPORT)["status"]


def test_a_job_is_made_at_each_instant_of_the_schedule(batch):
    begun = the_minute(batch)
    batch.api.create(CRON_JOBS, a_cron_job())
    batch.move(299)
    assert batch.names() == []
    batch.move(1)

    name = f"report-{begun + 5}"
    assert batch.names() == [name]
    job = batch.job(name)
    owner = job["metadata"]["ownerReferences"][0]
    assert (owner["kind"], owner["name"], owner["controller"]) == ("CronJob", "report", True)
    at = as_text((begun + 5) * MINUTE)
    key = "batch.kubernetes.io/cronjob-scheduled-timestamp"
    assert job["metadata"]["annotations"] == {key: at}
    assert status(batch)["lastScheduleTime"] == at
    assert [each["name"] for each in status(batch)["active"]] == [name]
    assert batch.events("report") == ["SuccessfulCreate"]
    assert batch.messages("report")["SuccessfulCreate"] == f"Created job {name}"
    assert len(batch.pods(name)) == 1


def test_a_long_advance_makes_every_job_that_falls_into_it(batch):
    begun = the_minute(batch)
    batch.api.create(CRON_JOBS, a_cron_job("*/10 * * * *"))
    batch.move(3600)

    assert batch.names() == [f"report-{begun + minute}" for minute in range(10, 61, 10)]


def test_neither_idle_nor_polling_waits_for_a_schedule(batch):
    batch.api.create(CRON_JOBS, a_cron_job())

    world = batch.api.tenant.world
    assert [timer.kind for timer in world.kubernetes_timers if timer.kind == "cron"]
    assert not world.kubernetes_timers_awaited[batch.api.cluster_id]


def test_nobody_waits_for_the_next_pod_of_a_job_that_fails_again_and_again(batch):
    batch.api.create(CRON_JOBS, a_cron_job())
    batch.move(300)
    (name,) = batch.names()
    batch.fail(batch.pods(name)[0])

    assert not batch.api.tenant.world.kubernetes_timers_awaited[batch.api.cluster_id]
    batch.move(10)
    assert len(batch.running(name)) == 1


def test_it_sees_when_a_job_has_completed(batch):
    batch.api.create(CRON_JOBS, a_cron_job())
    batch.move(300)
    (name,) = batch.names()
    batch.move(20)
    batch.finish(batch.pods(name)[0])

    assert "active" not in status(batch)
    assert status(batch)["lastSuccessfulTime"] == batch.status(name)["completionTime"]
    message = f"Saw completed job: {name}, condition: Complete"
    assert batch.messages("report")["SawCompletedJob"] == message


def test_jobs_may_run_at_the_same_time_unless_that_is_forbidden(batch):
    batch.api.create(CRON_JOBS, a_cron_job())
    batch.api.create(CRON_JOBS, a_cron_job(name="single", concurrencyPolicy="Forbid"))
    batch.move(900)

    assert sum(name.startswith("report") for name in batch.names()) == 3
    assert sum(name.startswith("single") for name in batch.names()) == 1
    assert "JobAlreadyActive" in batch.events("single")


def test_the_last_start_that_was_forbidden_is_made_up_for(batch):
    begun = the_minute(batch)
    batch.api.create(CRON_JOBS, a_cron_job(concurrencyPolicy="Forbid"))
    batch.move(17 * 60)
    (name,) = batch.names()
    batch.finish(batch.pods(name)[0])

    assert batch.names() == [name, f"report-{begun + 15}"]


def test_a_job_that_runs_is_replaced_by_the_next_one(batch):
    begun = the_minute(batch)
    batch.api.create(CRON_JOBS, a_cron_job(concurrencyPolicy="Replace"))
    batch.move(600)

    assert batch.names() == [f"report-{begun + 10}"]
    assert [each["name"] for each in status(batch)["active"]] == [f"report-{begun + 10}"]
    assert "SuccessfulDelete" in batch.events("report")
    assert len(batch.api.get("/api/v1/namespaces/shop/pods")["items"]) == 1


def test_only_so_many_jobs_are_kept_that_have_ended(batch):
    begun = the_minute(batch)
    batch.api.create(CRON_JOBS, a_cron_job(successfulJobsHistoryLimit=2, failedJobsHistoryLimit=0))
    for minute in range(5, 21, 5):
        batch.move(300)
        batch.finish(batch.pods(f"report-{begun + minute}")[0])

    assert batch.names() == [f"report-{begun + minute}" for minute in (15, 20)]


def test_a_suspended_one_makes_no_jobs_and_makes_up_for_the_last_one(batch):
    begun = the_minute(batch)
    batch.api.create(CRON_JOBS, a_cron_job(suspend=True))
    batch.move(17 * 60)
    assert batch.names() == []

    batch.change(REPORT, suspend=False)

    assert batch.names() == [f"report-{begun + 15}"]


def test_a_start_that_is_too_late_is_left_out(batch):
    begun = the_minute(batch)
    batch.api.create(CRON_JOBS, a_cron_job(suspend=True, startingDeadlineSeconds=60))
    batch.move(17 * 60)
    batch.change(REPORT, suspend=False)
    assert batch.names() == []
    assert batch.events("report") == ["MissSchedule"]

    batch.move(180)
    assert batch.names() == [f"report-{begun + 20}"]


def test_the_hours_are_those_of_its_time_zone(batch):
    spec = a_cron_job("30 9 * * *", timeZone="Asia/Shanghai")
    batch.api.create(CRON_JOBS, spec)
    batch.move(86400)

    (name,) = batch.names()
    key = "batch.kubernetes.io/cronjob-scheduled-timestamp"
    written = batch.job(name)["metadata"]["annotations"][key]
    assert written.endswith("T09:30:00+08:00")
    assert as_text(from_text(written)).endswith("T01:30:00Z")


def test_a_job_that_somebody_makes_of_it_is_seen(batch):
    made = batch.api.create(CRON_JOBS, a_cron_job())
    owner = {"apiVersion": "batch/v1", "kind": "CronJob", "name": "report", "controller": True}
    job = a_job("now")
    job["metadata"]["ownerReferences"] = [{**owner, "uid": made["metadata"]["uid"]}]
    batch.api.create(JOBS, job)
    batch.finish(batch.pods("now")[0])

    assert "Complete" in conditions(batch.status("now"))
    assert batch.events("report") == ["UnexpectedJob"]
    assert status(batch)["lastSuccessfulTime"] == batch.status("now")["completionTime"]


def test_what_it_has_made_goes_with_it(batch):
    batch.api.create(CRON_JOBS, a_cron_job())
    batch.move(300)
    batch.api.call("DELETE", REPORT).ok()
    batch.move(300)

    assert batch.names() == []
    assert batch.api.get("/api/v1/namespaces/shop/pods")["items"] == []


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"schedule": "61 * * * *"}, "spec.schedule",
         "end of range (61) above maximum (59): 61"),
        ({"schedule": "@often"}, "spec.schedule", "unrecognized descriptor: @often"),
        ({"schedule": "TZ=Asia/Shanghai 0 9 * * *"}, "spec.schedule",
         "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"),
        ({"timeZone": "Mars/Base"}, "spec.timeZone", "unknown time zone Mars/Base"),
        ({"timeZone": ""}, "spec.timeZone", "must be nil or non-empty string"),
        ({"timeZone": "Local"}, "spec.timeZone", "timeZone must be an explicit time zone"),
        ({"timeZone": "../etc/passwd"}, "spec.timeZone", "unknown time zone"),
        ({"startingDeadlineSeconds": -1}, "spec.startingDeadlineSeconds",
         "must be greater than or equal to 0"),
    ],
)  # fmt: skip
def test_one_that_could_not_work_is_refused(batch, changes, field, message):
    refused = batch.api.call("POST", CRON_JOBS, a_cron_job(**changes))

    assert refused.status == 422
    assert message in refused.causes[field]


def test_a_name_that_is_too_long_for_its_jobs_is_refused(batch):
    refused = batch.api.call("POST", CRON_JOBS, a_cron_job(name="x" * 53))

    assert refused.status == 422
    assert "must be no more than 52 characters" in refused.causes["metadata.name"]


# ---- schedules

NEW_YEAR = "2026-01-01T00:00:00Z"  # a Thursday


@pytest.mark.parametrize(
    ("schedule", "zone", "after", "expected"),
    [
        ("* * * * *", "", NEW_YEAR, "2026-01-01T00:01:00Z"),
        ("*/15 * * * *", "", "2026-01-01T00:15:00Z", "2026-01-01T00:30:00Z"),
        ("7/20 * * * *", "", "2026-01-01T00:27:00Z", "2026-01-01T00:47:00Z"),
        ("10-20/5 * * * *", "", "2026-01-01T00:20:00Z", "2026-01-01T01:10:00Z"),
        ("0 9 * * MON-FRI", "", "2026-01-02T09:00:00Z", "2026-01-05T09:00:00Z"),
        ("0 0 1 feb *", "", NEW_YEAR, "2026-02-01T00:00:00Z"),
        ("0 0 29 2 *", "", NEW_YEAR, "2028-02-29T00:00:00Z"),
        ("0 0 31 * ?", "", "2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z"),
        ("0 0 13 * 5", "", NEW_YEAR, "2026-01-02T00:00:00Z"),
        ("0 0 */2 * 5", "", NEW_YEAR, "2026-01-02T00:00:00Z"),
        ("@hourly", "", NEW_YEAR, "2026-01-01T01:00:00Z"),
        ("@daily", "", NEW_YEAR, "2026-01-02T00:00:00Z"),
        ("@midnight", "Asia/Shanghai", NEW_YEAR, "2026-01-01T16:00:00Z"),
        ("@weekly", "", NEW_YEAR, "2026-01-04T00:00:00Z"),
        ("@monthly", "", NEW_YEAR, "2026-02-01T00:00:00Z"),
        ("@yearly", "", NEW_YEAR, "2027-01-01T00:00:00Z"),
        ("@every 1h30m", "", NEW_YEAR, "2026-01-01T01:30:00Z"),
        ("0 9 * * *", "Asia/Kolkata", NEW_YEAR, "2026-01-01T03:30:00Z"),
        # The clocks are put forward from 2 to 3, and back from 3 to 2.
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"),
        ("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
        # There is no midnight on the day on which the clocks are put forward.
        ("0 * * * *", "America/Santiago", "2026-09-06T03:00:00Z", "2026-09-06T04:00:00Z"),
    ],
)  # fmt: skip
def test_a_schedule_means_these_instants(schedule, zone, after, expected):
    known = schedules.zone(zone)
    assert known is not None
    assert as_text(schedules.parse(schedule).after(from_text(after), known)) == expected


@pytest.mark.parametrize("schedule", ["0 0 30 2 *", ", * * * *", "0 , * * *"])
def test_a_schedule_may_mean_no_instant(schedule):
    zone = schedules.zone("")
    assert zone is not None
    assert schedules.parse(schedule).after(from_text(NEW_YEAR), zone) == 0


@pytest.mark.parametrize(
    ("schedule", "message"),
    [
        ("", "expected exactly 5 fields, found 0: []"),
        ("* * * *", "expected exactly 5 fields, found 4: [* * * *]"),
        ("a * * * *", 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'),
        ("-1 * * * *", 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'),
        ("* * 0 * *", "beginning of range (0) below minimum (1): 0"),
        ("* * * * 7", "end of range (7) above maximum (6): 7"),
        ("20-10 * * * *", "beginning of range (20) beyond end of range (10): 20-10"),
        ("*/0 * * * *", "step of range should be a positive number: */0"),
        ("1-2-3 * * * *", "too many hyphens: 1-2-3"),
        ("1/2/3 * * * *", "too many slashes: 1/2/3"),
        ("@every soon", 'failed to parse duration @every soon: time: invalid duration "soon"'),
    ],
)
def test_what_is_wrong_with_a_schedule_is_said(schedule, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        schedules.parse(schedule)
