"""A row of a plan says only what is special of it; the rest follows."""

import pytest
from cs_simulator.domain.durations import Fixed
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import ClusterStage, NodeStage, NodeTemplate, Plan


def a_plan(action="CREATE", success=Trigger.PROVISIONED, **more):
    return Plan(
        operation="CreateThing", task_type="thing_create", stages=(), opening="start",
        action=action, success=success, **more,
    )  # fmt: skip


def test_a_stage_of_a_cluster_only_takes_time_unless_it_says_more():
    stage = ClusterStage(name="wait", takes=Fixed(1))

    assert (stage.scope, stage.only_if, stage.log, stage.effect) == ("cluster", "", "", None)


def test_a_stage_of_a_node_only_takes_time_unless_it_says_more():
    stage = NodeStage(name="boot", takes=Fixed(1))

    assert (stage.scope, stage.only_if, stage.log, stage.effect) == ("node", "", "", None)
    assert (stage.status, stage.removes_node) == ("", False)


def test_a_plan_is_about_given_nodes_and_keeps_them_unless_it_says_more():
    plan = a_plan()

    assert (plan.start, plan.nodes, plan.removes_new_nodes) == (None, "given", False)


@pytest.mark.parametrize(
    ("action", "is_change"), [("CREATE", False), ("UPDATE", True), ("DELETE", False)]
)
def test_the_log_names_the_action_and_how_it_ended(action, is_change):
    plan = a_plan(action)

    assert plan.closing == f"start to update cluster status to {action}_COMPLETE"
    assert plan.failed == f"start to update cluster status to {action}_FAILED"
    assert plan.is_change is is_change


@pytest.mark.parametrize("success", Trigger)
def test_a_plan_that_ends_in_deleted_is_a_deletion(success):
    assert a_plan(success=success).is_deletion is (success is Trigger.DELETED)


def test_a_template_of_nodes_has_no_properties_unless_it_says_more():
    template = NodeTemplate("vpc-a", ("vsw-a",), "ecs.n1.small", "centos")

    assert template.properties == "{}"
