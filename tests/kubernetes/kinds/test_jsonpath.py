"""The paths by which definitions of custom resources name what is in their columns."""

import pytest
from cs_simulator.kubernetes.kinds._jsonpath import found_at, is_well_formed, parsed
from hypothesis import given
from hypothesis import strategies as st

BODY = {
    "metadata": {"name": "x", "labels": {"app.example/name": "web"}},
    "spec": {"replicas": 3, "hosts": ["a", "b"], "ports": [{"port": 80}, {"port": 443}]},
    "status": {
        "conditions": [
            {"type": "Ready", "status": "True", "count": 1, "done": True},
            {"type": "Synced", "status": "False", "count": 2, "done": False},
            {"status": "Unknown"},
        ]
    },
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".spec.replicas", [3]),
        ("{.spec.replicas}", [3]),
        (".spec.nothing", []),
        (".spec.replicas.more", []),
        (".spec.hosts", [["a", "b"]]),
        (".spec.hosts[0]", ["a"]),
        (".spec.hosts[-1]", ["b"]),
        (".spec.hosts[2]", []),
        (".spec.replicas[0]", []),
        (".spec.hosts[*]", ["a", "b"]),
        (".spec.ports[*].port", [80, 443]),
        (".metadata.labels.*", ["web"]),
        (".metadata.labels['app.example/name']", ["web"]),
        ('.metadata.labels["app.example/name"]', ["web"]),
        (r".metadata.labels.app\.example/name", ["web"]),
        ('.status.conditions[?(@.type=="Ready")].status', ["True"]),
        (".status.conditions[?(@.type=='Ready')].status", ["True"]),
        (".status.conditions[?( @.type == 'Nothing' )].status", []),
        (".status.conditions[?(@.type!='Ready')].status", ["False"]),
        (".status.conditions[?(@.count==2)].type", ["Synced"]),
        (".status.conditions[?(@.done==true)].type", ["Ready"]),
        (".status.conditions[?(@.type==Ready)].type", ["Ready"]),
        (".spec[?(@.type=='Ready')].status", []),
    ],
)
def test_a_path_leads_to_what_is_there(path, expected):
    steps = parsed(path)

    assert steps is not None
    assert found_at(steps, BODY) == expected


@pytest.mark.parametrize("path", ["", "spec", ".", "..a", ".a[", ".a[?(x)]", ".a['b]", ".a]"])
def test_what_is_no_path_is_none(path):
    assert parsed(path) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".spec.replicas", True),
        (".status..ready", True),
        (".spec.hosts[0:2]", True),
        (".spec.hosts[0,1]", True),
        (".spec['a','b']", True),
        (".spec.ports[?(@.port>80)].port", True),
        (".spec.ports[?(@.names[0]=='a]')].port", True),
        (".spec[", False),
        (".spec]", False),
        (".spec['a", False),
        (".spec[a]", False),
        (".spec[?(@.a]", False),
        ("spec.replicas", False),
        ("", False),
    ],
)
def test_a_path_that_is_not_understood_may_be_well_formed(path, expected):
    assert is_well_formed(path) is expected


@given(path=st.text(alphabet=".abc[]*'\"?(@=!)0-1:\\{} ", max_size=20))
def test_any_text_is_a_path_or_none(path):
    steps = parsed(path)

    assert steps is None or isinstance(found_at(steps, BODY), list)
