"""A zone that is lost as a whole, for a time: its nodes, and the instances that are made there."""

import pytest
from cs_simulator.domain.instants import HOUR

from tests.support.scripts import loaded, run

ZONE, OTHER = "cn-beijing-b", "cn-beijing-a"
SWARM = "{call: POST /clusters, body: {name: a, size: 2}, expect_status: 202}"
MANAGED = "{call: POST /clusters, body: {cluster_type: ManagedKubernetes, name: k}}"
POOL = "{call: 'POST /clusters/{cluster_id}/nodepools', body: {name: %s, desired_size: 2%s}}"
LOST = "{check: {nodes: {is_lost: %s}, count: %d}}"


def losing(*actions):
    lines = "".join(f"  - {{{action}}}\n" for action in actions)
    return f"timeline:\n{lines}"


FOR_AN_HOUR = losing(f"at: +1h, do: lose_zone, zone_id: {ZONE}, for: 1h")


@pytest.mark.parametrize("made", [[SWARM], [MANAGED, "{until: settled}", POOL % ("one", "")]])
async def test_the_nodes_of_a_zone_are_lost_for_a_time(made):
    result = await run(
        *made,
        "{until: settled}",
        LOST % ("false", 2),
        "{until: idle}",
        LOST % ("false", 2),
        "{check: {calls: {}, count: {min: 1}}}",
        more=FOR_AN_HOUR,
    )
    assert result.failures == []
    assert result.ended - result.began == 2 * HOUR
    lines = [line.text for line in result.history.log]
    assert sum("is disconnected" in line for line in lines) == 2
    assert sum("is back" in line for line in lines) == 2


async def test_no_instance_is_made_in_a_lost_zone_until_it_is_back():
    result = await run(
        "{advance: 90m}",
        SWARM,
        "{until: settled}",
        "{check: {clusters: {name: a, state: failed}, count: 1}}",
        "{check: {tasks: {error_code: OperationDenied.NoStock}, count: 1}}",
        "{advance: 1h}",
        SWARM.replace("name: a", "name: b"),
        "{until: settled}",
        "{check: {clusters: {name: b, state: running}, count: 1}}",
        more=FOR_AN_HOUR,
    )
    assert result.failures == []


async def test_a_pool_with_another_zone_gets_its_nodes_there():
    both = ", scaling_group: {vswitch_ids: [vsw-2zedefaultb, vsw-2zedefaulta]}"
    result = await run(
        MANAGED,
        "{advance: 90m}",
        POOL % ("one", both),
        POOL % ("two", ""),
        "{until: settled}",
        "{check: {nodes: {node_pool: one, state: running, is_lost: false}, count: 2}}",
        "{check: {nodes: {node_pool: two, state: running}, count: 0}}",
        more=FOR_AN_HOUR,
    )
    assert result.failures == []


async def test_a_node_that_comes_up_in_a_lost_zone_is_lost_until_the_zone_is_back():
    result = await run(
        SWARM,
        "{until: settled}",
        LOST % ("true", 2),
        "{advance: 1h}",
        LOST % ("true", 2),
        "{advance: 10h}",
        LOST % ("true", 0),
        more=losing(
            f"at: +1m, do: lose_zone, zone_id: {ZONE}",
            f"at: +5h, do: recover_zone, zone_id: {ZONE}",
            f"at: +6h, do: recover_zone, zone_id: {ZONE}",
        ),
    )
    assert result.failures == []


async def test_the_nodes_of_other_zones_stay():
    result = await run(
        SWARM,
        "{until: idle}",
        LOST % ("true", 0),
        more=losing(f"at: +1h, do: lose_zone, zone_id: {OTHER}"),
    )
    assert result.failures == []


def test_the_time_after_which_it_is_back_is_one():
    with pytest.raises(ValueError, match="write how long"):
        loaded(losing(f"at: +1h, do: lose_zone, zone_id: {ZONE}, for: 0"))
