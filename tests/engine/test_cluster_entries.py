"""What calls keep of a cluster is found by kind and name, and goes with the cluster."""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.task_completion import drop_cluster
from cs_simulator.engine.unit import Unit

from tests.support.records import example
from tests.support.worlds import a_tenant


def kept(world, cluster_id, kind):
    return {each.name: each.value for each in cluster_entries.of_kind(world, cluster_id, kind)}


def test_an_entry_is_found_by_its_cluster_its_kind_and_its_name():
    unit = Unit(a_tenant().world, 7)
    cluster_entries.keep(unit, "c1", "diagnosis", "d1", {"status": 1})
    cluster_entries.keep(unit, "c1", "report", "d1", {})
    cluster_entries.keep(unit, "c2", "diagnosis", "d2", {})

    assert cluster_entries.find(unit.world, "c1", "diagnosis", "d1") == ("d1", {"status": 1}, 7)
    assert cluster_entries.find(unit.world, "c1", "diagnosis", "d2") is None
    assert kept(unit.world, "c1", "diagnosis") == {"d1": {"status": 1}}


def test_what_is_kept_again_stays_where_it_was_and_as_old_as_it_was():
    world = a_tenant().world
    cluster_entries.keep(Unit(world, 7), "c1", "policy", "one", {"action": "warn"})
    cluster_entries.keep(Unit(world, 8), "c1", "policy", "two", {})
    cluster_entries.keep(Unit(world, 9), "c1", "policy", "one", {"action": "deny"})

    found = list(cluster_entries.of_kind(world, "c1", "policy"))
    assert found == [("one", {"action": "deny"}, 7), ("two", {}, 8)]


def test_an_entry_is_dropped_once():
    unit = Unit(a_tenant().world, 7)
    cluster_entries.keep(unit, "c1", "policy", "one", {})

    assert cluster_entries.drop(unit, "c1", "policy", "one")
    assert not cluster_entries.drop(unit, "c1", "policy", "one")
    assert kept(unit.world, "c1", "policy") == {}


def test_entries_go_with_their_cluster():
    unit = Unit(a_tenant().world, 7)
    cluster = unit.put(unit.world.clusters, example(Cluster, cluster_id="c1"))
    cluster_entries.keep(unit, "c1", "policy", "one", {})
    cluster_entries.keep(unit, "c2", "policy", "one", {})
    drop_cluster(unit, cluster)

    assert kept(unit.world, "c1", "policy") == {}
    assert kept(unit.world, "c2", "policy") == {"one": {}}
