"""Namespaces and Services that are protected against deletion."""

from tests.sdk.typed import there as given
from tests.sdk.typed.entering import status_at
from tests.sdk.typed.rows._row import CLUSTER, row

ADDONS = ("flannel", "gatekeeper", "policy-template-controller")
SERVICE = "/api/v1/namespaces/default/services/kubernetes"


def _a_cluster(there):
    """A cluster that can have protection, and the kubeconfig of it."""
    given.a_cluster(there, addons=[{"name": name} for name in ADDONS])
    there.ids |= {"resource_type": "services", "config": there.kubeconfig()}


def _a_protected_service(there):
    """A cluster with a Service that is protected."""
    _a_cluster(there)
    _update(there, enable=True)


def _update(there, *, enable):
    request = _of_the_service(enable=enable)
    there.ask("UpdateResourcesDeleteProtection", "cluster_id", request=request)


def _of_the_service(*, enable):
    return {
        "resource_type": "services",
        "namespace": "default",
        "resources": ["kubernetes"],
        "enable": enable,
    }


@row("UpdateResourcesDeleteProtection", _a_cluster, *CLUSTER, request=_of_the_service(enable=True))
def _protects_a_service(there, answer):
    assert (answer["protection"], answer["resources"]) == ("enable", ["kubernetes"])
    assert status_at(there.ids["config"], SERVICE, "DELETE") == 403
    assert status_at(there.ids["config"], SERVICE) == 200
    _update(there, enable=False)
    assert status_at(there.ids["config"], SERVICE, "DELETE") == 200


@row(
    "DescribeResourcesDeleteProtection", _a_protected_service, "cluster_id", "resource_type",
    request={"namespace": "default", "resources": "kubernetes,other"},
)  # fmt: skip
def _tells_what_is_protected(there, answer):
    assert {each["namespace"] for each in answer} == {"default"}
    assert {each["name"]: each["protection"] for each in answer} == {
        "kubernetes": True,
        "other": False,
    }
