"""Agents of registered clusters: they connect and are lost by actions of a scenario's timeline."""

import pytest
from cs_simulator.domain.instants import MINUTE
from cs_simulator.engine import scenario

from tests.support.kubernetes import ABSENT, a_body, a_running, create, detail, state
from tests.support.worlds import a_tenant, advance, log_of, settle

REGISTERED = a_body(cluster_type="ExternalKubernetes", profile=ABSENT, container_cidr=ABSENT)


def under(tenant, *actions):
    metadata = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "agents"}}
    written = {**metadata, "timeline": list(actions)}
    tenant.change(0.0, lambda unit: scenario.begin(unit, written))


def after(tenant, minutes):
    advance(tenant, tenant.now(0.0) + minutes * MINUTE)


def test_a_cluster_runs_once_its_agent_is_connected():
    tenant = a_tenant()
    cluster_id = a_running(tenant, REGISTERED)
    assert state(tenant, cluster_id).value == "waiting"

    under(tenant, {"at": "1m", "do": "connect_agent", "cluster": ["shop"]})
    after(tenant, 2)

    assert detail(tenant, cluster_id)["state"] == "running"
    assert "The agent is connected" in log_of(tenant, cluster_id)


def test_an_agent_that_is_lost_for_a_time_is_back():
    tenant = a_tenant()
    cluster_id = a_running(tenant, REGISTERED)
    under(
        tenant,
        {"at": "1m", "do": "connect_agent"},
        {"at": "2m", "do": "disconnect_agent", "for": "5m"},
    )

    seen = []
    for _ in range(4):
        after(tenant, 2)
        seen.append(state(tenant, cluster_id).value)

    assert seen == ["disconnected", "disconnected", "disconnected", "running"]


@pytest.mark.parametrize("action", ["connect_agent", "disconnect_agent"])
def test_clusters_without_an_agent_and_new_ones_stay_as_they_are(action):
    tenant = a_tenant()
    managed = a_running(tenant)
    new = create(tenant, REGISTERED)

    under(tenant, {"at": "1s", "do": action, "cluster": ["shop"]})
    after(tenant, 0.1)
    states = state(tenant, managed).value, state(tenant, new).value
    settle(tenant)

    assert states == ("running", "initial")
    assert state(tenant, new).value == "waiting"
