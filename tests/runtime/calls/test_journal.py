"""What the journal keeps of the answers to reads."""

import pytest
from cs_simulator.operations import Answer, Incoming
from cs_simulator.runtime.calls.journal import entry_of
from cs_simulator.runtime.calls.perform import begin, route

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool
from tests.support.worlds import a_tenant, perform

SCRIPT = "c2VjcmV0"


def kept_of(tenant, path):
    """The answer to a read as the journal has it."""
    incoming = Incoming("GET", path, path, {}, b"", "application/json", "")
    record = begin(tenant, incoming, 0.0)
    route(record)
    answer = perform(tenant, incoming)
    assert isinstance(answer, Answer)
    return entry_of(record, answer, 0).answer


@pytest.mark.parametrize("field", ["user_data", "pre_user_data"])
def test_the_scripts_of_nodes_are_not_kept(field):
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    pool_id = a_pool(tenant, cluster_id, size=0, kubernetes_config={field: SCRIPT})

    for path in ("", f"/{pool_id}"):
        kept = kept_of(tenant, f"/clusters/{cluster_id}/nodepools{path}")
        assert f'"{field}":"***"' in kept
        assert SCRIPT not in kept


def test_a_label_that_names_a_secret_is_kept_without_its_value():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    labels = [{"key": "password", "value": "S3cr3tPw"}]
    pool_id = a_pool(tenant, cluster_id, size=0, kubernetes_config={"labels": labels})

    kept = kept_of(tenant, f"/clusters/{cluster_id}/nodepools/{pool_id}")

    assert "S3cr3tPw" not in kept
