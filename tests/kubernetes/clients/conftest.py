"""A cluster that real clients call, and the releases of kubectl that call it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kubernetes.clients import client_go
from tests.kubernetes.clients.kubectl import RELEASES, Kubectl, Release
from tests.support.served_clusters import ServedCluster, cluster_served


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedCluster]:
    """A running cluster with three nodes, one for all tests of a module; its clock is polling."""
    with cluster_served(tmp_path_factory.mktemp("served"), "--clock=polling") as cluster:
        yield cluster


@pytest.fixture(params=RELEASES, ids=lambda each: each.name)
def release(request: pytest.FixtureRequest) -> Release:
    """A release of kubectl."""
    found: Release = request.param
    return found


@pytest.fixture
def kubectl(
    cluster: ServedCluster,
    release: Release,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Kubectl:
    """That kubectl, for the cluster, with an empty home folder."""
    program = release.program(tmp_path_factory.getbasetemp().parent)
    return Kubectl(program=program, kubeconfig=cluster.kubeconfig, home=tmp_path)


@pytest.fixture(scope="session")
def go(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with client-go, which all processes of a test run share."""
    client_go.require()
    return client_go.program(_shared(tmp_path_factory) / "client-go")


@pytest.fixture(scope="session")
def go_operator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with controller-runtime, which all processes of a test run share."""
    client_go.require()
    return client_go.program(_shared(tmp_path_factory) / "go-operator", client_go.OPERATOR)


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder
