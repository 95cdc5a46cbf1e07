"""Rules of scenarios that act on pods: whom they mean, what is seen of it, and what is recorded."""

from typing import Any

import pytest
from cs_simulator.domain.records import Decision
from cs_simulator.engine import rule_counters, scenario
from cs_simulator.kubernetes.workloads.pod_life import faults
from cs_simulator.scenarios.rules.fault_filter import FaultFilter
from cs_simulator.scenarios.rules.pods import PodEffect

from tests.support.cluster_api import ClusterApi
from tests.support.cluster_nodes import (
    a_cluster,
    a_pod,
    lose,
    move,
    node_object,
    node_objects,
    recover,
)
from tests.support.kubernetes import a_running
from tests.support.pod_lives import conditions, on_node, pod, reasons, state, states
from tests.support.pools import a_pool
from tests.support.replicas import is_ready
from tests.support.worlds import a_tenant

DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments"
CRON_JOBS = "/apis/batch/v1/namespaces/default/cronjobs"
PROBED = [{"name": "app", "image": "nginx", "readinessProbe": {"httpGet": {"port": 80}}}]
Body = dict[str, Any]


@pytest.fixture
def api():
    return a_cluster()


def under(api: ClusterApi, *rules: Body) -> None:
    """Have rules in force, which are called ``a``, ``b`` and so on."""
    source = {
        "apiVersion": "simulator/v1",
        "kind": "Scenario",
        "metadata": {"name": "x"},
        "rules": [{"id": id_, **rule} for id_, rule in zip("abc", rules, strict=False)],
    }
    api.tenant.change(0.0, lambda unit: scenario.begin(unit, source))


def hurts(api: ClusterApi, when: Body, **rule: Any) -> None:
    """Have a rule in force by which pods are never ready."""
    under(api, {"when": when, "then": "never_ready", **rule})


def make(api: ClusterApi, path: str, body: Body) -> None:
    """Make an object."""
    answer = api.request("POST", path, body)
    assert answer.status == 201, answer


def a_deployment(
    api: ClusterApi, replicas: int = 1, name: str = "web", seconds: float = 60, **spec: Any
) -> None:
    """Make a Deployment, and let its pods come."""
    template = {
        "metadata": {"labels": {"app": name}},
        "spec": {"containers": [{"name": "app", "image": "nginx"}], **spec},
    }
    wanted = {
        "replicas": replicas,
        "selector": {"matchLabels": {"app": name}},
        "template": template,
        "progressDeadlineSeconds": 30,
    }
    make(api, DEPLOYMENTS, {"metadata": {"name": name}, "spec": wanted})
    move(api.tenant, seconds)


def ready_replicas(api: ClusterApi, name: str = "web") -> int:
    """How many pods of a Deployment are ready."""
    return api.get(f"{DEPLOYMENTS}/{name}")["status"].get("readyReplicas", 0)


def progress(api: ClusterApi) -> str:
    """Why the Deployment ``web`` goes on, or does not."""
    conditions = api.get(f"{DEPLOYMENTS}/web")["status"]["conditions"]
    (found,) = [each["reason"] for each in conditions if each["type"] == "Progressing"]
    return str(found)


def pods_of(api: ClusterApi) -> list[Body]:
    """The pods of the namespace ``default``, the oldest first."""
    items = api.get("/api/v1/namespaces/default/pods")["items"]
    return sorted(items, key=lambda each: int(each["metadata"]["resourceVersion"]))


def decisions(api: ClusterApi) -> list[Decision]:
    """The decisions so far."""
    return [line for line in api.tenant.changes.entries if isinstance(line, Decision)]


# ---- what is seen of each kind


def test_a_rollout_stands_still_while_an_image_cannot_be_pulled_and_then_goes_on(api):
    under(api, {"when": {"namespace": "default"}, "then": {"image_pull_fails": 2}})
    a_deployment(api, seconds=20)
    (found,) = pods_of(api)
    name = found["metadata"]["name"]

    assert found["status"]["phase"] == "Pending"
    assert ready_replicas(api) == 0
    assert {"Failed", "BackOff", "Pulling"} <= reasons(api, name).keys()
    move(api.tenant, 30)
    assert ready_replicas(api) == 1
    assert reasons(api, name)["Pulled"] == 1


