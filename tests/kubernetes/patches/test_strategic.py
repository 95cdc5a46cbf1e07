import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.patches import strategic

DEPLOYMENT = Kind(group="apps", kind="Deployment", plural="deployments")
POD = Kind(kind="Pod", plural="pods")
NODE = Kind(kind="Node", plural="nodes")
SERVICE = Kind(kind="Service", plural="services")
BUDGET = Kind(group="policy", kind="PodDisruptionBudget", plural="poddisruptionbudgets")
INGRESS = Kind(group="extensions", version="v1beta1", kind="Ingress", plural="ingresses")
CUSTOM = Kind(group="example.com", kind="Crate", plural="crates", is_custom=True)

A, B, C = ({"name": name} for name in "abc")


def patched(kind, body, patch):
    return strategic.apply(kind, body, patch)


def containers(*elements):
    return {"spec": {"containers": list(elements)}}


def order(*names):
    return {"$setElementOrder/containers": [{"name": name} for name in names]}


CONTAINERS = {
    "an element merged": (
        containers({"name": "a", "image": "x", "tty": True}, B),
        containers({"name": "a", "image": "y", "tty": None}),
        containers({"name": "a", "image": "y"}, B),
    ),
    "an element added": (containers(A), containers(B), containers(B, A)),
    "an element deleted": (
        containers(A, B),
        containers({"$patch": "delete", "name": "a"}),
        containers(B),
    ),
    "an element that is not there deleted": (
        containers(A),
        containers({"$patch": "delete", "name": "c"}),
        containers(A),
    ),
    "all elements replaced": (
        containers(A, B),
        containers({"$patch": "replace"}, C),
        containers(C),
    ),
    "a directive below a list that is replaced, where it is a field that nothing has": (
        containers(A),
        containers({"$patch": "replace"}, {"name": "b", "env": [{"$patch": "replace"}]}),
        containers({"name": "b", "env": [{}]}),
    ),
    "lists in elements": (
        containers({"name": "a", "env": [{"name": "x", "value": "1"}], "args": ["1"]}),
        containers({"name": "a", "env": [{"name": "y", "value": "2"}], "args": ["2"]}),
        containers(
            {
                "name": "a",
                "env": [{"name": "y", "value": "2"}, {"name": "x", "value": "1"}],
                "args": ["2"],
            }
        ),
    ),
    "another order": (
        containers(A, B),
        {"spec": {**order("c", "b", "a"), "containers": [C]}},
        containers(C, B, A),
    ),
    "an order alone": (containers(A, B), {"spec": order("b", "a")}, containers(B, A)),
    "an order that leaves one out": (
        containers(A, B, C),
        {"spec": order("c", "b")},
        containers(A, C, B),
    ),
    "an order of what is not there": ({"spec": {}}, {"spec": order("c", "b")}, {"spec": {}}),
    "elements that are no objects": (
        containers("a", A),
        containers({"name": "a", "image": "x"}),
        containers("a", {"name": "a", "image": "x"}),
    ),
    "a list where none was": (
        {"spec": {}},
        containers(A, {"$patch": "delete", "name": "b"}),
        containers(A),
    ),
}


@pytest.mark.parametrize(("body", "patch", "result"), CONTAINERS.values(), ids=CONTAINERS)
def test_containers_are_merged_by_their_name(body, patch, result):
    assert patched(POD, body, patch) == result
    assert patched(DEPLOYMENT, {"spec": {"template": body}}, {"spec": {"template": patch}}) == {
        "spec": {"template": result}
    }


