"""Whatever is called and however time moves: a state only ever changes as the table says."""

import hypothesis.strategies as st
from cs_simulator.cluster_types.swarm.states import TRANSITIONS
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import ClusterState, TaskState
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.support.builders import a_create_body
from tests.support.worlds import a_tenant, advance, call

# The states that a cluster is in only as long as one of its tasks runs.
TRANSITIONAL = {
    ClusterState.INITIAL,
    ClusterState.UPDATING,
    ClusterState.SCALING,
    ClusterState.DELETING,
}
LEGAL = {(before, now) for (before, _), now in TRANSITIONS.items()}


class Witness:
    """Sees each change of the cluster table, as the table's own indexes do."""

    def __init__(self):
        self.illegal = []

    def change(self, old, new):
        before = old.state if old else None
        now = new.state if new else ClusterState.DELETED
        if before is None:
            legal = now is ClusterState.INITIAL
        else:
            legal = before is now or (before, now) in LEGAL
        if not legal:
            self.illegal.append((before, now))


class CallsAndAdvances(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.tenant = a_tenant(quota=("eips=6", "clusters=4", "slbs=3"))
        self.witness = Witness()
        self.tenant.world.clusters.watch(self.witness)
        self.made = 0
        self.tasks = []

    @rule(size=st.integers(0, 4), slb=st.booleans(), release=st.booleans())
    def create(self, size, slb, release):
        self.made += 1
        body = a_create_body(
            name=f"c-{self.made}",
            subnet_cidr=f"172.20.{self.made % 256}.0/24",
            size=size,
            need_slb=slb,
            release_eip_flag=release,
        )
        status, answer = call(self.tenant, "POST", "/clusters", body)
        assert status in (202, 400)
        if status == 202:
            self.tasks.append(answer["task_id"])

    @rule(data=st.data())
    def delete(self, data):
        clusters = list(self.tenant.world.clusters.records)
        if clusters:
            cluster_id = data.draw(st.sampled_from(clusters))
            status, answer = call(self.tenant, "DELETE", f"/clusters/{cluster_id}")
            assert status == 202
            self.tasks.append(answer["task_id"])

    @rule(seconds=st.integers(0, 400))
    def wait(self, seconds):
        advance(self.tenant, self.tenant.now(0.0) + seconds * SECOND)

    @rule()
    def look(self):
        status, clusters = call(self.tenant, "GET", "/clusters")
        assert status == 200
        assert {c["state"] for c in clusters} <= set(ClusterState) - {ClusterState.DELETED}

    @invariant()
    def only_legal_transitions_happen(self):
        assert self.witness.illegal == []

    @invariant()
    def a_cluster_in_transition_has_one_task_and_a_step(self):
        world = self.tenant.world
        for cluster in world.clusters:
            running = [
                task
                for task_id in world.cluster_tasks[cluster.cluster_id]
                if (task := world.tasks[task_id]).state is TaskState.RUNNING
            ]
            is_transitional = cluster.state in TRANSITIONAL
            assert len(running) == is_transitional
            assert (cluster.cluster_id in world.cluster_steps) == is_transitional

    @invariant()
    def every_answered_task_can_be_read(self):
        for task_id in self.tasks:
            assert call(self.tenant, "GET", f"/tasks/{task_id}").status == 200

    @invariant()
    def indexes_count_what_is_there(self):
        world = self.tenant.world
        nodes = list(world.nodes)
        assert world.eips["all"] == sum(bool(node.eip_address) for node in nodes)
        assert sum(world.routes.counts.values()) == sum(node.is_routed for node in nodes)
        assert world.slbs["all"] == sum(bool(c.external_loadbalancer_id) for c in world.clusters)
        taken = [node.ip_address for node in nodes if node.ip_address]
        assert len(set(taken)) == len(taken)


TestCallsAndAdvances = CallsAndAdvances.TestCase
TestCallsAndAdvances.settings = settings(max_examples=50, stateful_step_count=25, deadline=None)
