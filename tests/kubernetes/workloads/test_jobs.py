"""Jobs make pods until enough of them have succeeded, or too many have failed."""

import pytest

from tests.kubernetes.workloads.job_bodies import (
    JOBS,
    PODS,
    Batch,
    a_job,
    a_template,
    conditions,
)
from tests.support.cluster_writes import WritingApi

INDEX = "batch.kubernetes.io/job-completion-index"
TRACKING = "batch.kubernetes.io/job-tracking"
UID, NAME = "controller-uid", "job-name"
SUM = f"{JOBS}/sum"


@pytest.fixture
def batch(api):
    return Batch(api)


@pytest.fixture
def old():
    """A cluster of a version without labels with a prefix, and with one condition in the end."""
    api = WritingApi(version="1.26.3-aliyun.1")
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    return Batch(api)


# ---- what is made


def test_a_job_has_one_pod_that_refers_to_it(batch):
    made = batch.api.create(JOBS, a_job())

    (pod,) = batch.pods()
    uid = made["metadata"]["uid"]
    assert made["spec"]["selector"] == {"matchLabels": {f"batch.kubernetes.io/{UID}": uid}}
    assert pod["metadata"]["labels"] == {
        UID: uid,
        NAME: "sum",
        f"batch.kubernetes.io/{UID}": uid,
        f"batch.kubernetes.io/{NAME}": "sum",
    }
    assert pod["metadata"]["generateName"] == "sum-"
    assert pod["metadata"]["ownerReferences"][0]["uid"] == uid
    status = batch.status()
    assert (status["active"], status["ready"]) == (1, 0)
    assert status["startTime"] == made["metadata"]["creationTimestamp"]
    assert batch.events() == ["SuccessfulCreate"]
    assert batch.messages()["SuccessfulCreate"] == f"Created pod: {pod['metadata']['name']}"


def test_labels_have_no_prefix_before_1_27(old):
    made = old.api.create(JOBS, a_job())

    assert made["spec"]["selector"] == {"matchLabels": {UID: made["metadata"]["uid"]}}
    assert set(made["spec"]["template"]["metadata"]["labels"]) == {UID, NAME}


def test_a_selector_of_its_own_has_to_be_asked_for(batch):
    chosen = {
        "selector": {"matchLabels": {"app": "sum"}},
        "template": a_template(labels={"app": "sum"}),
    }

    refused = batch.api.call("POST", JOBS, a_job(**chosen))
    made = batch.api.create(JOBS, a_job(**chosen, manualSelector=True))

    assert refused.status == 422
    assert "not auto-generated" in refused.causes["spec.selector"]
    assert made["spec"]["selector"] == chosen["selector"]
    assert made["spec"]["template"]["metadata"]["labels"] == {"app": "sum"}
    assert batch.status()["active"] == 1


def test_a_job_is_not_replaced_by_what_it_was_created_from(batch):
    batch.api.create(JOBS, a_job())

    refused = batch.api.call("PUT", f"{JOBS}/{a_job()['metadata']['name']}", a_job())

    assert refused.status == 422
    assert refused.causes["spec.template"].endswith("field is immutable")
    assert {"spec.selector", "spec.template.metadata.labels"} <= refused.causes.keys()


def test_a_job_that_is_made_of_another_ones_body_is_refused(batch):
    made = batch.api.create(JOBS, a_job())
    made["metadata"] = {"name": "other"}
    del made["spec"]["selector"]

    refused = batch.api.call("POST", JOBS, made)

    assert refused.status == 422
    assert f"spec.template.metadata.labels[{NAME}]" in refused.causes


@pytest.mark.parametrize(
    ("spec", "field", "message"),
    [
        ({"parallelism": -1}, "spec.parallelism", "must be greater than or equal to 0"),
        ({"completionMode": "Indexed", "parallelism": 1}, "spec.completions",
         "when completion mode is Indexed"),
        ({"completionMode": "Other"}, "spec.completionMode", "supported values"),
        ({"podReplacementPolicy": "No"}, "spec.podReplacementPolicy", "supported values"),
        ({"backoffLimitPerIndex": 1}, "spec.backoffLimitPerIndex",
         "requires indexed completion mode"),
        ({"completionMode": "Indexed", "completions": 1, "parallelism": 100_001},
         "spec.parallelism", "must be less than or equal to 100000"),
    ],
)  # fmt: skip
def test_a_job_that_could_not_work_is_refused(batch, spec, field, message):
    refused = batch.api.call("POST", JOBS, a_job(**spec))

    assert refused.status == 422
    assert message in refused.causes[field]


