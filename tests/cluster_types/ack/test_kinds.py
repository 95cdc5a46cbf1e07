"""What Kubernetes clusters are called by scenarios, by what was sent to create them."""

import pytest
from cs_simulator.catalog.addons import KINDS
from cs_simulator.cluster_types import registry
from cs_simulator.cluster_types.ack.kinds import NAMES, Kind, addon_kind, kind_of, names_of_body

from tests.support.worlds import a_tenant, call


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"cluster_type": "ManagedKubernetes"}, ("ManagedKubernetes", "ManagedKubernetes/Default")),
        (
            {"cluster_type": "ManagedKubernetes", "profile": "Edge"},
            ("ManagedKubernetes", "ManagedKubernetes/Edge"),
        ),
        (
            {"cluster_type": "managedkubernetes", "profile": "Serverless"},
            ("ManagedKubernetes", "ManagedKubernetes/Serverless", "Ask"),
        ),
        (
            {"cluster_type": "Ask"},
            ("ManagedKubernetes", "ManagedKubernetes/Serverless", "Ask"),
        ),
        ({"cluster_type": "Kubernetes", "profile": "Default"}, ("Kubernetes",)),
        ({"cluster_type": "ExternalKubernetes"}, ("ExternalKubernetes",)),
        ({"cluster_type": "Nomad"}, ()),
        ({"cluster_type": 3}, ()),
        ({}, ()),
    ],
)
def test_a_cluster_has_the_names_of_its_type_and_profile(body, names):
    assert names_of_body(body) == names
    assert set(names) <= set(NAMES)


def test_a_cluster_keeps_its_names():
    tenant = a_tenant()
    body = {
        "name": "web",
        "cluster_type": "ManagedKubernetes",
        "region_id": "cn-beijing",
        "vpcid": "vpc-2zedefault",
        "vswitch_ids": ["vsw-2zedefaultb"],
        "container_cidr": "172.20.0.0/16",
        "service_cidr": "172.21.0.0/20",
    }
    cluster_id = call(tenant, "POST", "/clusters", body).ok()["cluster_id"]
    names = registry().names_of(tenant.world.clusters[cluster_id])
    assert names == ("ack", "ManagedKubernetes", "ManagedKubernetes/Default")


@pytest.mark.parametrize(
    ("cluster_type", "profile", "kind"),
    [
        ("ManagedKubernetes", "Default", "managed"),
        ("ManagedKubernetes", "", "managed"),
        ("ManagedKubernetes", "Serverless", "serverless"),
        ("Ask", "", "serverless"),
        ("ManagedKubernetes", "Edge", "edge"),
        ("ManagedKubernetes", "Lingjun", "lingjun"),
        ("Kubernetes", "", "dedicated"),
        ("ExternalKubernetes", "", "registered"),
    ],
)
def test_the_kind_of_a_cluster_follows_from_type_and_profile(cluster_type, profile, kind):
    assert kind_of(cluster_type, profile) == kind


def test_lingjun_clusters_have_the_components_of_managed_ones():
    assert {addon_kind(kind) for kind in Kind} == set(KINDS)
    assert addon_kind(Kind.LINGJUN) == "managed"
