"""Records: the words of their states, what nobody gave, and what follows from their fields."""

import pytest
from cs_simulator.domain.records import (
    HELD,
    ClusterState,
    Node,
    NodeState,
    Step,
    Stock,
    Task,
    TaskState,
)
from cs_simulator.domain.records.tables import TABLES

from tests.support.records import example

# What a record is like before anything has happened to it. A field that is added later has its
# default in every database that was written before: one that changes here changes their meaning.
DEFAULTS = {
    "Vpc": {"adopted": False, "name": "", "description": "", "created": 0},
    "VSwitch": {"adopted": False, "name": "", "description": "", "created": 0},
    "RdsInstance": {"whitelist": "127.0.0.1", "adopted": False},
    "CustomImage": {"size_gib": 20, "adopted": False},
    "Instance": {"eip_address": "", "charge_type": "PostPaid", "is_released": False},
    "RuleCounter": {"matched": 0, "fired": 0, "level": 0, "level_at": 0},
    "Token": {"is_permanent": False, "is_revoked": False},
    "Cluster": {
        "container_cidr": "",
        "security_group_id": "",
        "external_loadbalancer_id": "",
        "master_url": "",
        "error_message": "",
        "nodes_made": 0,
        "tags": "[]",
        "properties": "{}",
    },
    "NodeGroup": {"error_message": "", "properties": "{}"},
    "Node": {
        "instance_status": "",
        "ip_address": "",
        "eip_address": "",
        "is_routed": False,
        "error_message": "",
        "made_by": "CreateCluster",
        "charge_type": "PostPaid",
        "releases_eip": False,
        "is_released": False,
        "is_lost": False,
        "group_id": "",
        "properties": "{}",
        "joined": 0,
        "losses": "[]",
    },
    "Task": {
        "pending_nodes": 0,
        "error_code": "",
        "error_message": "",
        "number": 1,
        "nodes": "",
        "group_id": "",
        "queued": "",
        "properties": "{}",
    },
    "Step": {"step_effect": "", "is_wait": False},
    "Event": {"region_id": ""},
    "Trace": {"group_id": ""},
    "Decision": {"pod": ""},
    "CallEntry": {
        "faults": "",
        "retry_after": 0,
        "considered": "",
        "region_id": "",
        "user_agent": "",
    },
}


@pytest.mark.parametrize("record", [table.record for table in TABLES], ids=lambda r: r.__name__)
def test_a_record_begins_with_nothing_that_has_not_happened(record):
    assert record._field_defaults == DEFAULTS.get(record.__name__, {})


def test_states_have_the_words_of_the_api():
    assert [*ClusterState] == [
        "initial", "running", "inactive", "updating", "upgrading", "scaling", "removing",
        "draining", "migrating", "waiting", "disconnected", "unavailable", "failed", "deleting",
        "delete_failed", "deleted",
    ]  # fmt: skip
    assert [*NodeState] == ["initial", "running", "failed", "removing"]
    assert [*TaskState] == [
        "running", "pausing", "paused", "resuming", "cancelling", "canceled", "success", "failed",
    ]  # fmt: skip


@pytest.mark.parametrize(("made_by", "is_attached"), [("AttachInstances", True), ("X", False)])
def test_a_node_is_attached_if_attaching_made_it(made_by, is_attached):
    assert example(Node, made_by=made_by).is_attached is is_attached


@pytest.mark.parametrize("state", NodeState)
@pytest.mark.parametrize("is_lost", [True, False])
def test_a_node_is_healthy_if_it_runs_and_is_reached(state, is_lost):
    node = example(Node, state=state, is_lost=is_lost)

    assert node.is_healthy is (state is NodeState.RUNNING and not is_lost)


@pytest.mark.parametrize(("due", "is_held"), [(HELD, True), (HELD - 1, False), (0, False)])
def test_a_step_is_held_by_its_due_time(due, is_held):
    assert example(Step, due=due).is_held is is_held


def test_stock_is_kept_by_zone_and_type():
    assert Stock.key_of("cn-beijing-b", "ecs.n1.small") == "cn-beijing-b ecs.n1.small"


@pytest.mark.parametrize("plan", ["swarm/CreateCluster", "CreateCluster"])
def test_a_task_is_of_the_operation_that_its_plan_names(plan):
    assert example(Task, plan=plan).operation == "CreateCluster"
