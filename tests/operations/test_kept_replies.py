"""Replies that are given again: whatever happens in a world, they are what would be made anew."""

import json

import orjson
import pytest
from cs_simulator.cluster_types.ack.creation import example
from cs_simulator.domain.instants import MINUTE
from cs_simulator.domain.records import Cluster, ClusterState, tables
from cs_simulator.engine import scenario
from cs_simulator.engine.kept_answers import ALL, MOST_BYTES, KeptAnswers, without_room
from cs_simulator.operations import Answer, Incoming, all_operations
from cs_simulator.storage.changes import Clearing
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import records
from tests.support.builders import a_create_body
from tests.support.memory import STATISTICS, resident_bytes
from tests.support.pools import a_pool_body
from tests.support.scenario_client import A_SCENARIO
from tests.support.worlds import a_tenant, advance, call, create, perform, put_in_state, settle

LISTS = (
    "/clusters",
    "/clusters?name=1",
    "/api/v1/clusters?page_size=2",
    "/regions/cn-beijing/clusters",
)
BELOW_CLUSTERS = (
    "",
    "/nodes",
    "/nodes?state=running",
    "/tasks",
    "/tasks?page_size=1",
    "/tasks?detail=true",
    "/hosts",
    "/scaled_nodes/",
    "/resources",
    "/nodepools",
    "/nodepools?NodepoolName=default",
)


def read(tenant, path):
    """The answer to a read: its status and its body."""
    raw_path, _, query = path.partition("?")
    values = dict(pair.split("=") for pair in query.split("&") if pair)
    answer = perform(tenant, Incoming("GET", raw_path, path, values, b"", "", ""))
    assert isinstance(answer, Answer)
    return answer


def targets(tenant):
    """Everything of which replies are kept, of clusters and tasks that are gone, too."""
    world = tenant.world
    paths = [*LISTS, *(f"/tasks/{task.task_id}" for task in world.tasks)]
    for cluster_id in sorted({task.cluster_id for task in world.tasks}):
        paths += [f"/clusters/{cluster_id}{below}" for below in BELOW_CLUSTERS]
    for group in world.node_groups:
        paths.append(f"/clusters/{group.cluster_id}/nodepools/{group.group_id}")
    return paths


def shown(tenant):
    """What the reads answer, without the ids of their calls."""
    answers = {path: read(tenant, path) for path in targets(tenant)}
    return {
        path: (found.status, found.body.replace(found.request_id.encode(), b"(id)"))
        for path, found in answers.items()
    }


class Happenings:
    """What may happen to a world, each by a method that takes a number of free use."""

    def __init__(self):
        self.tenant = a_tenant()
        self.made = 0

    def _choose(self, number, records):
        found = list(records)
        return found[number % len(found)] if found else None

    def _of_cluster(self, number, method, below, body=None):
        cluster = self._choose(number, self.tenant.world.clusters)
        if cluster is not None:
            call(self.tenant, method, f"/clusters/{cluster.cluster_id}{below}", body)

    def create(self, number):
        self.made += 1
        body = a_create_body(
            name=f"c{self.made}", size=number % 3, subnet_cidr=f"172.28.{self.made}.0/24"
        )
        call(self.tenant, "POST", "/clusters", body)

    def create_kubernetes_cluster(self, number):
        self.made += 1
        call(self.tenant, "POST", "/clusters", example({"name": f"k{self.made}"}, self.made))
        if number % 2:
            settle(self.tenant)

    def create_a_pool(self, number):
        body = a_pool_body(f"pool-{number}", size=number % 3)
        self._of_cluster(number, "POST", "/nodepools", body)

    def pass_time(self, number):
        advance(self.tenant, self.tenant.now(0.0) + number % 7 * MINUTE // 2)

    def run_one_step(self, number):
        step = self.tenant.world.next_step()
        if step is not None:
            advance(self.tenant, step.due)

    def delete(self, number):
        self._of_cluster(number, "DELETE", "")

    def rename(self, number):
        self._of_cluster(number, "POST", f"/name/n{number}")

    def tag(self, number):
        self._of_cluster(number, "POST", "/tags", [{"key": "k", "value": str(number)}])

    def scale(self, number):
        body = {"size": number % 5, "instance_type": "ecs.n4.large", "password": "TestPwd124"}
        self._of_cluster(number, "PUT", "", body)

    def remove_a_node(self, number):
        node = self._choose(number, self.tenant.world.nodes)
        if node is not None:
            path = f"/clusters/{node.cluster_id}/ip/{node.ip_address}"
            call(self.tenant, "DELETE", path)

    def change_without_keeping_it(self, number):
        world = self.tenant.world

        def fail(unit):
            for table in (world.clusters, world.nodes, world.tasks, world.node_groups):
                record = self._choose(number, table)
                if record is not None:
                    unit.drop(table, record)
            shown(self.tenant)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            self.tenant.run_unit(self.tenant.now(0.0), fail)

    def change_a_network(self, number):
        world = self.tenant.world
        vpc, switch = self._choose(number, world.vpcs), self._choose(number, world.vswitches)

        def change(unit):
            if vpc is not None:
                unit.put(world.vpcs, vpc._replace(cidr_block=f"10.{number}.0.0/16"))
            if switch is not None:
                unit.put(world.vswitches, switch._replace(zone_id=f"zone-{number}"))

        self.tenant.run_unit(self.tenant.now(0.0), change)

    def read_the_past(self, number):
        rule = {"id": "stale", "phase": "read", "then": {"stale_read": {"lag": f"{number}s"}}}
        self.tenant.change(0.0, lambda unit: scenario.begin(unit, {**A_SCENARIO, "rules": [rule]}))
        self.run_one_step(number)
        shown(self.tenant)
        self.tenant.change(0.0, scenario.end)

    def load(self, _number):
        """Go on in another world with the same records."""
        before, other = self.tenant.world, a_tenant().world
        other.counts.update(before.counts)
        other.copy_tables(before, [table.name for table in tables.RESOURCES])
        other.clock, self.tenant.world = before.clock, other

    def begin_anew(self, _number):
        self.tenant.begin_anew(a_tenant().world, Clearing())


HAPPENINGS = sorted(name for name in vars(Happenings) if not name.startswith("_"))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(HAPPENINGS), st.integers(0, 20)), max_size=12))
def test_a_kept_reply_is_what_would_be_made_anew(steps):
    happenings = Happenings()
    for name, number in [("create", 2), ("create_kubernetes_cluster", 1), *steps]:
        getattr(happenings, name)(number)
        kept = shown(happenings.tenant)
        happenings.tenant.world.kept_answers.forget_all()
        assert kept == shown(happenings.tenant), name


