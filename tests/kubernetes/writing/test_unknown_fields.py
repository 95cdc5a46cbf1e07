import pytest
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.writing import unknown_fields

MAPS = "/api/v1/namespaces/shop/configmaps"
DEPLOYMENTS = "/apis/apps/v1/namespaces/shop/deployments"
MERGE = "application/merge-patch+json"
POD = Kind(kind="Pod", plural="pods")
TEA = Kind(group="example.com", kind="Tea", plural="teas", is_custom=True)
CLAIMS = Kind(group="apps", kind="StatefulSet", plural="statefulsets")


@pytest.mark.parametrize(
    ("kind", "body", "unknown"),
    [
        (POD, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}, []),
        (POD, {"metadata": {"nam": "a"}, "specs": {}}, ["specs", "metadata.nam"]),
        (POD, {"spec": {"containers": [{"name": "a", "imagee": "b"}]}}, [
            "spec.containers[0].imagee",
        ]),
        (POD, {"spec": {"containers": {"name": "a"}, "nodeSelector": {"any": "x"}}}, []),
        (POD, {"spec": {"volumes": [{"emptyDir": {"size": 1}, "name": "v"}]}}, [
            "spec.volumes[0].emptyDir.size",
        ]),
        (POD, {"spec": {"overhead": {"any": "1"}, "containers": [7]}}, []),
        (POD, {"spec": {"apiVersion": "v1"}}, ["spec.apiVersion"]),
        (CLAIMS, {"spec": {"volumeClaimTemplates": [{"kind": "x", "metadata": {"x": 1}}]}}, [
            "spec.volumeClaimTemplates[0].metadata.x",
        ]),
        (TEA, {"spec": {"anything": 1}, "metadata": {"name": "a", "x": 1}}, ["metadata.x"]),
        (POD, {"metadata": "x", "spec": None}, []),
    ],
)  # fmt: skip
def test_a_field_that_the_type_has_not_is_named_by_its_path(kind, body, unknown):
    assert unknown_fields.take_away(kind, body)[1] == unknown


def test_unknown_fields_are_taken_away_and_all_others_stay():
    body = {
        "metadata": {"name": "a", "colour": "red"},
        "spec": {"containers": [{"name": "a", "imagee": "b"}], "hostNetwork": False},
    }

    assert unknown_fields.take_away(POD, body)[0] == {
        "metadata": {"name": "a"},
        "spec": {"containers": [{"name": "a"}], "hostNetwork": False},
    }


def a_deployment():
    container = {"name": "web", "image": "web:1", "imagee": "web:2"}
    template = {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [container]}}
    selector = {"matchLabels": {"app": "web"}}
    return {"metadata": {"name": "web"}, "spec": {"selector": selector, "template": template}}


def test_a_misspelt_field_is_refused_where_the_caller_is_strict(api):
    answer = api.call("POST", f"{DEPLOYMENTS}?fieldValidation=Strict", a_deployment())

    assert answer.refusal == (
        400,
        "BadRequest",
        (
            'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error:'
            ' unknown field "spec.template.spec.containers[0].imagee"'
        ),
    )


@pytest.mark.parametrize(("query", "is_warned"), [("Warn", True), ("", True), ("Ignore", False)])
def test_a_misspelt_field_is_forgotten_where_the_caller_is_not_strict(api, query, is_warned):
    answer = api.call("POST", f"{DEPLOYMENTS}?fieldValidation={query}", a_deployment())

    warning = '299 - "unknown field \\"spec.template.spec.containers[0].imagee\\""'
    assert (warning in answer.warnings) is is_warned
    (container,) = answer.ok()["spec"]["template"]["spec"]["containers"]
    assert "imagee" not in container


def test_a_patch_with_a_misspelt_field_is_refused_where_the_caller_is_strict(api):
    api.create(MAPS, {"metadata": {"name": "a"}, "data": {"a": "b"}})

    answer = api.call("PATCH", f"{MAPS}/a?fieldValidation=Strict", {"dat": {"a": "c"}}, MERGE)

    assert answer.status == 400
    assert 'unknown field "dat"' in answer.body["message"]
