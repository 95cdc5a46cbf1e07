"""Every operation of today's SDK by its typed method, signed, its answer checked field by field.

An operation that is modelled has a row; one that is not is refused, and its client reads why.
"""

import json

import pytest
from cs_simulator.catalog.known_operations import verified
from cs_simulator.operations import reference

from tests.sdk.clients import ClientRefusedError
from tests.sdk.schemas.walker import NOTHING, OLD_FIELDS, problems, schemas
from tests.sdk.typed.record import CLIENTS, refused, verified_by_rows
from tests.sdk.typed.rows import ROWS
from tests.sdk.typed.there import There, a_cluster
from tests.sdk.typed.typed_clients import (
    NodeClient,
    PythonClient,
    PythonClientV2,
    has_request,
    lost,
    path_parameters,
)

REFUSED = refused()
# What the body of a refused operation must have, lest it be refused for that.
NEEDED = {
    "CreateNodePoolComponentInstances": {"components": [{"name": "kubelet"}]},
    "RunNodeOperation": {"operationAction": "restart"},
}


@pytest.fixture
def client(request):
    kind = request.param
    return request.getfixturevalue("node_client") if kind is NodeClient else kind()


def by_each(*kinds):
    return pytest.mark.parametrize("client", kinds, indirect=True, ids=lambda kind: kind.__name__)


@pytest.fixture(scope="module")
def there(simulator):
    made = There(simulator.tenant())
    a_cluster(made)
    return made


def test_every_operation_that_is_modelled_has_a_row():
    assert sorted(row.operation for row in ROWS) == sorted(schemas().keys() - REFUSED.keys())


def test_the_record_of_what_is_verified_is_that_of_the_rows():
    assert verified()["ack"] == {client.name: verified_by_rows() for client in CLIENTS}


def test_no_operation_that_is_modelled_is_without_a_client_that_verified_it():
    rows = [row for row in reference() if row.is_modelled]
    assert [row.name for row in rows if not row.verified_by] == []


def kept_by_the_model(row, answer):
    """What the client's model keeps of an answer: all but what older clients read alone."""
    if not isinstance(answer, dict):
        return answer
    old = OLD_FIELDS.get(row.operation, {})
    return {key: value for key, value in answer.items() if key not in old}


@by_each(PythonClient, PythonClientV2, NodeClient)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.operation)
def test_a_typed_method_gets_an_answer_of_its_type(simulator, client, row):
    there = There(simulator.tenant())
    row.given(there)
    path = [there.ids[name] for name in row.path]
    assert len(path) == len(path_parameters(row.operation))
    request = None if row.request is None else row.request(there)
    if row.refusal:
        with pytest.raises(ClientRefusedError) as refusal:
            client.ask(there.tenant, row.operation, path, request)
        assert (refusal.value.status, refusal.value.code) == (row.status, row.refusal)
        row.then(there, refusal.value)
        return

    answer = client.ask(there.tenant, row.operation, path, request)

    assert answer.status == row.status
    assert len(answer.request_id) == 36
    assert problems(row.operation, answer.raw) == []
    if schemas()[row.operation]["answer"] == NOTHING:
        assert set(json.loads(answer.raw or "{}")) <= OLD_FIELDS.get(row.operation, {}).keys()
    else:
        assert lost(kept_by_the_model(row, answer.raw), answer.mapped) == []
    if row.task:
        there.ids |= answer.raw
        assert there.task()["task_type"] == row.task
        there.settle()
        assert there.task()["state"] == "success"
    row.then(there, answer.raw)


@by_each(*CLIENTS)
@pytest.mark.parametrize("operation", REFUSED)
def test_an_operation_that_is_not_modelled_is_refused_with_the_reason(there, client, operation):
    path = [there.ids.get(name, "some") for name in path_parameters(operation)]
    request = NEEDED.get(operation, {}) if has_request(operation) else None

    with pytest.raises(ClientRefusedError) as refusal:
        client.ask(there.tenant, operation, path, request)

    assert (refusal.value.status, refusal.value.code) == (501, "OperationNotModelled")
    assert REFUSED[operation] in refusal.value.message
