import pytest

PODS = "/api/v1/namespaces/shop/pods"
NODES = "/api/v1/nodes"
DEPLOYMENTS = "/apis/apps/v1/namespaces/shop/deployments"
MERGE = "application/merge-patch+json"


@pytest.mark.parametrize(
    ("spec", "causes"),
    [
        ({"taints": [{"effect": "NoSchedule"}]}, {"spec.taints[0].key"}),
        ({"taints": [{"key": "", "effect": ""}]}, {"spec.taints[0].key", "spec.taints[0].effect"}),
    ],
)
def test_what_is_missing_in_a_list_is_named(api, spec, causes):
    answer = api.call("POST", NODES, {"metadata": {"name": "a"}, "spec": spec})

    assert answer.status == 422
    assert set(answer.causes) == causes


@pytest.mark.parametrize("conditions", [[{"type": "Ready"}], [{"status": "True"}]])
def test_a_condition_has_a_type_and_a_status(api, conditions):
    api.create(NODES, {"metadata": {"name": "a"}})

    patch = {"status": {"conditions": conditions}}
    assert api.call("PATCH", f"{NODES}/a/status", patch, MERGE).status == 422


@pytest.mark.parametrize("taints", [[None], [{"key": "a", "effect": "NoExecute"}, None]])
def test_a_list_of_something_else_is_refused(api, taints):
    answer = api.call("POST", NODES, {"metadata": {"name": "a"}, "spec": {"taints": taints}})

    assert answer.refusal == (
        400,
        "BadRequest",
        (
            'Node in version "v1" cannot be handled as a Node: spec.taints: a list of objects is'
            " needed"
        ),
    )


@pytest.mark.parametrize("name", ["containers", "initContainers", "tolerations", "volumes"])
def test_the_lists_of_a_template_are_lists_of_objects(api, name):
    container = {"name": "web", "image": "web:1"}
    pod = {"containers": [container], name: [None]}
    template = {"metadata": {"labels": {"app": "web"}}, "spec": pod}
    spec = {"selector": {"matchLabels": {"app": "web"}}, "template": template}

    for path, body in ((PODS, pod), (DEPLOYMENTS, spec)):
        answer = api.call("POST", path, {"metadata": {"name": "web"}, "spec": body})
        assert answer.status == 400
        assert answer.body["message"].endswith(f"{name}: a list of objects is needed")


def test_a_list_with_all_that_it_must_have_is_kept(api):
    taints = [{"key": "a", "effect": "NoSchedule"}]

    assert api.create(NODES, {"metadata": {"name": "a"}, "spec": {"taints": taints}})
