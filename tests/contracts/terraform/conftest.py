"""Terraform on a tenant of its own, with the provider of today and with that of 2025."""

import pytest

from tests.contracts.terraform.calls import Calls
from tests.contracts.terraform.core import Terraform


@pytest.fixture(params=[True, False], ids=["newest", "1.246"])
def terraform(wire, tenant, request):
    return Terraform(Calls(wire, is_newest=request.param), tenant.clock)


@pytest.fixture
def cluster(tenant):
    return a_cluster(tenant)


def a_cluster(tenant):
    """The configuration of a cluster."""
    return {
        "name": "one",
        "cluster_spec": "ack.pro.small",
        "vswitch_ids": [tenant.vswitch_id],
        "container_cidr": "172.20.0.0/16",
        "service_cidr": "172.21.0.0/20",
    }


@pytest.fixture
def pool(tenant):
    return a_pool(tenant)


def a_pool(tenant):
    """The configuration of a node pool."""
    return {
        "name": "workers",
        "desired_size": 2,
        "instance_types": ["ecs.g7.xlarge"],
        "vswitch_ids": [tenant.vswitch_id],
        "labels": [{"key": "a", "value": "b"}],
    }
