"""Add-ons, permissions and data sources of Terraform, on one cluster."""

from datetime import datetime, timedelta

import pytest

from tests.contracts.terraform import extras
from tests.contracts.terraform.core import CLUSTER
from tests.contracts.waiting import run_one


@pytest.fixture
def calls(terraform, cluster, pool):
    """The provider's calls, with a cluster and a pool applied."""
    terraform.apply({CLUSTER: cluster, "pool": pool})
    return terraform.calls


@pytest.fixture
def cluster_id(calls, terraform):
    return terraform.cluster_id


def test_an_addon_is_installed_configured_and_upgraded(calls, cluster_id, tenant):
    catalogue = extras.addons(calls, cluster_id)
    assert catalogue["coredns"]["version"]
    assert catalogue["ack-node-problem-detector"] is None
    addon = extras.Addon(calls, cluster_id, "ack-node-problem-detector")

    installed = run_one(tenant.clock, addon.install("1.2.16"))
    assert (installed["version"], installed["config"]) == ("1.2.16", {})
    configured = run_one(tenant.clock, addon.configure('{"replicas": 3}'))
    assert (configured["version"], configured["config"]) == ("1.2.16", {"replicas": 3})
    [(name, newer)] = upgrades(calls, cluster_id)
    assert name == addon.name
    upgraded = run_one(tenant.clock, addon.upgrade(newer, '{"replicas": 3}'))
    assert (upgraded["version"], upgraded["config"]) == (newer, {"replicas": 3})
    assert list(upgrades(calls, cluster_id)) == []


def upgrades(calls, cluster_id):
    """What is installed and can be upgraded, with the next version, as the older call lists it."""
    path = f"/clusters/{cluster_id}/components/version"
    listed = calls.typed("DescribeClusterAddonsVersion", "GET", path)
    for each in listed.values():
        if each["can_upgrade"] == "true":
            yield each["component_name"], each["next_version"]


def test_rights_are_added_and_taken_away_one_by_one(calls, cluster_id):
    user = extras.Permissions(calls, "217651234567890123")
    admin = {
        "cluster": cluster_id,
        "role_type": "cluster",
        "role_name": "ops",
        "is_custom": False,
        "is_ram_role": False,
    }
    dev = {**admin, "role_type": "namespace", "namespace": "default", "role_name": "dev"}
    assert user.read() == []
    assert len(user.change("patch", admin)) == 1
    assert len(user.change("patch", dev)) == 2
    assert len(user.change("patch", dev)) == 2
    left = user.change("delete", admin)
    assert [each["role_name"] for each in left] == ["dev"]
    assert user.change("delete", dev) == []


def test_the_data_sources_find_the_cluster(calls, cluster_id, terraform, tenant):
    assert [each["cluster_id"] for each in extras.clusters(calls)] == [cluster_id]
    assert [each["name"] for each in extras.clusters(calls, cluster_id=cluster_id)] == ["one"]
    assert list(extras.clusters(calls, cluster_id=f"c{'0' * 32}")) == []

    [older] = extras.older_clusters(calls)
    assert older["name"] == "one"
    assert older["nodes"]["page"]["total_count"] == 2
    assert older["endpoints"]["intranet_api_server_endpoint"].startswith("https://")

    path = f"/clusters/{cluster_id}/nodepools"
    found = calls.pooled("GET", path, NodepoolName="workers")["nodepools"]
    assert [each["nodepool_info"]["name"] for each in found] == ["workers"]
    assert calls.pooled("GET", path, NodepoolName="others")["nodepools"] == []

    known = extras.versions(calls, "ManagedKubernetes")
    assert len(known) >= 2
    assert all(any("containerd" in runtime for runtime in each) for each in known.values())
    version = next(iter(known))
    chosen = extras.versions(calls, "ManagedKubernetes", KubernetesVersion=version)
    assert chosen == {version: known[version]}


def test_a_credential_ends_when_it_was_asked_to(calls, cluster_id, tenant):
    ends, certificates = extras.credential(calls, cluster_id, 60)
    now = datetime.fromisoformat(tenant.clock.now)
    assert datetime.fromisoformat(ends) - now <= timedelta(minutes=60)
    assert all(certificates)
