"""Dedicated, serverless and edge clusters as Terraform makes, reads and deletes them."""

import pytest

from tests.contracts.terraform.calls import Calls
from tests.contracts.terraform.other_clusters import Dedicated, Edge, Serverless
from tests.contracts.waiting import run_one


@pytest.fixture(params=[True, False], ids=["newest", "1.246"])
def calls(wire, request):
    return Calls(wire, is_newest=request.param)


def live(kind, tenant, config):
    """Make a cluster and read it twice; returns its id and what was read."""
    ids = []
    made = run_one(tenant.clock, kind.create(config, ids.append))
    [cluster_id] = ids
    assert kind.read(cluster_id) == made
    return cluster_id, made


def end(kind, tenant, cluster_id):
    run_one(tenant.clock, kind.delete(cluster_id))
    assert kind.read(cluster_id) is None


def test_a_dedicated_cluster_lives(calls, tenant):
    kind = Dedicated(calls)
    config = {
        "name": "dedicated",
        "master_vswitch_ids": [tenant.vswitch_id] * 3,
        "master_instance_types": ["ecs.g7.xlarge"] * 3,
        "container_cidr": "172.20.0.0/16",
        "service_cidr": "172.21.0.0/20",
        "login_password": "Master-Passw0rd",
        "snat_entry": True,
        "endpoint_public_access": True,
    }
    cluster_id, made = live(kind, tenant, config)
    assert len(set(made["masters"])) == 3
    assert made["parameters"]["MasterVSwitchIds"] == ",".join([tenant.vswitch_id] * 3)
    assert len(made["nat"]) == 1
    assert made["connections"].keys() == {
        "api_server_endpoint",
        "intranet_api_server_endpoint",
    }
    end(kind, tenant, cluster_id)


def test_a_serverless_cluster_lives(calls, tenant):
    kind = Serverless(calls)
    config = {
        "name": "serverless",
        "vswitch_ids": [tenant.vswitch_id],
        "service_cidr": "172.21.0.0/20",
        "endpoint_public_access": True,
        "deletion_protection": False,
        "service_discovery_types": ["CoreDNS"],
    }
    cluster_id, made = live(kind, tenant, config)
    assert made["vswitch_ids"] == [tenant.vswitch_id]
    assert made["deletion_protection"] is False
    end(kind, tenant, cluster_id)


def test_an_edge_cluster_lives(calls, tenant):
    kind = Edge(calls)
    config = {
        "name": "edge",
        "vswitch_ids": [tenant.vswitch_id],
        "container_cidr": "172.20.0.0/16",
        "service_cidr": "172.21.0.0/20",
        "num_of_nodes": 2,
        "worker_instance_types": ["ecs.g7.xlarge"],
        "worker_system_disk_category": "cloud_essd",
        "worker_system_disk_size": 120,
        "worker_vswitch_ids": [tenant.vswitch_id],
        "login_password": "Edge-Passw0rd",
        "endpoint_public_access": True,
    }
    cluster_id, made = live(kind, tenant, config)
    assert made.keys() == {"default-nodepool"}
    tenant.clock.until()
    assert kind.read(cluster_id) == {"default-nodepool": ("ess", "active", 2)}
    kind.rename(cluster_id, "renamed")
    assert kind.strict_detail(cluster_id)["name"] == "renamed"
    end(kind, tenant, cluster_id)
