"""Which names can be protected against deletion: those that a namespace or a Service can have."""

from urllib.parse import quote

import pytest

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_tenant, call, settle

NO_NAMES = pytest.mark.parametrize("name", ["a/b", "a.b", "Web", "-a", "a-", "a b", "a" * 64, "é"])


class Cluster:
    """A running Kubernetes cluster with the components of policies."""

    def __init__(self):
        self.tenant = a_tenant()
        self.path = f"/clusters/{a_kubernetes_cluster(self.tenant)}"
        rows = [{"name": name} for name in ("gatekeeper", "policy-template-controller")]
        call(self.tenant, "POST", f"{self.path}/components/install", rows).ok()
        settle(self.tenant)

    def protect(self, resource_type, *names, **more):
        body = {"resource_type": resource_type, "resources": names, "enable": True, **more}
        return call(self.tenant, "PUT", f"{self.path}/resources/protection", body)

    def shown(self, resource_type, *names, namespace="default"):
        query = f"resources={quote(','.join(names))}&namespace={quote(namespace)}"
        path = f"{self.path}/resources/{resource_type}/protection?{query}"
        return call(self.tenant, "GET", path)


@NO_NAMES
@pytest.mark.parametrize("resource_type", ["services", "namespaces"])
def test_a_name_that_no_object_can_have_is_refused(resource_type, name):
    cluster = Cluster()

    assert cluster.protect(resource_type, "web", name).code == "InvalidParameter.Resources"
    assert cluster.shown(resource_type, "web", name).code == "InvalidParameter.Resources"
    [shown] = cluster.shown(resource_type, "web").ok()
    assert not shown["protection"]


@NO_NAMES
def test_a_namespace_that_there_cannot_be_is_refused(name):
    cluster = Cluster()

    refused = cluster.protect("services", "web", namespace=name)

    assert refused.code == "InvalidParameter.Namespace"
    assert cluster.shown("services", "web", namespace=name).code == "InvalidParameter.Namespace"


def test_the_longest_names_can_be_protected():
    cluster, name = Cluster(), "1" + "a" * 62

    cluster.protect("services", name, namespace=name).ok()

    [shown] = cluster.shown("services", name, namespace=name).ok()
    assert (shown["name"], shown["protection"]) == (name, True)
