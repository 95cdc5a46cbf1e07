"""The names of calls of clusters' own APIs, as rules may give them."""

import pytest
from cs_simulator.cluster_types import registry
from cs_simulator.kubernetes import vocabulary
from cs_simulator.operations import vocabulary as of_service
from cs_simulator.scenarios.vocabulary import names_operation

from tests.kubernetes.test_calls import NAMES


@pytest.mark.parametrize("name", sorted(set(NAMES.values())))
def test_every_name_of_a_call_is_known(name):
    assert name in vocabulary(registry()).operations


@pytest.mark.parametrize("name", ["k8s:get readyz", "k8s:get discovery", "k8s:get openapi"])
def test_reads_of_documents_are_known(name):
    words = vocabulary(registry()).operations[name]
    assert words.is_modelled
    assert not words.is_write


def test_the_operations_of_the_service_are_known_as_before():
    known, own = vocabulary(registry()), of_service(registry())
    assert {name: known.operations[name] for name in own.operations} == own.operations
    assert known.calls() == own.calls()


@pytest.mark.parametrize(
    ("globs", "operation", "is_meant"),
    [
        (None, "CreateCluster", True),
        (None, "k8s:list nodes", False),
        (("*",), "CreateCluster", True),
        (("*",), "k8s:list nodes", False),
        (("k8s:*",), "k8s:list nodes", True),
        (("k8s:*",), "CreateCluster", False),
        (("k8s:watch *", "k8s:list pods"), "k8s:list nodes", False),
        ((), "CreateCluster", False),
    ],
)
def test_only_patterns_that_name_clusters_apis_mean_them(globs, operation, is_meant):
    assert names_operation(globs, operation) is is_meant
