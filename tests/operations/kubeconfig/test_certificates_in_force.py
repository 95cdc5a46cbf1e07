"""Which certificates are good at the address of a cluster: not revoked ones, nor expired ones."""

import pytest
from cs_simulator.operations import Incoming, as_rpc, kubeconfig_problem

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_tenant, call


@pytest.fixture
def tenant():
    return a_tenant(master_port="8016")


@pytest.fixture
def cluster_id(tenant):
    return a_kubernetes_cluster(tenant)


@pytest.fixture
def uid(tenant, cluster_id):
    states = call(tenant, "GET", f"/clusters/{cluster_id}/kubeconfig/states").ok()["states"]
    return states[0]["account_id"]


def problem(tenant, cluster_id, user, generation=0, *, is_over=False):
    return kubeconfig_problem(tenant.world, cluster_id, user, generation, is_over=is_over)


def test_a_certificate_is_good_until_it_is_revoked(tenant, cluster_id, uid):
    assert problem(tenant, cluster_id, uid) == ""
    call(tenant, "DELETE", f"/k8s/{cluster_id}/certs").ok()
    assert problem(tenant, cluster_id, uid) == "the kubeconfig was revoked"
    assert problem(tenant, cluster_id, uid, generation=1) == ""
    assert problem(tenant, cluster_id, "200") == ""


def test_a_certificate_is_good_until_it_has_expired(tenant, cluster_id, uid):
    assert "expired on the clock" in problem(tenant, cluster_id, uid, is_over=True)


def test_a_cluster_that_is_gone_has_no_users(tenant, uid):
    assert problem(tenant, "c0", uid) == "there is no cluster c0"


def test_only_the_root_path_with_an_action_is_of_the_style_rpc():
    other = Incoming("GET", "/clusters", "/clusters?Action=a", {"Action": "a"}, b"", "", "")
    assert as_rpc(other) is other
    none = Incoming("GET", "/", "/?a=b", {"a": "b"}, b"", "", "")
    assert as_rpc(none) is none
