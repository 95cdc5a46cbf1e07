import pytest
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.writing import metadata

MAP = Kind(kind="ConfigMap", plural="configmaps")
TEA = Kind(group="example.com", kind="Tea", plural="teas", is_custom=True)
AN_OWNER = {"apiVersion": "v1", "kind": "Pod", "name": "web", "uid": "1-2"}


def causes(kind=MAP, **fields):
    found = metadata.problems(kind, {"name": "prices", **fields})
    return {each.field: each.message for each in found}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"labels": {"app": "web", "example.com/tier": ""}},
        {"annotations": {"Example.com/Any": "Ü any text\n"}},
        {"ownerReferences": [{**AN_OWNER, "controller": True}, AN_OWNER]},
        {"finalizers": ["example.com/a", "orphan", "foregroundDeletion", "kubernetes"]},
        {"generateName": "prices-"},
    ],
)
def test_good_metadata_has_no_problems(fields):
    assert causes(**fields) == {}


def test_the_rules_of_names_are_those_of_the_kind():
    role = Kind(kind="Role", plural="roles", name_form="path")

    assert list(metadata.problems(role, {"name": "system:Any"})) == []


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"name": "Prices"}, "metadata.name", 'Invalid value: "Prices": a lowercase RFC 1123'),
        (
            {"name": "", "generateName": "Prices-"},
            "metadata.generateName",
            'Invalid value: "Prices-": a lowercase RFC 1123',
        ),
        ({"name": ""}, "metadata.name", "Required value: name or generateName is required"),
        ({"labels": {"-": ""}}, "metadata.labels", 'Invalid value: "-": name part must consist'),
        ({"labels": {"a": "-"}}, "metadata.labels", 'Invalid value: "-": a valid label must be'),
        ({"annotations": {"a b": ""}}, "metadata.annotations", 'Invalid value: "a b": name part'),
        (
            {"annotations": {"a": "x" * 262144}},
            "metadata.annotations",
            "Too long: may not be more than 262144 bytes",
        ),
        (
            {"ownerReferences": [{**AN_OWNER, "apiVersion": ""}]},
            "metadata.ownerReferences.apiVersion",
            'Invalid value: "": version must not be empty',
        ),
        (
            {"ownerReferences": [{"apiVersion": "v1", "kind": "Pod", "name": "web"}]},
            "metadata.ownerReferences.uid",
            'Invalid value: "": must not be empty',
        ),
        (
            {"finalizers": ["a b/c"]},
            "metadata.finalizers",
            'Invalid value: "a b/c": prefix part a lowercase RFC 1123 subdomain',
        ),
        (
            {"finalizers": ["example.com/a", "mine"]},
            "metadata.finalizers[1]",
            (
                'Invalid value: "mine": name is neither a standard finalizer name nor is it fully'
                " qualified"
            ),
        ),
    ],
)
def test_bad_metadata_is_named_with_its_field(fields, field, message):
    assert causes(**fields)[field].startswith(message)


def test_an_object_has_one_controller_at_most():
    owners = [{**AN_OWNER, "controller": True}, {**AN_OWNER, "name": "b", "controller": True}]

    assert causes(ownerReferences=owners)["metadata.ownerReferences"].endswith(
        'Only one reference can have Controller set to true. Found "true" in references for web'
        " and b"
    )


def test_a_finalizer_of_a_custom_kind_needs_no_domain():
    assert causes(TEA, finalizers=["mine"]) == {}
