"""Jobs and CronJobs for tests, what their pods come to, and what is said of them."""

from typing import Any

from tests.support.cluster_nodes import move
from tests.support.cluster_writes import WritingApi

Body = dict[str, Any]
SHOP = "/api/v1/namespaces/shop"
PODS = f"{SHOP}/pods"
JOBS = "/apis/batch/v1/namespaces/shop/jobs"
CRON_JOBS = "/apis/batch/v1/namespaces/shop/cronjobs"
MERGE = "application/merge-patch+json"


def a_template(policy: str = "Never", **metadata: Any) -> Body:
    """A template whose pods no scheduler takes on: tests say what they come to."""
    spec = {"restartPolicy": policy, "schedulerName": "nobody"}
    container = {"name": "main", "image": "busybox"}
    return {"metadata": metadata, "spec": {**spec, "containers": [container]}}


def a_job(name: str = "sum", *, policy: str = "Never", **spec: Any) -> Body:
    """A Job."""
    return {"metadata": {"name": name}, "spec": {"template": a_template(policy), **spec}}


def a_cron_job(schedule: str = "*/5 * * * *", name: str = "report", **spec: Any) -> Body:
    """A CronJob."""
    job = {"spec": {"template": a_template()}}
    return {"metadata": {"name": name}, "spec": {"schedule": schedule, "jobTemplate": job, **spec}}


class Batch:
    """The Jobs of a cluster."""

    def __init__(self, api: WritingApi) -> None:
        self.api = api

    def job(self, name: str = "sum") -> Body:
        """A Job."""
        found: Body = self.api.get(f"{JOBS}/{name}")
        return found

    def status(self, name: str = "sum") -> Body:
        """The status of a Job."""
        found: Body = self.job(name)["status"]
        return found

    def pods(self, name: str = "sum") -> list[Body]:
        """The pods of a Job, by name."""
        found: list[Body] = self.api.get(f"{PODS}?labelSelector=job-name%3D{name}")["items"]
        return found

    def running(self, name: str = "sum") -> list[Body]:
        """Those of them that have not ended."""
        return [pod for pod in self.pods(name) if pod["status"]["phase"] in ("Pending", "Running")]

    def finish(self, pod: Body, phase: str = "Succeeded", code: int = 0) -> None:
        """Have a pod come to a phase, as the agent of its node would say it."""
        now = self.api.get(f"{PODS}/{pod['metadata']['name']}")["metadata"]["creationTimestamp"]
        ended = {"exitCode": code, "finishedAt": now}
        status = {"name": "main", "ready": False, "restartCount": 0, "state": {"terminated": ended}}
        self.patch(
            f"{PODS}/{pod['metadata']['name']}/status",
            {"status": {"phase": phase, "containerStatuses": [status]}},
        )

    def fail(self, pod: Body, code: int = 1) -> None:
        """Have a pod fail."""
        self.finish(pod, "Failed", code)

    def patch(self, path: str, change: Body) -> None:
        """Merge something into an object."""
        self.api.call("PATCH", path, change, MERGE).ok()

    def change(self, path: str, **spec: Any) -> None:
        """Change the ``spec`` of an object."""
        self.patch(path, {"spec": spec})

    def move(self, seconds: float) -> None:
        """Let virtual time pass."""
        move(self.api.tenant, seconds)

    def names(self) -> list[str]:
        """The names of all Jobs."""
        return [each["metadata"]["name"] for each in self.api.get(JOBS)["items"]]

    def events(self, name: str = "sum") -> list[str]:
        """The reasons of the Events about an object, in the order in which they came first."""
        found = self.api.get(f"{SHOP}/events?fieldSelector=involvedObject.name%3D{name}")["items"]
        found.sort(key=lambda it: (it["firstTimestamp"], int(it["metadata"]["resourceVersion"])))
        return [each["reason"] for each in found]

    def messages(self, name: str = "sum") -> dict[str, str]:
        """The messages of the Events about an object, by reason."""
        found = self.api.get(f"{SHOP}/events?fieldSelector=involvedObject.name%3D{name}")["items"]
        return {each["reason"]: each["message"] for each in found}


def conditions(status: Body) -> dict[str, str]:
    """The conditions that are true, with their reasons."""
    return {
        each["type"]: each.get("reason", "")
        for each in status.get("conditions", ())
        if each["status"] == "True"
    }
