"""Pods that wait are put onto nodes, by what both say."""

import pytest

from tests.support.scheduling import (
    NODES,
    PODS,
    a_node,
    a_pod,
    node_of,
    patch,
    scheduled,
    where,
    why_not,
)

HOST = "kubernetes.io/hostname"
UNMATCHED = "node(s) didn't match Pod's node affinity/selector"


def test_a_pod_gets_a_node_and_an_event_says_so(api):
    a_node(api, "one")

    a_pod(api, "web")

    assert node_of(api, "web") == "one"
    assert scheduled(api, "web")["status"] == "True"
    events = api.get("/api/v1/namespaces/shop/events")["items"]
    (event,) = [each for each in events if each["reason"] == "Scheduled"]
    assert event["type"] == "Normal"
    assert event["message"] == "Successfully assigned shop/web to one"
    assert event["source"]["component"] == "default-scheduler"


def test_without_nodes_a_pod_waits_until_one_comes(api):
    a_pod(api, "web")
    assert scheduled(api, "web")["message"] == "no nodes available to schedule pods"

    a_node(api, "one")

    assert node_of(api, "web") == "one"


def test_the_event_of_a_pod_without_a_node_says_what_each_node_lacks(api):
    a_node(api, "one", size={"cpu": "1"})
    a_node(api, "two", size={"cpu": "1"})
    a_node(api, "three", taints=[{"key": "gpu", "value": "a", "effect": "NoSchedule"}])

    a_pod(api, "web", requests={"cpu": "2"})

    message = (
        "0/3 nodes are available: 1 node(s) had untolerated taint {gpu: a}, 2 Insufficient cpu."
        " preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."
    )
    found = scheduled(api, "web")
    assert (found["status"], found["reason"]) == ("False", "Unschedulable")
    assert found["message"] == message
    (event,) = api.get("/api/v1/namespaces/shop/events")["items"]
    assert (event["type"], event["reason"]) == ("Warning", "FailedScheduling")
    assert event["message"] == message


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ({"nodeSelector": {"disk": "ssd"}}, UNMATCHED),
        ({"requests": {"cpu": "5"}}, "Insufficient cpu"),
        ({"requests": {"memory": "17Gi"}}, "Insufficient memory"),
        ({"requests": {"ephemeral-storage": "1Gi"}}, "Insufficient ephemeral-storage"),
        ({"requests": {"aliyun.com/gpu-mem": "1"}}, "Insufficient aliyun.com/gpu-mem"),
    ],
)
def test_a_node_that_will_not_do_is_left_out_with_the_reason(api, spec, reason):
    a_node(api, "one")

    a_pod(api, "web", **spec)

    assert why_not(api, "web") == f"0/1 nodes are available: 1 {reason}."


def test_a_node_is_left_out_when_it_has_as_many_pods_as_it_runs(api):
    a_node(api, "one", size={"pods": "1"})
    a_pod(api, "first")

    a_pod(api, "web")

    assert why_not(api, "web") == "0/1 nodes are available: 1 Too many pods."


def test_what_has_no_room_is_bound_when_another_pod_goes(api):
    a_node(api, "one")
    a_pod(api, "first", requests={"cpu": "3"})
    a_pod(api, "web", requests={"cpu": "3"})
    assert why_not(api, "web") == "0/1 nodes are available: 1 Insufficient cpu."

    api.call("DELETE", f"{PODS}/first?gracePeriodSeconds=0").ok()

    assert node_of(api, "web") == "one"


def test_a_pod_that_has_ended_takes_no_room(api):
    a_node(api, "one")
    a_pod(api, "first", requests={"cpu": "3"})
    a_pod(api, "web", requests={"cpu": "3"})

    patch(api, f"{PODS}/first/status", {"status": {"phase": "Succeeded"}})

    assert node_of(api, "web") == "one"


def test_a_container_that_comes_first_asks_for_its_own_time_alone(api):
    a_node(api, "one")
    first = {"name": "first", "image": "a", "resources": {"requests": {"cpu": "4"}}}

    a_pod(api, "web", requests={"cpu": "3"}, initContainers=[first])
    assert node_of(api, "web") == "one"
    api.call("DELETE", f"{PODS}/web?gracePeriodSeconds=0").ok()
    a_pod(
        api, "beside", requests={"cpu": "3"}, initContainers=[{**first, "restartPolicy": "Always"}]
    )

    assert why_not(api, "beside") == "0/1 nodes are available: 1 Insufficient cpu."


def test_a_pod_waits_while_all_nodes_are_cordoned(api):
    a_node(api, "one", unschedulable=True)
    a_pod(api, "web")
    assert why_not(api, "web") == "0/1 nodes are available: 1 node(s) were unschedulable."

    patch(api, f"{NODES}/one", {"spec": {"unschedulable": None}})

    assert node_of(api, "web") == "one"


def test_a_node_that_is_not_ready_gets_no_pods_until_it_is(api):
    a_node(api, "one")
    ready = {"type": "Ready", "status": "False"}
    patch(api, f"{NODES}/one/status", {"status": {"conditions": [ready]}})
    a_pod(api, "web")
    taint = "{node.kubernetes.io/not-ready: }"
    assert (
        why_not(api, "web") == f"0/1 nodes are available: 1 node(s) had untolerated taint {taint}."
    )

    ready = {"type": "Ready", "status": "True"}
    patch(api, f"{NODES}/one/status", {"status": {"conditions": [ready]}})

    assert node_of(api, "web") == "one"