def test_a_rollout_whose_image_can_never_be_pulled_exceeds_its_deadline(api):
    under(api, {"when": {"namespace": "default"}, "then": "image_pull_fails"})
    a_deployment(api, seconds=600)

    assert progress(api) == "ProgressDeadlineExceeded"
    assert state(api, pods_of(api)[0]["metadata"]["name"]) == "0/1 ImagePullBackOff 0"


def test_a_registry_says_what_the_rule_says(api):
    then = {"image_pull_fails": {"message": "pull access denied"}}
    under(api, {"when": {"namespace": "default"}, "then": then})
    on_node(api)
    move(api.tenant, 9)

    (status,) = pod(api)["status"]["containerStatuses"]
    assert status["state"]["waiting"] == {"reason": "ErrImagePull", "message": "pull access denied"}


def test_a_container_crashes_as_often_as_the_rule_says(api):
    then = {"crash_loop": {"times": 2, "after": "5s", "exit_code": 3}}
    under(api, {"when": {"namespace": "default"}, "then": then})
    on_node(api)
    move(api.tenant, 120)

    (status,) = pod(api)["status"]["containerStatuses"]
    assert state(api) == "1/1 Running 2"
    ended = status["lastState"]["terminated"]
    assert (ended["exitCode"], ended["reason"]) == (3, "Error")
    lived = [ended["startedAt"][-3:-1], ended["finishedAt"][-3:-1]]
    assert (int(lived[1]) - int(lived[0])) % 60 == 5


def test_a_deployment_whose_pods_crash_for_ever_is_not_available(api):
    under(api, {"when": {"namespace": "default"}, "then": "crash_loop"})
    a_deployment(api, replicas=2, seconds=600)

    assert {state(api, each["metadata"]["name"])[4:20] for each in pods_of(api)} == {
        "CrashLoopBackOff"
    }
    assert ready_replicas(api) == 0


def test_a_pod_that_is_never_ready_runs_and_keeps_its_deployment_waiting(api):
    hurts(api, {"namespace": "default"})
    a_deployment(api, seconds=100, containers=PROBED)
    (found,) = pods_of(api)

    assert found["status"]["phase"] == "Running"
    assert ready_replicas(api) == 0
    assert reasons(api, found["metadata"]["name"])["Unhealthy"] == 1
    assert progress(api) == "ProgressDeadlineExceeded"


def test_a_pod_in_place_of_the_one_that_was_hurt_is_another_match(api):
    hurts(api, {"namespace": "default"}, fire={"times": 1})
    a_deployment(api)
    (hurt,) = pods_of(api)
    api.request("DELETE", f"/api/v1/namespaces/default/pods/{hurt['metadata']['name']}")

    move(api.tenant, 60)

    assert ready_replicas(api) == 1
    assert progress(api) == "NewReplicaSetAvailable"


def test_a_container_runs_out_of_memory_some_minutes_after_each_start(api):
    under(api, {"when": {"namespace": "default"}, "then": {"out_of_memory": "3m"}})
    on_node(api)
    move(api.tenant, 170)
    assert state(api) == "1/1 Running 0"

    move(api.tenant, 20)
    assert state(api) == "1/1 Running 1"
    move(api.tenant, 180)

    (status,) = pod(api)["status"]["containerStatuses"]
    assert state(api) == "0/1 CrashLoopBackOff 1"
    ended = status["lastState"]["terminated"]
    assert (ended["exitCode"], ended["reason"]) == (137, "OOMKilled")


def test_a_container_may_run_out_of_memory_once(api):
    then = {"out_of_memory": {"after": "1m", "times": 1}}
    under(api, {"when": {"namespace": "default"}, "then": then})
    on_node(api)
    move(api.tenant, 1000)

    assert state(api) == "1/1 Running 1"