OTHERS = {
    "fields": (
        NODE,
        {"metadata": {"labels": {"a": "1", "b": "2"}}, "spec": {}},
        {"metadata": {"labels": {"a": None, "c": "3"}}, "spec": {"unschedulable": True}},
        {"metadata": {"labels": {"b": "2", "c": "3"}}, "spec": {"unschedulable": True}},
    ),
    "an object replaced": (
        NODE,
        {"metadata": {"labels": {"a": "1"}}},
        {"metadata": {"labels": {"$patch": "replace", "b": "2"}}},
        {"metadata": {"labels": {"b": "2"}}},
    ),
    "an object emptied": (
        NODE,
        {"metadata": {"labels": {"a": "1"}}},
        {"metadata": {"labels": {"$patch": "delete"}}},
        {"metadata": {"labels": {}}},
    ),
    "an object for a list": (NODE, {"spec": {"taints": []}}, {"spec": {"taints": {"a": {
        "b": None}}}}, {"spec": {"taints": {"a": {}}}}),
    "taints": (
        NODE,
        {"spec": {"taints": [{"key": "a"}]}},
        {"spec": {"taints": [{"key": "b"}]}},
        {"spec": {"taints": [{"key": "b"}]}},
    ),
    "conditions": (
        NODE,
        {"status": {"conditions": [{"type": "Ready", "status": "True"}, {"type": "Disk"}]}},
        {"status": {"conditions": [{"type": "Ready", "status": "False"}]}},
        {"status": {"conditions": [{"type": "Ready", "status": "False"}, {"type": "Disk"}]}},
    ),
    "addresses in order": (
        NODE,
        {"spec": {"podCIDRs": ["b"]}},
        {"spec": {"podCIDRs": ["a"]}},
        {"spec": {"podCIDRs": ["a", "b"]}},
    ),
    "a selector of disruption budgets": (
        BUDGET,
        {"spec": {"selector": {"matchLabels": {"a": "1"}}}},
        {"spec": {"selector": {"matchLabels": {"b": "2"}}}},
        {"spec": {"selector": {"matchLabels": {"b": "2"}}}},
    ),
    "a kind in an older version": (
        INGRESS,
        {"metadata": {"finalizers": ["a"]}, "unknown": [1]},
        {"metadata": {"finalizers": ["b"]}, "unknown": [2]},
        {"metadata": {"finalizers": ["b", "a"]}, "unknown": [2]},
    ),
    "ports of services": (
        SERVICE,
        {"spec": {"ports": [{"port": 1, "name": "a"}]}},
        {"spec": {"ports": [{"port": 1, "name": "b"}, {"port": 2}]}},
        {"spec": {"ports": [{"port": 1, "name": "b"}, {"port": 2}]}},
    ),
    "ports of containers": (
        POD,
        containers({"name": "a", "ports": [{"containerPort": 1}]}),
        containers({"name": "a", "ports": [{"containerPort": 1, "name": "b"}]}),
        containers({"name": "a", "ports": [{"containerPort": 1, "name": "b"}]}),
    ),
    "finalizers": (
        POD,
        {"metadata": {"finalizers": ["a", "b"]}},
        {"metadata": {"finalizers": ["c", "b"]}},
        {"metadata": {"finalizers": ["c", "a", "b"]}},
    ),
    "finalizers in order": (
        POD,
        {"metadata": {"finalizers": ["a", "b"]}},
        {"metadata": {"$setElementOrder/finalizers": ["c", "a"], "finalizers": ["c"]}},
        {"metadata": {"finalizers": ["c", "a", "b"]}},
    ),
    "a finalizer deleted": (
        POD,
        {"metadata": {"finalizers": ["a", "b"]}},
        {"metadata": {"$deleteFromPrimitiveList/finalizers": ["a"]}},
        {"metadata": {"finalizers": ["b"]}},
    ),
    "a finalizer deleted of none": (
        POD,
        {"metadata": {}},
        {"metadata": {"$deleteFromPrimitiveList/finalizers": ["a"]}},
        {"metadata": {}},
    ),
    "retained keys": (
        DEPLOYMENT,
        {"spec": {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}}},
        {"spec": {"strategy": {"$retainKeys": ["type"], "type": "Recreate"}}},
        {"spec": {"strategy": {"type": "Recreate"}}},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "patch", "result"), OTHERS.values(), ids=OTHERS)
def test_other_fields_are_merged_as_their_types_say(kind, body, patch, result):
    assert patched(kind, body, patch) == result


WRONG = {
    "a directive for an object": {"spec": {"$patch": "add"}},
    "a directive for an element": containers({"$patch": "add", "name": "a"}),
    "an element without its key": containers({"image": "x"}),
    "an element that is no object": containers("x"),
    "an order that is no list": {"spec": {"$setElementOrder/containers": "a"}},
    "an order for what is no list": {"spec": {**order("a"), "containers": None}},
    "an order other than that of the elements": {
        "spec": {**order("a", "b"), **containers(B, A)["spec"]}
    },
    "an order that leaves out an element": {"spec": {**order("b"), **containers(B, A)["spec"]}},
    "a deletion that is no list": {"metadata": {"$deleteFromPrimitiveList/finalizers": "a"}},
    "retained keys that are no list": {"spec": {"$retainKeys": "a"}},
    "retained keys that leave one out": {"spec": {"$retainKeys": ["a"], "b": 1}},
}


@pytest.mark.parametrize("patch", WRONG.values(), ids=WRONG)
def test_a_wrong_patch_is_refused_in_words(patch):
    body = {**containers(A), "metadata": {}}

    with pytest.raises(ApiError, match="invalid strategic merge patch: ") as raised:
        patched(POD, body, patch)

    assert raised.value.status == 400


def test_custom_kinds_have_no_strategic_patches():
    with pytest.raises(ApiError, match="unknown format") as raised:
        patched(CUSTOM, {}, {})

    assert raised.value.status == 415
