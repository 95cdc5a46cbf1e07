"""The table of tables: every record is in it once, and what follows from it agrees."""

from inspect import getmembers
from typing import get_type_hints

import pytest
from cs_simulator.domain import records
from cs_simulator.domain.clock import Clock, ClockMode
from cs_simulator.domain.records import Cluster, Step, Token
from cs_simulator.domain.records.tables import CLUSTER, ENTRIES, RESOURCES, STEP, TABLES, TOKEN
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.engine.options import Options
from cs_simulator.engine.timeline import FOREVER
from cs_simulator.engine.world import World
from cs_simulator.runtime.lifecycle import Keep

from tests.support.records import example

COUNTERS = {"serial", "call"}


def a_world():
    clock = Clock(mode=ClockMode.FROZEN, anchor=0, reading=0.0)
    return World(
        origin="x", seed=0, clock=clock, options=Options(), cluster_types=ClusterTypes(tuple)
    )


def test_every_record_has_exactly_one_table():
    kinds = [kind for _, kind in getmembers(records, lambda found: hasattr(found, "_fields"))]

    assert sorted(kind.__name__ for kind in kinds) == sorted(t.record.__name__ for t in TABLES)
    assert len({table.name for table in TABLES}) == len(TABLES)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_record_begins_with_its_serial_and_holds_only_what_sqlite_holds(table):
    first, *_ = get_type_hints(table.record)

    assert first == "serial"
    assert all(issubclass(kind, (str, int)) for kind in get_type_hints(table.record).values())


@pytest.mark.parametrize("table", RESOURCES, ids=lambda table: table.name)
def test_the_key_of_a_table_is_a_field_of_its_record(table):
    assert table.key in table.record._fields


@pytest.mark.parametrize("table", ENTRIES, ids=lambda table: table.name)
def test_the_instant_of_an_entry_is_a_number_and_its_counter_is_one_of_the_world(table):
    assert get_type_hints(table.record)[table.instant] is int
    assert table.counted_as in COUNTERS <= set(a_world().counts)


def test_a_world_holds_exactly_the_tables_of_resources():
    assert sorted(a_world().tables) == sorted(table.name for table in RESOURCES)


def test_what_a_reset_may_keep_is_one_of_its_options():
    assert {table.reset_keeps for table in TABLES} - {""} == {"calls", "fixtures"}
    assert {"calls", "fixtures"} <= set(Keep)


@pytest.mark.parametrize(
    ("table", "record", "label"),
    [
        (CLUSTER, example(Cluster, cluster_id="c1"), "c1"),
        (TOKEN, example(Token, 3, number=2), "2"),
        (STEP, example(Step, task_id="T-1", instance_id="i-1"), "T-1 i-1"),
        (STEP, example(Step, task_id="T-1", instance_id=""), "T-1"),
    ],
)
def test_a_record_is_labelled_by_its_key_or_by_what_people_know_it_by(table, record, label):
    assert table.label_of(record) == label


@pytest.mark.parametrize("table", RESOURCES, ids=lambda table: table.name)
def test_the_label_of_a_table_is_made_of_fields_of_its_record(table):
    assert {*table.label} <= {*table.record._fields}


def test_a_held_step_is_due_after_everything_and_is_stored_so():
    assert records.HELD > FOREVER
    assert records.HELD == 4_611_686_018_427_387_905
