"""The simulator by testcontainers: what the class asks of an engine, and that it works then."""

import json

import pytest
from aliyunsdkcs.request.v20151215.DescribeClustersRequest import DescribeClustersRequest
from cs_simulator.client import Connection, RefusedError
from cs_simulator.server.control.contract.calls import LIST_CALLS
from cs_simulator.testing import CSSimulatorContainer
from testcontainers.core.config import ConnectionMode, testcontainers_config

from tests.testing.engine import Listening


@pytest.fixture
def engine(serve, monkeypatch):
    listening = Listening(serve)
    monkeypatch.setenv("DOCKER_HOST", listening.address)
    monkeypatch.setattr(testcontainers_config, "ryuk_disabled", True)
    monkeypatch.setattr(
        testcontainers_config, "connection_mode_override", ConnectionMode.docker_host
    )
    with listening as engine:
        yield engine


def test_a_container_gives_tenants_as_a_simulator_in_this_process_does(engine):
    with CSSimulatorContainer().with_env("CS_SIMULATOR_RATE", "7") as simulator:
        tenant = simulator.tenant(seed=3)
        client = tenant.legacy_client()
        assert json.loads(client.do_action_with_exception(DescribeClustersRequest())) == []
        assert tenant.seed == 3
        assert tenant.calls.count() == 1
    assert engine.made["Image"] == "cs-simulator"
    assert engine.made["ExposedPorts"] == {"8015/tcp": {}}
    assert {"CS_SIMULATOR_CLOCK=polling", "CS_SIMULATOR_RATE=7"} <= set(engine.made["Env"])
    assert engine.is_removed


def test_the_control_plane_of_a_container_wants_the_token_of_its_class(engine):
    variables = {"CS_SIMULATOR_ALLOW_REMOTE": "true", "CS_SIMULATOR_HOST": "0.0.0.0"}
    with CSSimulatorContainer("mirror/cs-simulator:1").with_envs(**variables) as simulator:
        assert simulator.tenant().calls.list() == []
        with (
            Connection(f"http://127.0.0.1:{engine.served.port}") as stranger,
            pytest.raises(RefusedError),
        ):
            stranger.call(LIST_CALLS)
    assert engine.made["Image"] == "mirror/cs-simulator:1"
