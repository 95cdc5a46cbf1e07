"""Operations that the service plans by itself: none."""

import pytest

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_tenant, call

LISTS = ["/operation/plans", "/regions/cn-beijing/operation/plans"]


@pytest.mark.parametrize("path", LISTS)
def test_nothing_is_planned(path):
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)

    assert call(tenant, "GET", path).ok() == {"plans": []}
    assert call(tenant, "GET", f"{path}?cluster_id={cluster_id}").ok() == {"plans": []}
    answer = call(tenant, "GET", f"{path}?cluster_id=c0")
    assert (answer.status, answer.body["code"]) == (404, "ErrorClusterNotFound")


def test_a_plan_that_does_not_exist_cannot_be_called_off():
    answer = call(a_tenant(), "DELETE", "/operation/plans/P-69ce1022aa09ae010300000b")

    assert (answer.status, answer.body["code"]) == (404, "InvalidResource.NotFound")
