"""The contract of cluster types, and the registry of those that there are."""

import pytest
from cs_simulator.cluster_types import all_types, registry, type_of, type_of_body
from cs_simulator.domain.clock import Clock, ClockMode
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.cluster_behavior import ClusterBehavior, ClusterTypes
from cs_simulator.engine.world import Options, World

from tests.cluster_types.orchard.cluster_type import ORCHARD
from tests.support.records import example

TYPES = ClusterTypes(lambda: [*all_types(), ORCHARD])


def test_exactly_one_type_gets_the_bodies_that_no_other_claims():
    assert [found.name for found in all_types() if found.is_default] == ["swarm"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"cluster_type": "orchard"}, "orchard"),
        ({"cluster_type": "swarm"}, "swarm"),
        ({"cluster_type": "Kubernetes"}, "ack"),
        ({}, "swarm"),
    ],
)
def test_the_body_of_a_creation_says_which_type_it_is_about(body, name):
    assert type_of_body(TYPES, body).name == name


@pytest.mark.parametrize("found", TYPES.all, ids=lambda found: found.name)
def test_an_example_of_a_creation_is_claimed_by_its_type(found):
    one, other = (found.creation.example({"size": 2}, number) for number in (1, 2))

    assert type_of_body(TYPES, {**one}) is found
    assert one["size"] == 2
    assert one["name"] != other["name"]


@pytest.mark.parametrize("found", TYPES.all, ids=lambda found: found.name)
def test_a_type_can_be_created_and_deleted(found):
    operations = {plan.operation: plan for plan in found.plans}

    assert {"CreateCluster", "DeleteCluster"} <= operations.keys()
    assert operations["DeleteCluster"].is_deletion
    assert len({plan.name for plan in found.plans}) == len(found.plans)


@pytest.mark.parametrize("found", TYPES.all, ids=lambda found: found.name)
def test_what_removes_a_node_says_so(found):
    for plan in found.plans:
        for stage in plan.stages:
            if stage.scope == "node" and stage.removes_node:
                assert stage.effect is not None, stage.name


@pytest.mark.parametrize("found", TYPES.all, ids=lambda found: found.name)
def test_what_a_plan_starts_can_end_well_and_badly(found):
    for plan in found.plans:
        for table in (found.transitions, found.group_transitions):
            started = {then for (_, trigger), then in table.items() if trigger is plan.start}
            for state in started:
                assert (state, plan.success) in table, (plan.operation, state)
                assert (state, Trigger.FAILED) in table, (plan.operation, state)


def test_an_unknown_type_is_named_with_those_that_are_known():
    with pytest.raises(UsageError, match=r"unknown cluster type 'vineyard'; known: ack, swarm$"):
        registry()["vineyard"]


def test_plans_are_found_by_type_and_operation():
    cluster = example(Cluster, cluster_type="swarm")

    plan = TYPES.plan(cluster, "ScaleCluster")
    assert plan is TYPES.plans["swarm/ScaleCluster"]
    assert TYPES.plan(cluster._replace(cluster_type="orchard"), "ScaleCluster") is None


def test_stages_of_an_operation_are_those_of_all_types():
    stages = TYPES.stages()

    assert {"slb", "plough"} < set(stages["CreateCluster"])
    assert {"ecs", "plant", "root", "harvest", "dig", "bud"} <= set(stages["ScaleClusterNodePool"])


def test_a_world_of_behaviors_alone_serves_no_operations():
    behavior = ClusterBehavior(
        name="bare", plans=(), transitions={}, node_template=ORCHARD.node_template,
        when_running=ORCHARD.when_running,
    )  # fmt: skip
    clock = Clock(mode=ClockMode.FROZEN, anchor=0, reading=0.0)
    world = World(
        origin="x",
        seed=0,
        clock=clock,
        options=Options(),
        cluster_types=ClusterTypes(lambda: [behavior]),
    )

    with pytest.raises(TypeError, match="bare has only what the engine needs"):
        type_of(world, example(Cluster, cluster_type="bare"))
