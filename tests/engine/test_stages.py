"""Which stage of a plan comes next, and what its log line says, for every kind of name."""

from typing import Any

import pytest
from cs_simulator.domain.durations import Fixed
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import ClusterStage, NodeStage, Plan
from cs_simulator.domain.records import Cluster, Node, NodeGroup
from cs_simulator.engine.stages import last_node_stage, log_line, next_stage

from tests.support.records import example

CLUSTER = example(
    Cluster, cluster_id="c1", name="a", tags="", properties='{"soil":"loam","wet":false}'
)
GROUP = example(NodeGroup, name="pool", properties='{"wet":true,"zones":["b","c"]}')
NODE = example(Node, cluster_id="c1", number=3, ip_address="", is_lost=True, properties="{}")


def a_plan(*stages: ClusterStage | NodeStage) -> Plan:
    return Plan(
        operation="X",
        task_type="x",
        opening="",
        action="",
        success=Trigger.PROVISIONED,
        stages=stages,
    )


def of_cluster(only_if: str = "") -> ClusterStage:
    return ClusterStage(name="of_cluster", takes=Fixed(1), only_if=only_if)


def of_node(only_if: str = "") -> NodeStage:
    return NodeStage(name="of_node", takes=Fixed(1), only_if=only_if)


CLUSTERS_NEXT = [
    ((of_cluster(),), -1, 0),
    ((of_cluster(), of_cluster()), 0, 1),
    ((of_cluster(),), 0, None),
    ((), -1, None),
    ((of_cluster("name"),), -1, 0),
    ((of_cluster("tags"), of_cluster()), -1, 1),
    ((of_cluster("soil"),), -1, 0),
    ((of_cluster("wet"), of_cluster()), -1, 1),
    ((of_cluster("unknown"), of_cluster()), -1, 1),
    ((of_node("tags"),), -1, 0),
]


@pytest.mark.parametrize(("stages", "index", "following"), CLUSTERS_NEXT)
def test_the_next_stage_of_a_cluster(stages, index, following):
    assert next_stage(a_plan(*stages), index, (CLUSTER,), None) == following


NODES_NEXT = [
    ((of_node(), of_node()), 0, 1),
    ((of_node(), of_cluster(), of_node()), 0, None),
    ((of_node("ip_address"), of_node("is_lost")), -1, 1),
    ((of_node("ip_address"),), -1, None),
    ((of_node("soil"),), -1, 0),
    ((of_node("wet"),), -1, 0),
    ((of_node("zones"),), -1, 0),
    ((of_node("tags"), of_node()), -1, 1),
]


@pytest.mark.parametrize(("stages", "index", "following"), NODES_NEXT)
def test_the_next_stage_of_a_node(stages, index, following):
    assert next_stage(a_plan(*stages), index, (GROUP, CLUSTER), NODE) == following


def test_the_last_node_stage_is_found_between_stages_of_the_cluster():
    assert last_node_stage(a_plan(of_cluster(), of_node(), of_node(), of_cluster())) == 2


LINES: list[tuple[str, Any, str]] = [
    ("plain", (CLUSTER,), "plain"),
    ("{name}", (CLUSTER,), "a"),
    ("{name}", (GROUP, CLUSTER), "pool"),
    ("{soil} of {name}", (CLUSTER,), "loam of a"),
    ("{zones}", (GROUP, CLUSTER), "b c"),
    ("{node_name}", (NODE, CLUSTER), "c1-node3"),
    ("[{ip_address}]", (NODE,), "[]"),
    ("[{unknown}]", (NODE, GROUP, CLUSTER), "[]"),
    ("{name}", (CLUSTER._replace(name=""), CLUSTER), "a"),
]


@pytest.mark.parametrize(("log", "subjects", "line"), LINES)
def test_a_log_line_has_the_first_value_that_is_not_empty(log, subjects, line):
    stage = ClusterStage(name="x", takes=Fixed(1), log=log)

    assert log_line(stage, subjects) == line
