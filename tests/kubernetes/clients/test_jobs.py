"""Jobs and CronJobs as kubectl makes them, waits for them and shows them."""

import json

import pytest

from tests.kubernetes.clients.kubectl import Kubectl, Release
from tests.support.served_clusters import ServedCluster

COMPLETE = ("--for=condition=complete", "--timeout=120s")

FIRST_WITH_CRON_JOBS = 21
"""The first minor version of kubectl that knows CronJobs of v1."""


@pytest.fixture
def namespace(kubectl: Kubectl, release: Release) -> str:
    """A namespace for what that kubectl makes."""
    name = f"jobs-{release.name}"
    if kubectl.run("get", "namespace", name).returncode:
        kubectl.say("create", "namespace", name)
    return name


def test_one_waits_until_a_job_is_complete(kubectl: Kubectl, namespace: str) -> None:
    kubectl.say("create", "job", "sum", "--image=busybox", "-n", namespace)

    said = kubectl.say("wait", "job/sum", *COMPLETE, "-n", namespace)

    assert said == "job.batch/sum condition met\n"
    succeeded = kubectl.say("get", "job/sum", "-n", namespace, "-o=jsonpath={.status.succeeded}")
    assert succeeded == "1"
    described = kubectl.say("describe", "job/sum", "-n", namespace)
    assert "Created pod: sum-" in described
    assert "Job completed" in described
    kubectl.say("delete", "job/sum", "-n", namespace)
    assert kubectl.say("get", "pods", "-l=job-name=sum", "-n", namespace, "-o=name") == ""


def test_a_job_is_made_of_a_cron_job_at_once(
    kubectl: Kubectl, release: Release, namespace: str
) -> None:
    if release.minor < FIRST_WITH_CRON_JOBS:
        pytest.skip("this kubectl makes Jobs of CronJobs in v1beta1 alone")
    kubectl.say("apply", "-f", "report.yaml", "-n", namespace)
    kubectl.say("create", "job", "now", "--from=cronjob/report", "-n", namespace)

    kubectl.say("wait", "job/now", *COMPLETE, "-n", namespace)

    shown = json.loads(kubectl.say("get", "job/now", "-n", namespace, "-o=json"))
    assert shown["metadata"]["ownerReferences"][0]["name"] == "report"
    kubectl.say("delete", "cronjob/report", "-n", namespace)


def test_a_cron_job_makes_a_job_each_time(
    kubectl: Kubectl, namespace: str, cluster: ServedCluster
) -> None:
    kubectl.say("apply", "-f", "report.yaml", "-n", namespace)
    cluster.advance(by="3h")

    jobs = kubectl.say("get", "jobs", "-n", namespace, "-o=name").splitlines()

    assert len([job for job in jobs if job.startswith("job.batch/report-")]) == 3
    shown = kubectl.say("get", "cronjob/report", "-n", namespace, "--no-headers")
    assert shown.split()[:6] == ["report", "0", "*", "*", "*", "*"]
    chosen = "--field-selector=reason=SuccessfulCreate,involvedObject.kind=CronJob"
    said = kubectl.say("get", "events", "-n", namespace, chosen, "--no-headers").splitlines()
    assert len(said) == 1, "the others are more than an hour ago"
    kubectl.say("delete", "cronjob/report", "-n", namespace)
