"""A tenant has no more Kubernetes objects than the simulator allows."""

from tests.kubernetes.workloads.job_bodies import a_cron_job
from tests.support.cluster_api import ClusterApi
from tests.support.worlds import a_tenant, advance

PODS = "/api/v1/namespaces/default/pods"
MAPS = "/api/v1/namespaces/default/configmaps"
JOBS = "/apis/batch/v1/namespaces/default/jobs"
CRON_JOBS = "/apis/batch/v1/namespaces/default/cronjobs"
HOUR = 3_600_000_000
SETS = "/apis/apps/v1/namespaces/default/replicasets"


def limited(room):
    """The API of a new cluster that has room for so many objects beside its own."""
    own = len(ClusterApi().tenant.world.kubernetes_objects)
    return ClusterApi(a_tenant(kubernetes_version=("1.34.1-aliyun.1",), object_limit=own + room))


def a_map(name):
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}}


def a_set(replicas):
    labels = {"app": "a"}
    pod = {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "a", "image": "a"}]}}
    spec = {"replicas": replicas, "selector": {"matchLabels": labels}, "template": pod}
    return {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "a"}, "spec": spec}


def test_one_more_is_refused_in_words_until_another_is_gone():
    api = limited(1)
    assert api.request("POST", MAPS, a_map("one")).status == 201
    refused = api.request("POST", MAPS, a_map("two"))
    assert refused.status == 403
    assert b"--object-limit" in refused.body
    assert b'"reason":"Forbidden"' in refused.body
    assert api.request("POST", MAPS, a_map("one")).status == 409
    assert api.request("DELETE", f"{MAPS}/one").status == 200
    assert api.request("POST", MAPS, a_map("two")).status == 201


def test_an_apply_that_would_make_one_is_refused_too():
    api = limited(0)
    path = f"{MAPS}/one?fieldManager=me"
    content_type = "application/apply-patch+yaml"
    refused = api.request("PATCH", path, a_map("one"), content_type=content_type)
    assert refused.status == 403


def test_a_controller_makes_no_more_pods_and_says_why():
    api = limited(4)
    assert api.request("POST", SETS, a_set(1_000)).status == 201
    assert len(api.get(PODS)["items"]) == 3
    events = api.get("/api/v1/namespaces/default/events")["items"]
    failed = [each["message"] for each in events if each["reason"] == "FailedCreate"]
    assert failed
    assert "see --object-limit" in failed[0]


def test_a_cron_job_does_not_make_jobs_without_end():
    api = limited(6)
    job = a_cron_job("* * * * *", failedJobsHistoryLimit=1_000)
    assert api.request("POST", CRON_JOBS, job).status == 201
    hour = api.tenant.now(0.0) // HOUR
    advance(api.tenant, (hour + 4) * HOUR)  # events of the beginning have made room by then
    made = len(api.get(JOBS)["items"])
    advance(api.tenant, (hour + 7) * HOUR)
    assert len(api.get(JOBS)["items"]) == made
    events = api.get("/api/v1/namespaces/default/events")["items"]
    failed = [each["message"] for each in events if each["reason"] == "FailedCreate"]
    assert any("Error creating job" in message for message in failed)


def test_without_a_limit_any_number_is_made():
    api = ClusterApi()
    assert api.request("POST", SETS, a_set(300)).status == 201
    assert len(api.get(PODS)["items"]) == 300