def test_as_many_pods_as_may_run_at_a_time_and_no_more_than_are_missing(batch):
    batch.api.create(JOBS, a_job(completions=3, parallelism=2))
    assert len(batch.running()) == 2

    batch.finish(batch.running()[0])
    assert len(batch.running()) == 2

    batch.finish(batch.running()[0])
    assert len(batch.running()) == 1
    assert batch.status()["succeeded"] == 2


def test_parallelism_can_be_changed_and_surplus_pods_are_no_failures(batch):
    batch.api.create(JOBS, a_job(completions=9, parallelism=3))

    batch.change(SUM, parallelism=1)
    assert len(batch.pods()) == 1
    assert "failed" not in batch.status()

    batch.change(SUM, parallelism=4)
    assert len(batch.pods()) == 4


def test_more_than_500_pods_are_made_in_pieces(batch):
    batch.api.create(JOBS, a_job(completions=700, parallelism=700))
    assert batch.status()["active"] == 500

    batch.move(1)
    assert batch.status()["active"] == 700


def test_the_template_and_the_number_of_completions_stay(batch):
    batch.api.create(JOBS, a_job())
    made = batch.job()
    made["spec"]["template"]["spec"]["containers"][0]["image"] = "other"
    made["spec"]["completions"] = 2

    refused = batch.api.call("PUT", SUM, made)

    assert refused.status == 422
    assert set(refused.causes) == {"spec.template", "spec.completions"}


def test_where_pods_go_can_be_changed_while_a_job_is_suspended(batch):
    batch.api.create(JOBS, a_job(suspend=True))
    made = batch.job()
    made["spec"]["template"]["spec"]["nodeSelector"] = {"disk": "ssd"}
    batch.api.call("PUT", SUM, made).ok()

    batch.change(SUM, suspend=False)

    (pod,) = batch.pods()
    assert pod["spec"]["nodeSelector"] == {"disk": "ssd"}


# ---- success


def test_a_job_is_complete_when_enough_pods_have_succeeded(batch):
    batch.api.create(JOBS, a_job())
    batch.move(7)
    batch.finish(batch.pods()[0])

    status = batch.status()
    assert conditions(status) == {
        "SuccessCriteriaMet": "CompletionsReached",
        "Complete": "CompletionsReached",
    }
    assert status["succeeded"] == 1
    assert status["completionTime"] > status["startTime"]
    assert status["uncountedTerminatedPods"] == {}
    assert "active" not in status
    assert "finalizers" not in batch.pods()[0]["metadata"]
    assert batch.events() == ["SuccessfulCreate", "Completed"]


def test_before_1_31_there_is_one_condition_without_a_reason(old):
    old.api.create(JOBS, a_job())
    old.finish(old.pods()[0])

    assert conditions(old.status()) == {"Complete": ""}


def test_without_a_number_of_completions_any_success_ends_it_when_all_have_stopped(batch):
    batch.api.create(JOBS, a_job(parallelism=2))
    first, second = batch.pods()

    batch.finish(first)
    assert conditions(batch.status()) == {}
    assert len(batch.pods()) == 2

    batch.fail(second)
    assert "Complete" in conditions(batch.status())


def test_a_job_without_completions_is_complete_at_once(batch):
    batch.api.create(JOBS, a_job(completions=0))

    assert "Complete" in conditions(batch.status())
    assert batch.pods() == []


# ---- indexes


def test_pods_of_an_indexed_job_know_their_index(batch):
    batch.api.create(JOBS, a_job(completionMode="Indexed", completions=3, parallelism=2))

    pods = sorted(batch.pods(), key=lambda pod: pod["metadata"]["name"])
    assert [pod["metadata"]["name"][:6] for pod in pods] == ["sum-0-", "sum-1-"]
    for place, pod in enumerate(pods):
        assert pod["metadata"]["annotations"][INDEX] == str(place)
        assert pod["metadata"]["labels"][INDEX] == str(place)
        assert pod["spec"]["hostname"] == f"sum-{place}"
        (variable,) = pod["spec"]["containers"][0]["env"]
        assert variable["name"] == "JOB_COMPLETION_INDEX"
        assert variable["valueFrom"]["fieldRef"]["fieldPath"] == f"metadata.labels['{INDEX}']"


def test_the_status_of_an_indexed_job_says_which_indexes_are_done(batch):
    batch.api.create(JOBS, a_job(completionMode="Indexed", completions=6, parallelism=6))
    by_index = {pod["metadata"]["annotations"][INDEX]: pod for pod in batch.pods()}
    seen = []
    for place in "024315":
        batch.finish(by_index[place])
        seen.append(batch.status()["completedIndexes"])

    assert seen == ["0", "0,2", "0,2,4", "0,2-4", "0-4", "0-5"]
    assert "Complete" in conditions(batch.status())


