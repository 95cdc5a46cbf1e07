"""Watches that a rule ends before their time."""

import json

import pytest
from cs_simulator.domain.instants import MINUTE
from cs_simulator.kubernetes.watching import Watch
from cs_simulator.scenarios.rules.effects import EndWatch

from tests.support.cluster_api import ClusterApi


@pytest.fixture
def cluster():
    return ClusterApi()


def lines(cluster, watch, now):
    world = cluster.tenant.world
    return [json.loads(line) for line in watch.lines(world, world.counts["serial"], now)]


def names(events):
    return [event["object"].get("metadata", {}).get("name", "") for event in events]


def a_watch(cluster, end):
    start = cluster.watch("/api/v1/namespaces").start
    return Watch(start, end)


def begun(cluster, end, *new):
    """A watch from now on, and what it has to say of new namespaces."""
    watch = a_watch(cluster, end)
    for name in new:
        cluster.put(cluster.kind("namespaces"), name)
    return watch


def test_it_ends_after_as_many_events_as_the_rule_says(cluster):
    watch = begun(cluster, EndWatch("close", events=2), "one", "two", "three")
    assert names(lines(cluster, watch, 0)) == ["one", "two"]
    assert watch.is_over
    assert not watch.is_reset
    assert lines(cluster, watch, 0) == []


def test_events_that_come_one_by_one_are_counted_together(cluster):
    watch = begun(cluster, EndWatch("close", events=2), "one")
    assert names(lines(cluster, watch, 0)) == ["one"]
    assert not watch.is_over
    cluster.put(cluster.kind("namespaces"), "two")
    assert names(lines(cluster, watch, 0)) == ["two"]
    assert watch.is_over


def test_it_ends_after_a_virtual_time(cluster):
    watch = a_watch(cluster, EndWatch("close", after=MINUTE))
    assert watch.ends is None
    assert lines(cluster, watch, 5 * MINUTE) == []
    assert watch.ends == 6 * MINUTE
    assert not watch.is_over
    assert lines(cluster, watch, 6 * MINUTE) == []
    assert watch.is_over


def test_it_ends_at_once_without_events_and_time(cluster):
    watch = begun(cluster, EndWatch("reset"), "one")
    assert names(lines(cluster, watch, 0)) == ["one"]
    assert watch.is_over
    assert watch.is_reset


def test_one_that_expires_says_so_in_its_last_line(cluster):
    watch = begun(cluster, EndWatch("expired", events=1), "one", "two")
    added, error = lines(cluster, watch, 0)
    assert (added["type"], error["type"]) == ("ADDED", "ERROR")
    assert (error["object"]["reason"], error["object"]["code"]) == ("Expired", 410)


def test_one_that_no_rule_ends_goes_on(cluster):
    watch = begun(cluster, None, "one")
    assert names(lines(cluster, watch, 0)) == ["one"]
    assert not watch.is_over
    assert not watch.is_reset
    assert watch.ends is None
