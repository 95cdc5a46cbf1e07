"""The words that scenarios may use, where operations of several cluster types have one name."""

from cs_simulator.cluster_types import registry
from cs_simulator.kubernetes import vocabulary
from cs_simulator.operations._vocabulary import _merged, _types_of
from cs_simulator.scenarios.vocabulary import OperationWords

WORDS = vocabulary(registry())


def words(**fields):
    known = {"name": "Grow", "calls": ("POST /a",), "is_write": False, "is_modelled": False}
    return OperationWords(**{**known, "tasks": "", "fields": {}, **fields})


def test_operations_of_one_name_have_the_calls_the_fields_and_the_types_of_both():
    one = words(fields={"size": "a number", "name": "a text"}, types=frozenset({"swarm"}))
    other = words(
        calls=("POST /a", "POST /b"),
        is_write=True,
        is_modelled=True,
        tasks="Grow",
        fields={"size": "a text", "name": "a text", "count": "a number"},
        types=frozenset({"ack"}),
    )
    assert _merged(one, other) == words(
        calls=["POST /a", "POST /b"],
        is_write=True,
        is_modelled=True,
        tasks="Grow",
        fields={"size": "", "name": "a text", "count": "a number"},
        types=frozenset({"swarm", "ack"}),
    )


def test_fields_of_both_requests_of_a_creation_are_known():
    fields = WORDS.operations["CreateCluster"].fields
    assert fields["subnet_cidr"] == "a text"
    assert fields["vpcid"] == "a text"
    assert fields["size"] == "a number"


def test_an_operation_is_for_the_types_that_have_its_tasks_and_no_operation_of_their_own():
    class Known:
        def __init__(self, cluster_type, plan=""):
            self.cluster_type = cluster_type
            self.plan = plan
            self.calls = [("POST", "/a")]

    general, own, planned = Known(""), Known("ack"), Known("", "ResetClusterNode")
    found = _types_of([general, own], registry())
    assert found[id(own)] == {"ack"}
    assert found[id(general)] == {"swarm"}
    assert "ack" not in _types_of([planned], registry())[id(planned)]