def test_an_index_whose_pod_fails_gets_another_pod(batch):
    batch.api.create(JOBS, a_job(completionMode="Indexed", completions=2, parallelism=2))
    by_index = {pod["metadata"]["annotations"][INDEX]: pod for pod in batch.pods()}
    batch.fail(by_index["1"])
    batch.move(10)

    indexes = [pod["metadata"]["annotations"][INDEX] for pod in batch.running()]
    assert sorted(indexes) == ["0", "1"]


def test_each_index_fails_on_its_own_where_its_failures_are_limited(batch):
    spec = {"completionMode": "Indexed", "completions": 2, "parallelism": 2}
    batch.api.create(JOBS, a_job(**spec, backoffLimitPerIndex=1))
    by_index = {pod["metadata"]["annotations"][INDEX]: pod for pod in batch.pods()}
    batch.fail(by_index["1"])
    batch.move(10)
    again = next(p for p in batch.running() if p["metadata"]["annotations"][INDEX] == "1")
    failures = "batch.kubernetes.io/job-index-failure-count"
    assert again["metadata"]["annotations"][failures] == "1"

    batch.fail(again)
    assert batch.status()["failedIndexes"] == "1"
    assert conditions(batch.status()) == {}

    batch.finish(by_index["0"])
    assert conditions(batch.status())["Failed"] == "FailedIndexes"


def test_a_success_policy_ends_an_indexed_job_early(batch):
    spec = {"completionMode": "Indexed", "completions": 3, "parallelism": 3}
    rules = [{"succeededIndexes": "0-1", "succeededCount": 1}]
    batch.api.create(JOBS, a_job(**spec, successPolicy={"rules": rules}))
    by_index = {pod["metadata"]["annotations"][INDEX]: pod for pod in batch.pods()}
    batch.finish(by_index["2"])
    assert conditions(batch.status()) == {}

    batch.finish(by_index["1"])

    assert conditions(batch.status())["Complete"] == "SuccessPolicy"
    assert batch.running() == []


# ---- failure


def test_after_each_failure_in_a_row_the_next_pod_waits_twice_as_long(batch):
    batch.api.create(JOBS, a_job(backoffLimit=3))
    for wait in (10, 20, 40):
        batch.fail(batch.running()[0])
        batch.move(wait - 1)
        assert batch.running() == []
        batch.move(1)
        assert len(batch.running()) == 1

    batch.fail(batch.running()[0])

    status = batch.status()
    assert status["failed"] == 4
    assert conditions(status) == {
        "FailureTarget": "BackoffLimitExceeded",
        "Failed": "BackoffLimitExceeded",
    }
    assert batch.events()[-1] == "BackoffLimitExceeded"
    message = "Job has reached the specified backoff limit"
    assert batch.messages()["BackoffLimitExceeded"] == message


def test_before_1_31_a_failed_job_has_one_condition(old):
    old.api.create(JOBS, a_job(backoffLimit=0))
    old.fail(old.pods()[0])

    assert conditions(old.status()) == {"Failed": "BackoffLimitExceeded"}


def test_a_success_ends_the_waiting(batch):
    batch.api.create(JOBS, a_job(completions=4, parallelism=2))
    first, second = batch.running()
    batch.fail(first)
    assert len(batch.running()) == 1

    batch.finish(second)

    assert len(batch.running()) == 2


def test_pods_that_run_are_deleted_when_a_job_fails_and_count_as_failed(batch):
    batch.api.create(JOBS, a_job(completions=3, parallelism=3, backoffLimit=0))
    batch.fail(batch.pods()[0])

    assert batch.status()["failed"] == 3
    assert batch.running() == []


def test_restarts_count_where_containers_are_started_again(batch):
    batch.api.create(JOBS, a_job(policy="OnFailure", backoffLimit=2))
    (pod,) = batch.pods()
    status = {"name": "main", "ready": True, "restartCount": 2, "state": {"running": {}}}
    running = {"phase": "Running", "containerStatuses": [status]}
    batch.patch(f"{PODS}/{pod['metadata']['name']}/status", {"status": running})

    assert conditions(batch.status())["Failed"] == "BackoffLimitExceeded"


def test_a_pod_that_somebody_deletes_is_a_failure_and_is_replaced(batch):
    batch.api.create(JOBS, a_job())
    (pod,) = batch.pods()
    batch.api.call("DELETE", f"{PODS}/{pod['metadata']['name']}").ok()

    assert batch.status()["failed"] == 1
    assert batch.pods() == []
    batch.move(10)
    assert len(batch.running()) == 1


