"""Jobs whose pods run on nodes, from the beginning to the end, in virtual time."""

from typing import Any

import pytest

from tests.kubernetes.workloads.job_bodies import JOBS, PODS, Batch, a_cron_job, a_job, conditions
from tests.support.cluster_nodes import an_uncalled_cluster, lose, run_until_settled
from tests.support.cluster_writes import WritingApi
from tests.support.worlds import advance

EXIT_CODE, RUNS_FOR = "cs-simulator/exit-code", "cs-simulator/runs-for"
CRON_JOBS = "/apis/batch/v1/namespaces/shop/cronjobs"


def on_nodes(job: dict[str, Any], **annotations: str) -> dict[str, Any]:
    """The body of a Job whose pods run on nodes, with annotations of these."""
    template = job["spec"]["template"]
    del template["spec"]["schedulerName"]
    named = {f"cs-simulator/{name.replace('_', '-')}": text for name, text in annotations.items()}
    template["metadata"]["annotations"] = named
    return job


def a_batch(nodes: int = 2) -> Batch:
    """The Jobs of a cluster with nodes."""
    tenant, cluster_id = an_uncalled_cluster(nodes)
    api = WritingApi(tenant, cluster_id)
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    return Batch(api)


@pytest.fixture
def batch() -> Batch:
    """The Jobs of a cluster with two nodes."""
    return a_batch()


def test_a_job_is_complete_some_seconds_after_it_was_made(batch):
    begun = batch.api.tenant.now(0.0)
    batch.api.create(JOBS, on_nodes(a_job(completions=3, parallelism=2)))
    run_until_settled(batch.api.tenant)

    assert "Complete" in conditions(batch.status())
    assert batch.status()["succeeded"] == 3
    assert 5 <= (batch.api.tenant.now(0.0) - begun) / 1e6 <= 60


def test_pods_that_run_show_as_ready(batch):
    batch.api.create(JOBS, on_nodes(a_job(), runs_for="for-ever"))
    batch.move(60)

    assert (batch.status()["active"], batch.status()["ready"]) == (1, 1)


def test_a_job_whose_pods_fail_is_tried_again_until_it_has_failed(batch):
    batch.api.create(JOBS, on_nodes(a_job(backoffLimit=2), exit_code="3"))
    run_until_settled(batch.api.tenant)

    assert batch.status()["failed"] == 3
    assert conditions(batch.status())["Failed"] == "BackoffLimitExceeded"
    assert [pod["status"]["phase"] for pod in batch.pods()] == ["Failed"] * 3


def test_containers_that_are_started_again_count_against_the_limit(batch):
    job = on_nodes(a_job(policy="OnFailure", backoffLimit=2), exit_code="3")
    batch.api.create(JOBS, job)
    batch.move(3600)

    assert conditions(batch.status())["Failed"] == "BackoffLimitExceeded"
    assert batch.pods() == []


def test_the_end_of_a_job_is_said_when_its_pods_have_stopped(batch):
    batch.api.create(JOBS, on_nodes(a_job(activeDeadlineSeconds=60), runs_for="for-ever"))
    batch.move(60)
    assert conditions(batch.status()) == {"FailureTarget": "DeadlineExceeded"}

    batch.move(5)
    assert conditions(batch.status())["Failed"] == "DeadlineExceeded"
    assert batch.pods() == []
    assert batch.status()["failed"] == 1


def test_a_pod_on_its_way_out_is_replaced_at_once_or_when_it_has_failed(batch):
    spec = {"backoffLimit": 5, "podReplacementPolicy": "Failed"}
    batch.api.create(JOBS, on_nodes(a_job("late", **spec), runs_for="for-ever"))
    batch.move(30)
    (pod,) = batch.pods("late")

    batch.api.call("DELETE", f"{PODS}/{pod['metadata']['name']}").ok()
    assert "failed" not in batch.status("late")
    assert batch.status("late")["terminating"] == 1

    batch.move(5)
    assert batch.status("late")["failed"] == 1
    assert batch.status("late")["terminating"] == 0
    batch.move(30)
    assert batch.status("late")["active"] == 1


def test_a_pod_of_a_node_that_is_lost_is_made_anew_on_another_one(batch):
    batch.api.create(JOBS, on_nodes(a_job(), runs_for="30m"))
    batch.move(30)
    (pod,) = batch.pods()
    names = [each["metadata"]["name"] for each in batch.api.get("/api/v1/nodes")["items"]]
    lose(batch.api, names.index(pod["spec"]["nodeName"]))

    batch.move(400)

    assert batch.status()["failed"] == 1
    (other,) = [
        each for each in batch.running() if each["metadata"]["name"] != pod["metadata"]["name"]
    ]
    assert other["spec"]["nodeName"] != pod["spec"]["nodeName"]


def test_a_schedule_goes_on_for_days(batch):
    cron_job = a_cron_job("0 */6 * * *")
    del cron_job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["schedulerName"]
    batch.api.create(CRON_JOBS, cron_job)
    batch.move(3 * 86400)

    assert len(batch.names()) == 3  # the history
    status = batch.api.get(f"{CRON_JOBS}/report")["status"]
    assert status["lastSuccessfulTime"] >= max(
        batch.status(name)["completionTime"] for name in batch.names()
    )


def what_there_is(batch: Batch) -> list[Any]:
    """Jobs and pods, without versions, which depend on how calls were made."""
    found = []
    for path in (JOBS, PODS, CRON_JOBS):
        for each in batch.api.get(path)["items"]:
            for name in ("resourceVersion", "uid"):
                each["metadata"].pop(name)
            found.append(
                (
                    each["metadata"]["name"],
                    each["status"].get("phase"),
                    each["status"].get("startTime"),
                    each["status"].get("completionTime"),
                    each["status"].get("failed"),
                    each["status"].get("lastScheduleTime"),
                )
            )
    return found


@pytest.mark.parametrize("pieces", [2, 7, 60])
def test_the_same_happens_however_time_is_cut(pieces):
    found = []
    for cuts in (1, pieces):
        batch = a_batch()
        batch.api.create(JOBS, on_nodes(a_job(completions=4, parallelism=2)))
        batch.api.create(JOBS, on_nodes(a_job("bad", backoffLimit=4), exit_code="3"))
        batch.api.create(CRON_JOBS, a_cron_job("*/2 * * * *", successfulJobsHistoryLimit=1))
        start, length = batch.api.tenant.now(0.0), 600_000_000
        for cut in range(1, cuts + 1):
            advance(batch.api.tenant, start + length * cut // cuts)
        found.append(what_there_is(batch))

    assert found[0] == found[1]


def test_a_job_goes_with_all_of_its_pods_that_have_ended(batch):
    batch.api.create(JOBS, on_nodes(a_job(completions=3, parallelism=3)))
    run_until_settled(batch.api.tenant)

    batch.api.call("DELETE", f"{JOBS}/sum", {"propagationPolicy": "Background"}).ok()
    run_until_settled(batch.api.tenant)
    assert batch.api.get(PODS)["items"] == []