@pytest.mark.parametrize(
    ("toleration", "is_tolerated"),
    [
        ({"key": "gpu", "operator": "Exists"}, True),
        ({"key": "gpu", "value": "a"}, True),
        ({"key": "gpu", "operator": "Equal", "value": "b"}, False),
        ({"operator": "Exists"}, True),
        ({"key": "gpu", "operator": "Exists", "effect": "NoExecute"}, False),
        ({"key": "other", "operator": "Exists"}, False),
    ],
)
def test_taints_keep_off_what_does_not_tolerate_them(api, toleration, is_tolerated):
    a_node(api, "one", taints=[{"key": "gpu", "value": "a", "effect": "NoSchedule"}])

    a_pod(api, "web", tolerations=[toleration])

    assert bool(node_of(api, "web")) is is_tolerated


def test_a_taint_that_only_prefers_is_avoided_if_possible(api):
    a_node(api, "a", taints=[{"key": "old", "effect": "PreferNoSchedule"}])
    a_node(api, "b", size={"pods": "1"})

    a_pod(api, "first")
    a_pod(api, "second")

    assert where(api) == {"first": "b", "second": "a"}


@pytest.mark.parametrize(
    ("expression", "node"),
    [
        ({"key": "zone", "operator": "In", "values": ["b"]}, "two"),
        ({"key": "zone", "operator": "NotIn", "values": ["a"]}, "two"),
        ({"key": "ssd", "operator": "Exists"}, "one"),
        ({"key": "ssd", "operator": "DoesNotExist"}, "two"),
        ({"key": "size", "operator": "Gt", "values": ["5"]}, "two"),
        ({"key": "size", "operator": "Lt", "values": ["5"]}, "one"),
    ],
)
def test_a_required_affinity_to_nodes_is_met(api, expression, node):
    a_node(api, "one", labels={"zone": "a", "ssd": "", "size": "3"})
    a_node(api, "two", labels={"zone": "b", "size": "7"})
    required = {"nodeSelectorTerms": [{"matchExpressions": [expression]}]}
    affinity = {"requiredDuringSchedulingIgnoredDuringExecution": required}

    a_pod(api, "web", affinity={"nodeAffinity": affinity})

    assert node_of(api, "web") == node


def test_a_pod_for_one_node_by_its_name_goes_there_or_nowhere(api):
    for name in ("a", "b", "c"):
        a_node(api, name, size={"pods": "1"})
    field = {"key": "metadata.name", "operator": "In", "values": ["b"]}
    required = {"nodeSelectorTerms": [{"matchFields": [field]}]}
    affinity = {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": required}}

    a_pod(api, "first", affinity=affinity)
    a_pod(api, "second", affinity=affinity)

    assert where(api) == {"first": "b", "second": ""}
    assert why_not(api, "second") == (
        "0/3 nodes are available:"
        " 1 Too many pods, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]."
    )


def test_a_preferred_affinity_to_nodes_is_followed_while_there_is_room(api):
    a_node(api, "a")
    a_node(api, "b", labels={"disk": "ssd"}, size={"pods": "2"})
    ssd = {"matchExpressions": [{"key": "disk", "operator": "Exists"}]}
    liked = [{"weight": 10, "preference": ssd}]
    affinity = {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": liked}}

    for name in ("first", "second", "third"):
        a_pod(api, name, affinity=affinity)

    assert where(api) == {"first": "b", "second": "b", "third": "a"}


def test_the_emptiest_node_comes_first_and_then_the_first_by_name(api):
    for name in ("c", "a", "b"):
        a_node(api, name)
    a_pod(api, "first", requests={"cpu": "2"})
    a_pod(api, "second", requests={"cpu": "1"})
    a_pod(api, "third", requests={"cpu": "3"})

    a_pod(api, "fourth")

    assert where(api) == {"first": "a", "second": "b", "third": "c", "fourth": "b"}


def test_ports_of_the_host_are_taken_once(api):
    a_node(api, "one")
    a_node(api, "two")
    container = {"name": "a", "image": "a", "ports": [{"containerPort": 80, "hostPort": 80}]}

    for name in ("first", "second", "third"):
        a_pod(api, name, containers=[container])

    assert sorted(where(api).values()) == ["", "one", "two"]
    words = "2 node(s) didn't have free ports for the requested pod ports"
    assert why_not(api, "third") == f"0/2 nodes are available: {words}."


def test_what_names_another_scheduler_or_a_node_is_left_alone(api):
    a_node(api, "one")

    a_pod(api, "other", schedulerName="mine")
    a_pod(api, "named", nodeName="elsewhere")

    assert where(api) == {"other": "", "named": "elsewhere"}
    assert "conditions" not in api.get(f"{PODS}/other")["status"]


def test_a_pod_is_scheduled_once_its_gates_are_gone(api):
    a_node(api, "one")
    a_pod(api, "web", schedulingGates=[{"name": "example.com/quota"}])
    assert node_of(api, "web") == ""
    assert scheduled(api, "web")["reason"] == "SchedulingGated"

    more = {"spec": {"schedulingGates": [{"name": "example.com/other"}]}}
    refused = api.call("PATCH", f"{PODS}/web", more, "application/merge-patch+json")
    assert refused.causes["spec.schedulingGates"].startswith("Forbidden: only deletion is allowed")
    patch(api, f"{PODS}/web", {"spec": {"schedulingGates": None}})

    assert node_of(api, "web") == "one"


def test_a_change_that_is_undone_leaves_the_sums_as_they_were(api):
    a_node(api, "one")
    a_pod(api, "web", requests={"cpu": "3"})
    body = {"deleteOptions": {"dryRun": ["All"]}}

    assert api.call("POST", f"{PODS}/web/eviction", body).status == 201
    assert api.call("POST", PODS, {"metadata": {"name": "web"}, "spec": {}}).status >= 400
    a_pod(api, "second", requests={"cpu": "3"})

    assert where(api) == {"web": "one", "second": ""}