def test_a_deployment_replaces_a_pod_that_was_evicted(api):
    then = {"evicted": {"after": "1m", "message": "The node was low on disk."}}
    when = {"kind": "Deployment"}
    under(api, {"when": {**when, "namespace": "default"}, "fire": {"times": 1}, "then": then})
    a_deployment(api, seconds=50)
    assert ready_replicas(api) == 1
    move(api.tenant, 60)

    phases = sorted(each["status"]["phase"] for each in pods_of(api))
    (evicted,) = [each for each in pods_of(api) if each["status"]["phase"] == "Failed"]
    assert phases == ["Failed", "Running"]
    assert evicted["status"]["reason"] == "Evicted"
    assert evicted["status"]["message"] == "The node was low on disk."
    assert reasons(api, evicted["metadata"]["name"])["Evicted"] == 1
    assert ready_replicas(api) == 1


@pytest.mark.parametrize("takes", [{"takes": "2m"}, {"more": "2m"}, {"factor": 60}])
def test_a_pod_is_slow_to_start_in_the_stage_that_is_meant(api, takes):
    when = {"namespace": "default", "stage": "start"}
    under(api, {"phase": "pod", "when": when, "then": {"slow": takes}})
    on_node(api)
    move(api.tenant, 60)
    assert pod(api)["status"]["podIP"]
    assert state(api) == "0/1 ContainerCreating 0"

    move(api.tenant, 140)

    assert state(api) == "1/1 Running 0"


def test_what_a_stage_takes_instead_is_drawn_by_the_names_of_the_pod(api):
    takes = {"takes": {"uniform": ["1m", "9m"]}}
    rule = {"phase": "pod", "when": {"namespace": "default", "stage": "pull"}}
    under(api, {**rule, "then": {"slow": takes}})
    on_node(api)
    on_node(api, "other")
    move(api.tenant, 600)

    twin = a_cluster()
    under(twin, {**rule, "then": {"slow": takes}})
    on_node(twin, "other")
    move(twin.tenant, 600)

    ready = [_running_since(api, "web"), _running_since(api, "other")]
    assert ready[0] != ready[1]
    assert _running_since(twin, "other") == ready[1]


def _running_since(api: ClusterApi, name: str) -> str:
    found = pod(api, name)["status"]["containerStatuses"][0]["state"]["running"]["startedAt"]
    return str(found)


@pytest.mark.parametrize("then", [{"takes": "2m"}, {"more": "2m"}])
def test_a_pod_without_a_probe_is_ready_late_if_that_is_slow(api, then):
    when = {"namespace": "default", "stage": "ready"}
    under(api, {"phase": "pod", "when": when, "then": {"slow": then}})
    on_node(api)
    move(api.tenant, 100)
    assert state(api) == "0/1 Running 0"

    move(api.tenant, 60)

    assert state(api) == "1/1 Running 0"


@pytest.mark.parametrize(
    ("then", "seconds"), [({"takes": "2m"}, 120), ({"more": "2m"}, 125), ({"factor": 30}, 150)]
)
def test_a_pod_that_has_an_end_comes_to_it_late_if_that_is_slow(api, then, seconds):
    when = {"namespace": "default", "stage": "complete"}
    under(api, {"phase": "pod", "when": when, "then": {"slow": then}})
    on_node(api, restartPolicy="Never")
    move(api.tenant, 600)

    ended = pod(api)["status"]["containerStatuses"][0]["state"]["terminated"]
    started, finished = (
        int(ended[key][-6:-4]) * 60 + int(ended[key][-3:-1]) for key in ("startedAt", "finishedAt")
    )
    assert (finished - started) % 3600 == seconds


# ---- whom a rule means