# ---- the same object


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.mark.parametrize("below", ["", "/hosts", "/resources"])
def test_an_answer_is_the_same_object_until_something_changes_that_it_shows(tenant, below):
    cluster_id, other_id = create(tenant), create(tenant, name="b", subnet_cidr="172.28.9.0/24")
    path = f"/clusters/{cluster_id}{below}"

    first = read(tenant, path)
    put_in_state(tenant, other_id, ClusterState.RUNNING)
    second = read(tenant, path)
    put_in_state(tenant, cluster_id, ClusterState.RUNNING)
    third = read(tenant, path)

    assert second.body is first.body
    assert second.request_id != first.request_id
    assert third.body is not second.body


def test_a_list_is_the_same_object_until_any_cluster_changes(tenant):
    cluster_id = create(tenant)

    first, second = read(tenant, "/clusters"), read(tenant, "/clusters")
    put_in_state(tenant, cluster_id, ClusterState.RUNNING)

    assert second.body is first.body
    assert json.loads(read(tenant, "/clusters").body)[0]["state"] == "running"


def test_a_new_network_leaves_what_is_kept_and_a_changed_one_does_not(tenant):
    path, vpcs = f"/clusters/{create(tenant)}", tenant.world.vpcs
    first = read(tenant, path)

    create(tenant, name="b", vpc_id="vpc-new", vswitch_id="vsw-new", subnet_cidr="172.28.9.0/24")
    second = read(tenant, path)
    tenant.change(0.0, lambda unit: unit.put(vpcs, vpcs["vpc-new"]._replace(region_id="cn-x")))
    third = read(tenant, path)

    assert second.body is first.body
    assert third.body is not second.body


def test_a_network_that_was_removed_and_is_made_again_may_be_shown(tenant):
    path, vpcs = f"/clusters/{create(tenant)}", tenant.world.vpcs
    create(tenant, name="b", vpc_id="vpc-new", vswitch_id="vsw-new", subnet_cidr="172.28.9.0/24")
    vpc = vpcs["vpc-new"]

    tenant.change(0.0, lambda unit: unit.drop(vpcs, vpc))
    first = read(tenant, path)
    tenant.change(0.0, lambda unit: unit.put(vpcs, vpc))

    assert read(tenant, path).body is not first.body


def test_a_read_with_a_body_is_answered_anew(tenant):
    path = f"/clusters/{create(tenant)}/hosts"
    first = read(tenant, path)

    sent = perform(tenant, Incoming("GET", path, path, {}, b"{}", "application/json", ""))

    assert sent.body == first.body
    assert sent.body is not first.body


@pytest.mark.parametrize("below", ["/hosts", "/nodes"])
def test_nothing_is_kept_for_a_target_that_is_longer_than_any_client_asks_twice(tenant, below):
    path = f"/clusters/{create(tenant)}{below}"
    short, before = read(tenant, path), len(tenant.world.kept_answers.kept)

    long = read(tenant, f"{path}?x={'x' * 500}")

    assert len(long.body) == len(short.body)
    assert len(tenant.world.kept_answers.kept) == before


KEPT = [each for each in all_operations() if each.is_kept]


@pytest.mark.parametrize("operation", KEPT, ids=lambda each: each.handle.__module__[-40:])
def test_replies_are_kept_of_reads_by_get_without_secrets(operation):
    assert operation.calls == (("GET", operation.path),)
    assert not operation.is_write
    assert not operation.is_secret


# ---- the bound


def test_no_more_is_kept_than_the_bound_and_what_is_forgotten_is_not_counted():
    kept, half = KeptAnswers(), MOST_BYTES // 2
    cluster = records.example(Cluster)

    kept.keep(cluster.cluster_id, "one", b"1", half)
    kept.keep(ALL, "list", b"2", 10)
    assert set(kept.kept) == {"one", "list"}

    kept.keep("c2", "two", b"3", half)
    assert set(kept.kept) == {"two"}
    assert half < kept.size < MOST_BYTES

    kept.change(None, cluster)
    assert set(kept.kept) == {"two"}
    kept.change(cluster._replace(cluster_id="c2"), None)
    assert not kept.kept
    assert kept.size == 0


@pytest.mark.skipif(not STATISTICS.exists(), reason=f"there is no {STATISTICS} here")
def test_what_is_kept_takes_little_more_than_it_counts():
    kept = KeptAnswers()
    before = resident_bytes()
    for number in range(20_000):
        body = without_room(orjson.dumps([]))
        kept.keep(ALL, f"/clusters?name={number}", body, len(body))

    assert resident_bytes() - before < 2 * kept.size
