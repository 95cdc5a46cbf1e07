"""One simulator for all tests here: HTTPS only, signatures verified, a tenant for each test."""

import ssl
from contextlib import closing

import pytest
from cs_simulator.client.server import authority
from cs_simulator.testing import Simulator

from tests.contracts.wire import Wire


@pytest.fixture(scope="session")
def simulator():
    with Simulator(
        tls=True, auth="enforce", credentials=("testid:testsecret",), clock="frozen"
    ) as running:
        yield running


@pytest.fixture(scope="session")
def context(simulator):
    """Trusts the simulator's authority, and checks the name that is dialled."""
    return ssl.create_default_context(cadata=authority(simulator.connection))


@pytest.fixture
def tenant(simulator):
    return simulator.tenant(clock="frozen")


@pytest.fixture
def wire(tenant, context):
    with closing(a_wire(tenant, context)) as made:
        yield made


def a_wire(tenant, context):
    """The calls of the tenant's own key pair."""
    host, _, port = tenant.host.partition(":")
    return Wire(
        host=host,
        port=int(port),
        context=context,
        key=tenant.access_key_id,
        secret=tenant.access_key_secret,
        region=tenant.region_id,
    )


@pytest.fixture
def two_versions(wire):
    """Two versions of Kubernetes, the second of which an upgrade of the first leads to."""
    known = wire.tea_roa(
        "GET", "/api/v1/metadata/versions", Region=wire.region, ClusterType="ManagedKubernetes"
    )
    by_minor = {int(each["version"].split(".")[1]): each["version"] for each in known}
    newest = sorted(by_minor)[-2:]
    return [by_minor[minor] for minor in newest]