@pytest.mark.parametrize(
    "when",
    [
        {"namespace": "default"},
        {"namespace": "def*"},
        {"kind": "Deployment"},
        {"kind": "ReplicaSet"},
        {"kind": "Pod"},
        {"kind": ["Job", "Deploy*"]},
        {"name": "web"},
        {"name": "web-*"},
        {"kind": "Deployment", "name": "web"},
        {"kind": "ReplicaSet", "name": "web-*"},
        {"image": "nginx"},
        {"image": "docker.io/library/nginx:latest"},
        {"image": "*/nginx:*"},
        {"node": "cn-beijing.*"},
        {"cluster": "*"},
        {"cluster": "/./"},
        {"cluster_type": "ManagedKubernetes"},
        {"node_pool": "pool"},
        {"region_id": "cn-beijing"},
        {"zone_id": "cn-beijing-*"},
        {"instance_type": "ecs.*"},
        {"state": "running"},
        {"account": "default"},
        {"stage": "ready"},
    ],
)
def test_a_rule_means_the_pods_of_a_deployment(api, when):
    hurts(api, when)
    a_deployment(api)

    assert ready_replicas(api) == 0


@pytest.mark.parametrize(
    "when",
    [
        {"namespace": "kube-*"},
        {"kind": "Job"},
        {"name": "we"},
        {"name": "other*"},
        {"kind": "ReplicaSet", "name": "web"},
        {"kind": "Pod", "name": "web"},
        {"kind": "Deployment", "name": "web-*"},
        {"image": "nginx:1*"},
        {"image": "ngin"},
        {"node": "nowhere"},
        {"cluster": "nowhere"},
        {"cluster_type": "swarm"},
        {"node_pool": "others"},
        {"region_id": "cn-hangzhou"},
        {"zone_id": "cn-hangzhou-*"},
        {"instance_type": "ecs.no*"},
        {"state": "initial"},
        {"account": "others"},
        {"operation": "k8s:*"},
    ],
)
def test_a_rule_leaves_other_pods_alone(api, when):
    hurts(api, when)
    a_deployment(api)

    assert ready_replicas(api) == 1


def test_a_rule_about_a_cron_job_means_the_pods_of_its_jobs(api):
    under(api, {"when": {"kind": "CronJob", "name": "tidy"}, "then": "image_pull_fails"})
    containers = [{"name": "app", "image": "busybox"}]
    job = {"template": {"spec": {"restartPolicy": "Never", "containers": containers}}}
    body = {
        "metadata": {"name": "tidy"},
        "spec": {"schedule": "* * * * *", "jobTemplate": {"spec": job}},
    }
    make(api, CRON_JOBS, body)
    move(api.tenant, 90)

    (found, *_) = pods_of(api)
    assert state(api, found["metadata"]["name"]).split()[1] in ("ImagePullBackOff", "ErrImagePull")


def test_a_rule_means_a_pod_without_an_owner_by_its_own_name(api):
    hurts(api, {"kind": "Pod", "name": "web"})
    on_node(api)
    on_node(api, "other")
    move(api.tenant, 60)

    assert (state(api), state(api, "other")) == ("0/1 Running 0", "1/1 Running 0")


def test_a_rule_about_a_node_means_the_pods_on_it(api):
    hurts(api, {"node": node_object(api)["metadata"]["name"]})
    on_node(api)
    move(api.tenant, 60)

    assert state(api) == "0/1 Running 0"


TWO = [{"name": "app", "image": "nginx"}, {"name": "side", "image": "envoy:1"}]


