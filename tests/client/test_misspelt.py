"""What is misspelt through the client of the control plane is an error with what is meant."""

import pytest
from cs_simulator.client import RefusedError
from cs_simulator.testing import Simulator

from tests.support.process import call_url


@pytest.fixture(scope="module")
def tenant():
    with Simulator() as simulator:
        tenant = simulator.tenant()
        key = {"Authorization": f"acs {tenant.access_key_id}:x"}
        for body in (tenant.creation(), tenant.creation(type="ManagedKubernetes")):
            call_url(f"{tenant.endpoint}/clusters", "POST", body, headers=key)
        yield tenant


@pytest.fixture(scope="module")
def cluster_id(tenant):
    return next(
        each["cluster_id"] for each in tenant.clusters.list() if each["cluster_type"] == "swarm"
    )


CHOICES = [
    ({"operation": "CreatCluster"}, "operation: .* mean 'CreateCluster'"),
    ({"operation": "Descrbe*"}, "operation: there is no operation 'Descrbe"),
    ({"code": "Throtling"}, "code: .* mean 'Throttling'"),
    ({"method": "PSOT"}, "method: .* mean 'POST'"),
    ({"path": "/cluster"}, "path: .* mean '/clusters'"),
    ({"cluster": "my-cluster"}, "cluster: 'my-cluster' is no id of a cluster"),
    ({"status": "20"}, "no answer has the status '20'"),
    ({"operatoin": "x"}, "mean 'operation'"),
]


@pytest.mark.parametrize(("chosen", "meant"), CHOICES)
def test_calls_are_not_chosen_by_what_no_call_has(tenant, chosen, meant):
    with pytest.raises(RefusedError, match=meant):
        tenant.calls.list(**chosen)
    with pytest.raises(RefusedError, match=meant):
        tenant.calls.count(**chosen)


@pytest.mark.parametrize(
    "chosen",
    [
        {"operation": "DeleteCluster"},
        {"code": "Throttling"},
        {"cluster": "c" + "0" * 32},
        {"cluster": "c0*"},
        {"status": 404},
    ],
)
def test_that_no_call_was_made_is_no_error(tenant, chosen):
    assert tenant.calls.list(**chosen) == []
    assert tenant.calls.count(**chosen) == 0


def test_a_code_of_a_rule_in_force_is_no_misspelling(tenant):
    tenant.faults.add({"id": "own", "then": {"error": {"code": "MyOwn", "status": 400}}})
    assert tenant.calls.count(code="MyOwn") == 0
    assert tenant.faults.hits("own") == 0
    tenant.faults.clear()


@pytest.mark.parametrize("name", ["a b", "-a"])
def test_nothing_is_expected_of_names_that_nothing_can_have(tenant, name):
    for subject, key in (("clusters", "name"), ("pools", "name"), ("nodes", "cluster")):
        with pytest.raises(RefusedError, match=f"can be called '{name}'"):
            tenant.verify({subject: {key: name}, "count": 0})


def test_states_that_nothing_has_are_not_awaited_or_forced(tenant, cluster_id):
    for ask in (
        lambda: tenant.clock.until(cluster=cluster_id, state="runing"),
        lambda: tenant.clusters.force(cluster_id, "runing"),
        lambda: tenant.clusters.force(cluster_id, "inactve"),
        lambda: tenant.clock.until(task="T-1", state="runing"),
    ):
        with pytest.raises(
            RefusedError, match=r"not '\w+' \(did you mean '(running|inactive)'\?\)"
        ):
            ask()
    with pytest.raises(RefusedError, match=r"of a swarm cluster is one of .*, not 'migrating'"):
        tenant.clusters.force(cluster_id, "migrating")
    with pytest.raises(RefusedError, match="mean 'polling'"):
        tenant.clock.set("poling")


def test_an_advance_until_a_state_says_of_what(tenant, cluster_id):
    with pytest.raises(ValueError, match="give the cluster or the task"):
        tenant.clock.until(state="running")
    with pytest.raises(ValueError, match="give the cluster or the task"):
        tenant.clock.until(cluster=cluster_id, task="T-1")


def test_rules_and_types_that_there_are_not_are_named(tenant):
    with pytest.raises(ValueError, match="there is no rule 'lost'"):
        tenant.faults.hits("lost")
    with pytest.raises(RefusedError, match="there is no rule 'lost'"):
        tenant.decisions(rule="lost")
    with pytest.raises(RefusedError, match="mean 'CreateCluster'"):
        tenant.decisions(operation="CreatCluster")
    assert tenant.decisions(operation="CreateCluster") == []
    with pytest.raises(ValueError, match="mean 'ManagedKubernetes'"):
        tenant.creation(type="ManagedKubernets")
    assert tenant.creation(cluster_type="Wrong")["cluster_type"] == "Wrong"


def test_fields_of_bodies_that_are_almost_known_are_refused(tenant):
    with pytest.raises(ValueError, match=r"has no field 'sze' \(did you mean 'size'\?\)"):
        tenant.creation(sze=3)
    with pytest.raises(ValueError, match="mean 'desired_size'"):
        tenant.node_pool(desird_size=3)
    assert tenant.node_pool(desired_size=3)["scaling_group"]["desired_size"] == 3
    assert tenant.creation(zzzzzz=1)["zzzzzz"] == 1  # the service ignores what it does not have
