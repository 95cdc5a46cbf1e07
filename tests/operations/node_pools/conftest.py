"""A tenant, and a Kubernetes cluster in it that runs and has no nodes."""

import pytest

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_tenant


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return a_kubernetes_cluster(tenant)