@pytest.mark.parametrize(
    ("when", "parameters", "waiting"),
    [
        ({}, {}, "app"),
        ({"image": "envoy*"}, {}, "side"),
        ({"image": "docker.io/library/envoy:*"}, {}, "side"),
        ({}, {"container": "side"}, "side"),
        ({"image": "envoy*"}, {"container": "app"}, "app"),
        ({"image": "*"}, {}, "app"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "reason"),
    [("crash_loop", "CrashLoopBackOff"), ("image_pull_fails", "ImagePullBackOff"),
     ("out_of_memory", "CrashLoopBackOff")],
)  # fmt: skip
def test_a_fault_is_of_the_container_that_is_meant(api, kind, reason, when, parameters, waiting):
    more = {"after": "1s"} if kind == "out_of_memory" else {}
    rule = {"when": {"namespace": "default", **when}, "then": {kind: {**parameters, **more}}}
    under(api, rule)
    on_node(api, containers=TWO)
    move(api.tenant, 120)

    found = {
        each["name"]: each["state"].get("waiting", {}).get("reason")
        for each in pod(api)["status"]["containerStatuses"]
    }
    assert found[waiting] == reason
    assert reason not in {found[name] for name in found if name != waiting}


@pytest.mark.parametrize("kind", ["crash_loop", "image_pull_fails", "out_of_memory"])
def test_a_pod_without_the_container_is_let_through(api, kind):
    then = {kind: {"container": "side"}}
    under(api, {"when": {"namespace": "default"}, "then": then})
    on_node(api)
    move(api.tenant, 600)

    assert state(api) == "1/1 Running 0"
    assert [each.outcome for each in decisions(api)] == ["let through"]


def test_an_image_of_an_init_container_counts_where_images_are_pulled(api):
    first = [{"name": "first", "image": "busybox"}]
    under(
        api,
        {"when": {"image": "busybox"}, "then": "image_pull_fails"},
        {"when": {"image": "busybox"}, "then": "crash_loop"},
    )
    on_node(api, initContainers=first)
    move(api.tenant, 60)

    assert pod(api)["status"]["initContainerStatuses"][0]["state"]["waiting"]["reason"] in (
        "ImagePullBackOff", "ErrImagePull",
    )  # fmt: skip
    assert [each.rule for each in decisions(api)] == ["a"]


def test_an_image_of_an_init_container_does_not_count_where_the_others_start(api):
    under(api, {"when": {"image": "busybox"}, "then": "crash_loop"})
    on_node(api, initContainers=[{"name": "first", "image": "busybox"}])
    move(api.tenant, 60)

    assert state(api) == "1/1 Running 0"


def test_an_init_container_is_slow_if_its_image_is_meant(api):
    when = {"stage": "init", "image": "busybox"}
    under(api, {"phase": "pod", "when": when, "then": {"slow": {"takes": "2m"}}})
    on_node(api, initContainers=[{"name": "first", "image": "busybox"}])
    move(api.tenant, 60)

    assert state(api) == "0/1 Init:0/1 0"


# ---- what is decided, and when


def test_a_decision_is_recorded_once_with_the_pod_and_its_stage(api):
    under(api, {"when": {"namespace": "default"}, "then": {"image_pull_fails": 3}})
    on_node(api)
    move(api.tenant, 300)

    (found,) = decisions(api)
    node = node_object(api)
    assert (found.pod, found.stage, found.phase, found.outcome) == (
        "default/web", "pull", "pod", "fired",
    )  # fmt: skip
    assert found.kind == "image_pull_fails"
    assert (found.cluster_id, found.operation, found.task_id) == (api.cluster_id, "", "")
    assert found.instance_id in node["spec"]["providerID"]
    count = rule_counters.totals(api.tenant.world.rule_counters)["a"]
    assert (count.matched, count.fired) == (1, 1)


def test_the_first_rule_that_acts_in_a_stage_wins(api):
    everywhere = {"namespace": "default"}
    under(
        api,
        {"when": {"name": "other"}, "then": "crash_loop"},
        {"when": everywhere, "then": {"evicted": "20s"}},
    )
    on_node(api)
    on_node(api, "other")
    move(api.tenant, 120)

    assert pod(api)["status"].get("reason") == "Evicted"
    assert state(api, "other").split()[1] == "CrashLoopBackOff"


def test_a_pod_may_have_one_fault_in_each_stage(api):
    everywhere = {"namespace": "default"}
    under(
        api,
        {"when": everywhere, "then": {"image_pull_fails": 1}},
        {"when": everywhere, "then": {"crash_loop": 1}},
        {"when": everywhere, "then": "never_ready"},
    )
    on_node(api)

    assert states(api, 120) == [
        "0/1 ContainerCreating 0",
        "0/1 ErrImagePull 0",
        "0/1 ImagePullBackOff 0",
        "0/1 ContainerCreating 0",
        "0/1 Running 0",
        "0/1 Running 1",
    ]
    assert conditions(api)["Ready"] == "ContainersNotReady"


def test_what_was_decided_stays_when_the_rule_is_taken_away(api):
    under(api, {"when": {"namespace": "default"}, "then": "crash_loop"})
    on_node(api)
    move(api.tenant, 60)
    api.tenant.change(0.0, scenario.end)
    on_node(api, "other")
    move(api.tenant, 300)

    assert state(api).split()[1] == "CrashLoopBackOff"
    assert state(api, "other") == "1/1 Running 0"


def test_draws_depend_on_the_names_of_cluster_and_pod_alone(api):
    rule = {"when": {"namespace": "default"}, "fire": {"probability": 0.5}, "then": "never_ready"}
    names = [f"web-{number}" for number in range(12)]
    twin = a_cluster()
    for cluster, order in ((api, names), (twin, names[::-1])):
        under(cluster, rule)
        for name in order:
            on_node(cluster, name)
        move(cluster.tenant, 60)

    hurt = [name for name in names if state(api, name) == "0/1 Running 0"]
    assert 2 < len(hurt) < 10
    assert hurt == [name for name in names if state(twin, name) == "0/1 Running 0"]


def test_each_stage_draws_by_itself(api):
    when = {"namespace": "default", "stage": ["pull", "start"]}
    rule = {"phase": "pod", "fire": {"probability": 0.5}, "then": {"slow": 2}}
    under(api, {"when": when, **rule})
    for number in range(8):
        on_node(api, f"web-{number}")
    move(api.tenant, 60)

    drawn: dict[str, dict[str, str]] = {"pull": {}, "start": {}}
    for each in decisions(api):
        drawn[each.stage][each.pod] = each.draw
    assert drawn["pull"].keys() == drawn["start"].keys()
    assert not drawn["pull"].items() & drawn["start"].items()


def test_a_pod_whose_node_is_away_while_it_stops_is_decided_about_once(api):
    when = {"namespace": "default", "stage": "terminate"}
    under(api, {"phase": "pod", "when": when, "fire": {"nth": 2}, "then": {"slow": {"more": "5m"}}})
    on_node(api)
    move(api.tenant, 60)
    api.request("DELETE", "/api/v1/namespaces/default/pods/web?gracePeriodSeconds=600")
    lose(api)
    move(api.tenant, 120)
    recover(api)
    move(api.tenant, 60)

    assert pods_of(api) == []
    assert [each.outcome for each in decisions(api)] == ["not for match 1"]


def test_pods_of_the_system_are_pods_too(api):
    hurts(api, {"kind": "Deployment", "name": "coredns"})
    items = api.get("/api/v1/namespaces/kube-system/pods?labelSelector=k8s-app%3Dkube-dns")["items"]
    for each in items:
        api.request("DELETE", f"/api/v1/namespaces/kube-system/pods/{each['metadata']['name']}")
    move(api.tenant, 120)

    assert {each.pod[:20] for each in decisions(api)} == {"kube-system/coredns-"}
    assert len(decisions(api)) == len(items)


def test_a_pod_to_which_nothing_happens_keeps_nothing(api):
    hurts(api, {"namespace": "others"})
    on_node(api)
    move(api.tenant, 60)

    assert [each.kind for each in api.tenant.world.cluster_entries if "pod" in each.kind] == []


def test_matches_are_counted_for_each_node_pool():
    api = a_cluster()
    a_pool(api.tenant, api.cluster_id, "other", 1)
    hurts(api, {"namespace": "default"}, fire={"times": 1, "per": "node_pool"})
    for node in node_objects(api):
        for number in (1, 2):
            a_pod(api, f"{node['metadata']['name']}-{number}", node)
    move(api.tenant, 60)

    hurt = [each["spec"]["nodeName"] for each in pods_of(api) if not is_ready(each)]
    assert sorted(hurt) == sorted(node["metadata"]["name"] for node in node_objects(api))


def test_a_rule_means_the_zone_of_the_node():
    api = a_cluster(scaling_group={"vswitch_ids": ["vsw-2zedefaulta"]})
    zone = node_object(api)["metadata"]["labels"]["topology.kubernetes.io/zone"]
    hurts(api, {"zone_id": zone, "namespace": "default"})
    on_node(api)
    move(api.tenant, 60)

    assert zone != api.tenant.world.clusters[api.cluster_id].zone_id
    assert state(api) == "0/1 Running 0"


def test_a_rule_means_a_node_pool_by_its_id(api):
    (pool_id,) = [group.group_id for group in api.tenant.world.node_groups if group.name == "pool"]
    hurts(api, {"node_pool": pool_id})
    on_node(api)
    move(api.tenant, 60)

    assert state(api) == "0/1 Running 0"


def test_an_owner_that_does_not_control_a_pod_is_not_meant(api):
    make(api, "/api/v1/namespaces/default/configmaps", {"metadata": {"name": "owner"}})
    owner = api.get("/api/v1/namespaces/default/configmaps/owner")["metadata"]
    reference = {"apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": owner["uid"]}
    hurts(api, {"kind": "ConfigMap"})
    on_node(api, metadata={"ownerReferences": [reference]})
    on_node(api, "other", metadata={"ownerReferences": [{**reference, "controller": True}]})
    move(api.tenant, 60)

    assert (state(api), state(api, "other")) == ("1/1 Running 0", "0/1 Running 0")


def test_a_pod_may_be_evicted_as_soon_as_it_has_started(api):
    under(api, {"when": {"namespace": "default"}, "then": {"evicted": 0}})
    on_node(api)
    move(api.tenant, 60)

    assert pod(api)["status"]["reason"] == "Evicted"


def test_a_stage_may_take_no_time(api):
    rule = {"phase": "pod", "when": {"namespace": "default"}, "then": {"slow": {"takes": 0}}}
    under(api, rule)
    on_node(api)
    move(api.tenant, 0.1)

    assert state(api) == "1/1 Running 0"


def test_a_draw_depends_on_the_name_of_the_cluster():
    fire = {"probability": 0.5, "per": "all"}
    rule = {"when": {"namespace": "default"}, "fire": fire, "then": "never_ready"}
    drawn = []
    for name in ("one", "two"):
        tenant = a_tenant()
        api = ClusterApi(tenant, a_running(tenant, name=name))
        a_pool(tenant, api.cluster_id, "pool", 1)
        under(api, rule)
        on_node(api)
        move(tenant, 60)
        drawn.append([each.draw for each in decisions(api)])

    assert len(drawn[0]) == len(drawn[1]) == 1
    assert drawn[0] != drawn[1]


def test_an_occurrence_says_which_cluster_and_which_pod(api):
    api.tenant.world.fault_filter = FaultFilter()
    hurts(api, {"namespace": "default"})
    on_node(api)
    move(api.tenant, 60)

    cluster = api.tenant.world.clusters[api.cluster_id].name
    (occurrence,) = api.tenant.world.fault_filter.acted
    assert (occurrence.cluster, occurrence.stage) == (f"{cluster}/default/web", "ready")


class Unread(dict[str, Any]):
    """A body that nobody may look at."""

    def __getitem__(self, key: str) -> Any:
        raise AssertionError(key)

    def get(self, key: str, default: Any = None) -> Any:
        raise AssertionError(key)


@pytest.mark.parametrize(
    "rule",
    [
        {"then": "outage"},
        {"phase": "provision", "then": "stuck"},
        {"when": {"stage": "start"}, "then": "crash_loop"},
        {"when": {"cluster": "elsewhere"}, "then": "never_ready"},
    ],
)
def test_a_pod_is_not_even_looked_at_without_a_rule_that_may_mean_it(api, rule):
    under(api, rule)
    found = api.tenant.change(
        0.0,
        lambda unit: faults.decide(unit, unit.world.clusters[api.cluster_id], Unread(), "pull"),
    )

    assert found == PodEffect()
