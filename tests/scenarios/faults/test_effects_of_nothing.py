"""Faults of steps that would change nothing do not fire; nor do those of nodes where none is."""

import pytest
from cs_simulator.engine import rule_counters

from tests.support.builders import a_create_body
from tests.support.scenario_client import A_SCENARIO


@pytest.mark.parametrize(
    ("then", "stage"),
    [
        ({"flapping": {}}, "slb"),
        ({"ready_then_lost": {}}, "security_group"),
        ({"stuck": 0}, "ecs"),
        ({"slow": {"factor": 1}}, "ecs"),
    ],
)
async def test_a_rule_of_an_older_database_that_can_do_nothing_has_no_hits(play, then, stage):
    """Lint refuses such rules today; they may be in force since an earlier release."""
    from cs_simulator.engine import scenario
    from cs_simulator.server.app import SIMULATOR

    simulator = play.api.server.app[SIMULATOR]
    tenant = await simulator.tenants.get("default")
    rules = [{"id": "old", "when": {"stage": stage}, "then": then}]
    source = {**A_SCENARIO, "rules": rules}
    tenant.change(0.0, lambda unit: scenario.begin(unit, source))
    assert (await play.call("POST", "/clusters", a_create_body(size=1))).status == 202
    await play.advance()
    count = rule_counters.totals(tenant.world.rule_counters)["old"]
    assert count.matched > 0
    assert count.fired == 0
