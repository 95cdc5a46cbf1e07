"""Operations that today's SDK lacks, by the calls without a method that its clients can make."""

import pytest
from cs_simulator.operations import all_operations

from tests.sdk.clients import TeaNode, TeaPython
from tests.sdk.schemas.walker import schemas
from tests.sdk.typed.older import OLDER
from tests.sdk.typed.there import There, a_cluster


@pytest.fixture(params=[TeaPython, TeaNode], ids=lambda kind: kind.__name__)
def make_client(request):
    """Make a client of a tenant."""
    process = request.getfixturevalue("node_process") if request.param is TeaNode else None

    def make(tenant):
        pair = {"key": tenant.access_key_id, "secret": tenant.access_key_secret}
        client = request.param(address=tenant.host, **pair)
        if process:
            client.process = process
        return client

    return make


def test_every_operation_of_kubernetes_clusters_that_the_sdk_lacks_has_a_row():
    names = {each.name for each in all_operations() if each.cluster_type == "ack"}
    assert OLDER.keys() == names - schemas().keys()


@pytest.mark.parametrize("operation", OLDER)
def test_a_client_gets_the_answer_of_an_older_operation(simulator, make_client, operation):
    there, row = There(simulator.tenant()), OLDER[operation]
    a_cluster(there)
    client, cluster_id = make_client(there.tenant), there.ids["cluster_id"]

    answer = client.call(operation, cluster_id=cluster_id, body=row.body(there))

    row.then(there, answer)
