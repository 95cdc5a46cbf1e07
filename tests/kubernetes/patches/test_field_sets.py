import pytest
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.patches import field_sets
from cs_simulator.kubernetes.patches.places import place_of

DEPLOYMENT = place_of(Kind(group="apps", kind="Deployment", plural="deployments"))
POD = place_of(Kind(kind="Pod", plural="pods"))
CRATE = place_of(Kind(group="example.com", kind="Crate", plural="crates", is_custom=True))

WEB = 'k:{"name":"web"}'
PORT = 'k:{"containerPort":80,"protocol":"TCP"}'


def a_pod(*containers):
    return {"spec": {"containers": list(containers)}}


def created(place, body):
    """What one owns who makes an object, as ``managedFields`` shows it."""
    return field_sets.encode(field_sets.difference({"metadata": {}}, body, place).changed)


def applied(place, body):
    return field_sets.encode(field_sets.fields_of(body, place))


def test_who_makes_an_object_owns_its_fields_and_what_they_are_in():
    body = {
        "metadata": {"name": "a", "labels": {"app": "web"}, "finalizers": ["x"]},
        "spec": {
            "replicas": 1,
            "selector": {"matchLabels": {"app": "web"}},
            "template": {
                "metadata": {"labels": {"app": "web"}},
                "spec": {
                    "containers": [
                        {
                            "name": "web",
                            "image": "i",
                            "resources": {},
                            "ports": [{"containerPort": 80}],
                        }
                    ]
                },
            },
        },
    }

    # As `kubectl get --show-managed-fields` shows it of a real cluster.
    assert created(DEPLOYMENT, body) == {
        "f:metadata": {
            "f:finalizers": {".": {}, 'v:"x"': {}},
            "f:labels": {".": {}, "f:app": {}},
        },
        "f:spec": {
            "f:replicas": {},
            "f:selector": {},
            "f:template": {
                "f:metadata": {"f:labels": {".": {}, "f:app": {}}},
                "f:spec": {
                    "f:containers": {
                        WEB: {
                            ".": {},
                            "f:image": {},
                            "f:name": {},
                            "f:ports": {".": {}, PORT: {".": {}, "f:containerPort": {}}},
                            "f:resources": {},
                        },
                    }
                },
            },
        },
    }


def test_who_applies_owns_what_the_configuration_says():
    body = {
        "metadata": {"labels": {"app": "web"}, "annotations": {}},
        "spec": {
            "containers": [{"name": "web", "image": "i", "args": ["a"], "env": []}],
            "nodeSelector": {"a": "b"},
        },
    }

    assert applied(POD, body) == {
        "f:metadata": {"f:annotations": {}, "f:labels": {"f:app": {}}},
        "f:spec": {
            "f:containers": {WEB: {".": {}, "f:args": {}, "f:image": {}, "f:name": {}}},
            "f:nodeSelector": {},
        },
    }


def test_lists_of_custom_objects_have_one_owner():
    assert applied(CRATE, {"spec": {"sides": [{"name": "a"}], "size": {"x": 1}}}) == {
        "f:spec": {"f:sides": {}, "f:size": {"f:x": {}}}
    }


CHANGES = {
    "a value": (
        a_pod({"name": "web", "image": "a"}),
        a_pod({"name": "web", "image": "b"}),
        {("f:spec", "f:containers", WEB, "f:image")},
        set(),
    ),
    "an element less": (
        a_pod({"name": "web"}, {"name": "b"}),
        a_pod({"name": "b"}),
        set(),
        {("f:spec", "f:containers", WEB), ("f:spec", "f:containers", WEB, "f:name")},
    ),
    "another order": (
        a_pod({"name": "web"}, {"name": "b"}),
        a_pod({"name": "b"}, {"name": "web"}),
        set(),
        set(),
    ),
    "an element without its key": (
        a_pod({"name": "web"}, {"image": "a"}),
        a_pod({"name": "web"}, {"image": "b"}),
        {("f:spec", "f:containers", "i:1", "f:image")},
        set(),
    ),
    "no labels any more": (
        {"metadata": {"labels": {"a": "b"}}},
        {"metadata": {}},
        set(),
        {("f:metadata", "f:labels"), ("f:metadata", "f:labels", "f:a")},
    ),
    "empty labels": (
        {"metadata": {"labels": {}}},
        {"metadata": {}},
        set(),
        {("f:metadata", "f:labels")},
    ),
    "an empty map": (
        {"metadata": {}},
        {"metadata": {"labels": {}}},
        {("f:metadata", "f:labels")},
        set(),
    ),
    "another type": (
        {"metadata": {"labels": {"a": "b"}}},
        {"metadata": {"labels": ["a"]}},
        {("f:metadata", "f:labels")},
        set(),
    ),
    "an empty object that Go always has": ({}, {"spec": {}, "status": {}}, set(), set()),
    "what nobody owns": (
        {"metadata": {"resourceVersion": "1", "generation": 1}},
        {"metadata": {"resourceVersion": "2", "generation": 2}},
        set(),
        set(),
    ),
}


@pytest.mark.parametrize(("before", "after", "changed", "removed"), CHANGES.values(), ids=CHANGES)
def test_two_states_differ_in_what_has_changed(before, after, changed, removed):
    assert field_sets.difference(before, after, POD) == (changed, removed)


PATHS = [
    (("f:spec", "f:containers", WEB, "f:image"), '.spec.containers[name="web"].image'),
    (("f:spec", PORT), '.spec[containerPort=80,protocol="TCP"]'),
    (("f:metadata", "f:finalizers", 'v:"x"'), '.metadata.finalizers[="x"]'),
    (("f:a", "i:0"), ".a[0]"),
]


@pytest.mark.parametrize(("path", "text"), PATHS)
def test_messages_name_paths_as_clients_know_them(path, text):
    assert field_sets.text(path) == text


def test_sets_of_fields_are_written_and_read_again():
    paths = frozenset({("f:a",), ("f:a", "f:b"), ("f:c", "f:d"), ("f:e",)})

    assert field_sets.encode(paths) == {
        "f:a": {".": {}, "f:b": {}},
        "f:c": {"f:d": {}},
        "f:e": {},
    }
    assert field_sets.decode(field_sets.encode(paths)) == paths
    assert field_sets.decode(None) == frozenset()


@pytest.mark.parametrize(
    ("containers", "words"),
    [
        ([{"image": "a"}], 'containers: element 0: .* omits key field "name"'),
        (["a"], 'containers: element 0: .* omits key field "name"'),
        ([{"name": "a"}, {"name": "a"}], r'duplicate entries for key \[name="a"\]'),
    ],
)
def test_elements_that_cannot_be_told_apart_are_refused(containers, words):
    with pytest.raises(ValueError, match=words):
        field_sets.fields_of({"spec": {"containers": containers}}, POD)