def test_pods_that_are_deleted_after_they_were_counted_stay_counted(batch):
    batch.api.create(JOBS, a_job(completions=3, parallelism=1))
    for _ in range(2):
        batch.finish(batch.running()[0])
    batch.api.call("DELETE", PODS).ok()
    batch.move(10)
    batch.finish(batch.running()[0])

    assert batch.status()["succeeded"] == 3
    assert "Complete" in conditions(batch.status())


def test_a_job_fails_when_it_has_run_for_too_long(batch):
    batch.api.create(JOBS, a_job(activeDeadlineSeconds=60))
    batch.move(59)
    assert conditions(batch.status()) == {}
    batch.move(1)

    assert conditions(batch.status())["Failed"] == "DeadlineExceeded"
    assert batch.pods() == []
    assert batch.events()[-1] == "DeadlineExceeded"


def test_a_failure_policy_decides_by_the_code_of_a_container(batch):
    rules = [
        {"action": "FailJob", "onExitCodes": {"operator": "In", "values": [42]}},
        {"action": "Ignore", "onExitCodes": {"operator": "In", "values": [7]}},
    ]
    batch.api.create(JOBS, a_job(podFailurePolicy={"rules": rules}))
    batch.fail(batch.running()[0], 7)
    assert "failed" not in batch.status()

    pod = batch.running()[0]
    batch.fail(pod, 42)

    status = batch.status()
    assert conditions(status)["Failed"] == "PodFailurePolicy"
    (failed,) = [each for each in status["conditions"] if each["type"] == "Failed"]
    assert failed["message"] == (
        f"Container main for pod shop/{pod['metadata']['name']} failed with exit code 42"
        " matching FailJob rule at index 0"
    )


# ---- suspending, and the end


def test_a_suspended_job_has_no_pods_until_it_is_resumed(batch):
    batch.api.create(JOBS, a_job(suspend=True))
    assert batch.pods() == []
    assert conditions(batch.status()) == {"Suspended": "JobSuspended"}
    assert "startTime" not in batch.status()

    batch.move(60)
    batch.change(SUM, suspend=False)

    assert len(batch.pods()) == 1
    assert conditions(batch.status()) == {}
    assert batch.status()["startTime"] > batch.job()["metadata"]["creationTimestamp"]
    assert batch.events() == ["Suspended", "SuccessfulCreate", "Resumed"]


def test_suspending_deletes_pods_and_stops_the_deadline(batch):
    batch.api.create(JOBS, a_job(activeDeadlineSeconds=60))
    batch.move(50)
    batch.change(SUM, suspend=True)
    assert batch.pods() == []
    assert "failed" not in batch.status()

    batch.move(1000)
    batch.change(SUM, suspend=False)
    batch.move(59)
    assert conditions(batch.status()) == {}
    batch.move(1)
    assert conditions(batch.status())["Failed"] == "DeadlineExceeded"


def test_a_job_goes_with_its_pods_some_time_after_its_end(batch):
    batch.api.create(JOBS, a_job(ttlSecondsAfterFinished=30))
    batch.finish(batch.pods()[0])
    batch.move(29)
    assert batch.names() == ["sum"]
    batch.move(1)

    assert batch.names() == []
    assert batch.pods() == []


def test_a_job_that_is_to_go_at_once_goes_at_once(batch):
    batch.api.create(JOBS, a_job(ttlSecondsAfterFinished=0))
    batch.finish(batch.pods()[0])

    assert batch.names() == []


@pytest.mark.parametrize("policy", ["Background", "Foreground"])
def test_the_pods_of_a_job_that_is_deleted_go_with_it(batch, policy):
    batch.api.create(JOBS, a_job(parallelism=2, completions=2))
    batch.api.call("DELETE", SUM, {"propagationPolicy": policy}).ok()

    assert batch.names() == []
    assert batch.pods() == []


def test_pods_that_a_job_leaves_behind_are_not_held_any_more(batch):
    batch.api.create(JOBS, a_job())
    batch.api.call("DELETE", SUM, {"propagationPolicy": "Orphan"}).ok()

    (pod,) = batch.pods()
    assert "finalizers" not in pod["metadata"]
    assert "ownerReferences" not in pod["metadata"]


def test_nothing_is_due_for_a_job_that_is_gone(batch):
    batch.api.create(JOBS, a_job(activeDeadlineSeconds=60))
    batch.fail(batch.pods()[0])
    batch.api.call("DELETE", SUM).ok()

    kinds = {timer.kind for timer in batch.api.tenant.world.kubernetes_timers}
    assert not kinds & {"job", "job-back-off", "time-to-live"}


def test_a_job_that_another_controller_manages_is_left_alone(batch):
    batch.api.create(JOBS, a_job(managedBy="example.com/other"))

    assert batch.pods() == []
    assert batch.status() == {}
