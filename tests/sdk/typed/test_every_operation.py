"""Every operation of a life by its typed method, signed, its answer checked field by field.

An operation that today's clients need for the life of clusters, pools, nodes, tasks, credentials,
add-ons and tags has a row here for each client.
"""

import pytest
from cs_simulator.catalog.known_operations import verified
from cs_simulator.testing import Simulator

from tests.sdk.conftest import KEYS
from tests.sdk.schemas.walker import NOTHING, problems, schemas
from tests.sdk.typed.rows import ROWS
from tests.sdk.typed.there import There
from tests.sdk.typed.typed_clients import (
    NodeClient,
    PythonClient,
    PythonClientV2,
    lost,
    path_parameters,
)

NEEDED = [
    "AttachInstances",
    "AttachInstancesToNodePool",
    "CancelTask",
    "CreateCluster",
    "CreateClusterNodePool",
    "DeleteCluster",
    "DeleteClusterNodepool",
    "DeleteClusterNodes",
    "DescribeClusterAddonsVersion",
    "DescribeClusterDetail",
    "DescribeClusterNodePoolDetail",
    "DescribeClusterNodePools",
    "DescribeClusterNodes",
    "DescribeClusterResources",
    "DescribeClusterTasks",
    "DescribeClusterUserKubeconfig",
    "DescribeClusters",
    "DescribeClustersForRegion",
    "DescribeClustersV1",
    "DescribeKubernetesVersionMetadata",
    "DescribeTaskInfo",
    "GetClusterAddonInstance",
    "GetUpgradeStatus",
    "InstallClusterAddons",
    "ListAddons",
    "ListClusterAddonInstances",
    "ListTagResources",
    "ModifyCluster",
    "ModifyClusterAddon",
    "ModifyClusterNodePool",
    "ModifyClusterTags",
    "PauseTask",
    "RemoveClusterNodes",
    "RemoveNodePoolNodes",
    "ResumeTask",
    "ScaleClusterNodePool",
    "ScaleOutCluster",
    "TagResources",
    "UnInstallClusterAddons",
    "UntagResources",
    "UpgradeCluster",
    "UpgradeClusterAddons",
    "UpgradeClusterNodepool",
]


@pytest.fixture(scope="module")
def simulator():
    with Simulator(auth="enforce", credentials=KEYS, clock="frozen") as running:
        yield running


@pytest.fixture(scope="module")
def node_client(request):
    client = NodeClient(request.getfixturevalue("node_folder"))
    yield client
    client.close()


@pytest.fixture(params=[PythonClient, PythonClientV2, NodeClient], ids=lambda kind: kind.__name__)
def client(request):
    kind = request.param
    return request.getfixturevalue("node_client") if kind is NodeClient else kind()


def test_every_needed_operation_has_a_row():
    assert sorted(row.operation for row in ROWS) == NEEDED
    assert schemas().keys() >= set(NEEDED)


@pytest.mark.parametrize("client", [PythonClient, NodeClient], ids=lambda kind: kind.__name__)
def test_the_record_of_what_is_verified_is_that_of_the_rows(client):
    assert verified()["ack"][client.name] == NEEDED


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.operation)
def test_a_typed_method_gets_an_answer_of_its_type(simulator, client, row):
    there = There(simulator.tenant())
    row.given(there)
    path = [there.ids[name] for name in row.path]
    assert len(path) == len(path_parameters(row.operation))

    answer = client.ask(
        there.tenant, row.operation, path, None if row.request is None else row.request(there)
    )

    assert answer.status == row.status
    assert len(answer.request_id) == 36
    assert problems(row.operation, answer.raw) == []
    if schemas()[row.operation]["answer"] == NOTHING:
        assert not answer.raw
    else:
        assert lost(answer.raw, answer.mapped) == []
    if row.task:
        there.ids |= answer.raw
        assert there.task()["task_type"] == row.task
        there.settle()
        assert there.task()["state"] == "success"
    row.then(there, answer.raw)
