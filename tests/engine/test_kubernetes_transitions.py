"""Clusters with node pools: whatever is called, fails and passes, states are legal and counts true.

Calls, faults, hand and clock do as they like. Every state that is seen follows from the one before
by the tables; a pool's counts add up to its nodes; what is in transition has a task, and nothing
else has; and the world could be written and loaded at any moment.
"""

from typing import Any

import hypothesis.strategies as st
from cs_simulator.catalog import errors
from cs_simulator.cluster_types.ack.cluster_type import ACK
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import ClusterState, NodeState, TaskState
from cs_simulator.engine import manual_override, node_loss, scenario, soundness, timeline_actions
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.support.pools import a_pool_body
from tests.support.worlds import a_tenant, advance, call, settle

CLUSTERS = {(before, after) for (before, _), after in ACK.transitions.items()}
POOLS = {(before, after) for (before, _), after in ACK.group_transitions.items()}
T = TaskState
TASKS = {
    (T.RUNNING, T.PAUSING), (T.PAUSING, T.PAUSED), (T.RUNNING, T.PAUSED), (T.PAUSED, T.RESUMING),
    (T.RESUMING, T.RUNNING), (T.PAUSED, T.RUNNING), (T.CANCELING, T.CANCELED),
    *((before, T.CANCELING) for before in (T.RUNNING, T.PAUSING, T.PAUSED, T.RESUMING)),
    *((before, T.FAILED) for before in T if before not in (T.SUCCESS, T.FAILED, T.CANCELED)),
    *((before, T.SUCCESS) for before in (T.RUNNING, T.PAUSING)),
}  # fmt: skip
SETTLED_CLUSTERS = {ClusterState.RUNNING, ClusterState.FAILED, ClusterState.DELETE_FAILED}
NOT_YET = {ClusterState.INITIAL, ClusterState.FAILED}
SETTLED_POOLS = {"active", "failed", "delete_failed"}
FAULTS: list[list[dict[str, Any]]] = [
    [],
    [{"when": {"stage": "ecs"}, "fire": {"probability": 0.4}, "then": {"no_stock": {}}}],
    [{"when": {"stage": "join"}, "select": {"count": 1}, "then": {"fail": {"code": "Late"}}}],
    [
        {
            "when": {"stage": "remove"},
            "fire": {"probability": 0.5},
            "then": {"fail": {"code": "PDB"}},
        }
    ],
    [{"when": {"stage": "upgrade"}, "then": {"fail": {"code": "X", "policy": "rollback"}}}],
    [{"when": {"stage": "delete_*"}, "fire": {"times": 2}, "then": {"fail": {"code": "Busy"}}}],
]


class Witness:
    """Sees each change of a table, as the table's own indexes do."""

    def __init__(self, legal: set[tuple[Any, Any]], first: set[str], last: str | None) -> None:
        self.legal, self.first, self.last = legal, first, last
        self.illegal: list[tuple[Any, Any]] = []

    def change(self, old: Any, new: Any) -> None:
        before = old.state if old else None
        after = new.state if new else self.last
        if before is None:
            is_legal = after in self.first
        else:
            is_legal = before == after or (before, after) in self.legal
        if not is_legal:
            self.illegal.append((before, after))


class KubernetesLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.tenant = a_tenant(quota=("nodes_per_kubernetes_cluster=40", "security_groups=5"))
        world = self.tenant.world
        self.witnesses = (
            Witness(CLUSTERS, {"initial"}, "deleted"),
            Witness(POOLS, {"initial", "active"}, "deleted"),
            Witness(TASKS, {"running"}, None),
        )
        for table, witness in zip(
            (world.clusters, world.node_groups, world.tasks), self.witnesses, strict=True
        ):
            table.watch(witness)
        self.made = 0
        self.tasks: list[str] = []

    def call(self, method: str, path: str, body: object = None) -> None:
        """Make a call; whatever it is answered with, it must not be an internal error."""
        answer = call(self.tenant, method, path, body)
        assert answer.status < 500, answer
        if answer.status < 300 and isinstance(answer.body, dict) and answer.body.get("task_id"):
            self.tasks.append(answer.body["task_id"])

    def pick(self, data: st.DataObject, found: list[str], otherwise: str) -> str:
        return data.draw(st.sampled_from(found)) if found else otherwise

    def a_cluster(self, data: st.DataObject) -> str:
        found = self.pick(data, list(self.tenant.world.clusters.records), "c0")
        return f"/clusters/{found}"

    def a_pool(self, data: st.DataObject) -> str:
        """The path of a pool; mostly of one that can be changed."""
        groups = self.tenant.world.node_groups
        active = [group.group_id for group in groups if group.state == "active"]
        chosen = active if active and data.draw(st.integers(0, 3)) else list(groups.records)
        group_id = self.pick(data, chosen, "np0")
        group = groups.get(group_id)
        return f"/clusters/{group.cluster_id if group else 'c0'}/nodepools/{group_id}"

    @initialize(rules=st.sampled_from(FAULTS), stock=st.sampled_from([None, 7]))
    def begin(self, rules: list[dict[str, Any]], stock: int | None) -> None:
        head = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "faults"}}
        written = [
            {"id": f"r{number}", "phase": "provision", **each} for number, each in enumerate(rules)
        ]
        if written:
            written_down = {**head, "rules": written}
            self.tenant.change(0.0, lambda unit: scenario.begin(unit, written_down))
        if stock is not None:
            action = {"do": "set_stock", "zone_id": "cn-beijing-b", "available": stock}
            action |= {"instance_type": "ecs.g7.xlarge"}
            self.tenant.change(
                0.0, lambda unit: timeline_actions.FUNCTIONS["set_stock"](unit, action)
            )
        self.create_cluster(pools=2)
        self.wait(seconds=600)

    @precondition(lambda self: len(self.tenant.world.clusters) < 2)
    @rule(pools=st.integers(0, 2))
    def create_cluster(self, pools: int) -> None:
        self.made += 1
        nodepools = [a_pool_body(f"first-{number}", number + 1) for number in range(pools)]
        changes: dict[str, Any] = {"nodepools": nodepools} if pools else {}
        changes["kubernetes_version"] = "1.34.10-aliyun.1"
        self.call("POST", "/clusters", ACK.creation.example(changes, self.made))

    @precondition(lambda self: len(self.tenant.world.node_groups) < 4)
    @rule(data=st.data(), size=st.integers(0, 25), least=st.integers(0, 2), scaling=st.booleans())
    def create_pool(self, data: st.DataObject, size: int, least: int, scaling: bool) -> None:
        self.made += 1
        auto = {"enable": True, "min_instances": least, "max_instances": least + 3}
        groups = {"auto_scaling": auto, "scaling_group": {"desired_size": None}} if scaling else {}
        body = a_pool_body(f"pool-{self.made}", size, **groups)
        self.call("POST", f"{self.a_cluster(data)}/nodepools", body)

    @rule(data=st.data(), count=st.integers(1, 25))
    def scale_pool(self, data: st.DataObject, count: int) -> None:
        self.call("POST", self.a_pool(data), {"count": count})

    @rule(data=st.data(), size=st.integers(0, 6))
    def resize_pool(self, data: st.DataObject, size: int) -> None:
        self.call("PUT", self.a_pool(data), {"scaling_group": {"desired_size": size}})

    @rule(data=st.data(), least=st.integers(0, 3))
    def let_pool_scale(self, data: st.DataObject, least: int) -> None:
        auto = {"enable": True, "min_instances": least, "max_instances": least + 2}
        self.call("PUT", self.a_pool(data), {"auto_scaling": auto})

    @rule(
        data=st.data(),
        most=st.integers(1, 4),
        pause=st.sampled_from(["FirstBatch", "NotPause"]),
        then=st.sampled_from(["", "pause", "cancel"]),
        after=st.sampled_from([0, 5, 200]),
    )
    def upgrade_pool(
        self, data: st.DataObject, most: int, pause: str, then: str, after: int
    ) -> None:
        policy = {"max_parallelism": most, "pause_policy": pause, "max_failed_nodes": 1}
        before = len(self.tasks)
        self.call("POST", f"{self.a_pool(data)}/upgrade", {"rolling_policy": policy})
        if then and len(self.tasks) > before:
            self.wait(after)
            self.call("POST", f"/tasks/{self.tasks[-1]}/{then}")

    @rule(data=st.data())
    def repair_pool(self, data: st.DataObject) -> None:
        self.call("POST", f"{self.a_pool(data)}/repair", {})

    @rule(data=st.data(), instance=st.sampled_from(["i-2zefree1", "i-2zefree2"]))
    def attach(self, data: st.DataObject, instance: str) -> None:
        self.call("POST", f"{self.a_pool(data)}/attach", {"instances": [instance]})

    @rule(data=st.data(), protected=st.booleans())
    def modify_cluster(self, data: st.DataObject, protected: bool) -> None:
        path = self.a_cluster(data).replace("/clusters", "/api/v2/clusters")
        change = {"deletion_protection": protected} if self.made > 4 else {"enable_rrsa": True}
        self.call("PUT", path, change)

    @rule(data=st.data())
    def upgrade_cluster(self, data: st.DataObject) -> None:
        path = self.a_cluster(data).replace("/clusters", "/api/v2/clusters")
        self.call("POST", f"{path}/upgrade", {"next_version": "1.35.7-aliyun.1"})

    @rule(data=st.data(), drains=st.booleans())
    def remove_nodes(self, data: st.DataObject, drains: bool) -> None:
        path = self.a_pool(data)
        nodes = self.tenant.world.group_nodes[path.rpartition("/")[2]][:2]
        query = f"instance_ids={','.join(nodes)}&release_node=true&drain_node={drains}"
        self.call("DELETE", f"{path}/nodes?{query}")

    @rule(data=st.data())
    def remove_by_name(self, data: st.DataObject) -> None:
        path = self.a_cluster(data)
        found = call(self.tenant, "GET", f"{path}/nodes")
        nodes = found.body.get("nodes", []) if found.status == 200 else []
        names = [node["node_name"] for node in nodes if node["node_name"]][:2]
        self.call("POST", f"{path}/nodes", {"nodes": names, "release_node": True})

    @rule(data=st.data(), force=st.sampled_from(["", "?force=true"]))
    def delete_pool(self, data: st.DataObject, force: str) -> None:
        self.call("DELETE", f"{self.a_pool(data)}{force}")

    @precondition(lambda self: self.made > 3)
    @rule(data=st.data())
    def delete_cluster(self, data: st.DataObject) -> None:
        self.call("DELETE", self.a_cluster(data))

    @rule(data=st.data(), what=st.sampled_from(["pause", "resume", "cancel", "resume"]))
    def control_task(self, data: st.DataObject, what: str) -> None:
        open_tasks = [task.task_id for task in self.tenant.world.tasks if not task.has_ended]
        task_id = self.pick(data, open_tasks or self.tasks[-3:], "T-0")
        self.call("POST", f"/tasks/{task_id}/{what}")

    @rule(data=st.data(), succeeds=st.booleans())
    def end_task_by_hand(self, data: st.DataObject, succeeds: bool) -> None:
        world = self.tenant.world
        found = [task.task_id for task in world.tasks if not task.has_ended]
        if not found:
            return
        task = world.tasks[data.draw(st.sampled_from(found))]
        if succeeds:
            self.tenant.change(0.0, lambda unit: manual_override.finish(unit, task))
        else:
            oops = errors.TASK_CANCELED()
            self.tenant.change(0.0, lambda unit: manual_override.fail(unit, task, oops))

    @rule(data=st.data())
    def lose_node(self, data: st.DataObject) -> None:
        running = [n for n in self.tenant.world.nodes if n.state is NodeState.RUNNING]
        if running:
            node = data.draw(st.sampled_from(running))
            change = node_loss.recover if node.is_lost else node_loss.lose
            self.tenant.change(0.0, lambda unit: change(unit, node))

    @rule(size=st.integers(0, 5))
    def let_the_autoscaler_decide(self, size: int) -> None:
        resize = timeline_actions.FUNCTIONS["resize_pool"]
        self.tenant.change(0.0, lambda unit: resize(unit, {"do": "resize_pool", "size": size}))

    @rule()
    def wait_until_nothing_is_to_come(self) -> None:
        settle(self.tenant)

    @rule(seconds=st.sampled_from([30, 70]))
    def wait_for_the_middle_of_something(self, seconds: int) -> None:
        self.wait(seconds)

    @rule(seconds=st.sampled_from([1, 20, 60, 120, 400, 1000]))
    def wait(self, seconds: int) -> None:
        advance(self.tenant, self.tenant.now(0.0) + seconds * SECOND)

    @invariant()
    def only_legal_transitions_happen(self) -> None:
        assert [witness.illegal for witness in self.witnesses] == [[], [], []]

    @invariant()
    def what_is_in_transition_has_a_task_and_nothing_else_has(self) -> None:
        world = self.tenant.world
        for cluster in world.clusters:
            open_tasks = [world.tasks[each] for each in world.open_tasks[cluster.cluster_id]]
            whole = [task for task in open_tasks if not task.group_id]
            if cluster.state in (ClusterState.DELETING, ClusterState.DELETE_FAILED):
                assert len(open_tasks) == len(whole)
                continue
            assert bool(whole) == (cluster.state not in SETTLED_CLUSTERS), (cluster, whole)
            for group in world.groups_of(cluster.cluster_id):
                own = [task for task in open_tasks if task.group_id == group.group_id]
                # Those of a creation's body wait for the cluster to run.
                waits = group.state == "initial" and cluster.state in NOT_YET
                has_none = waits or group.state in {"removing", *SETTLED_POOLS}
                assert len(own) == (0 if has_none else 1), group

    @invariant()
    def counts_add_up(self) -> None:
        world = self.tenant.world
        for group in world.node_groups:
            path = f"/clusters/{group.cluster_id}/nodepools/{group.group_id}"
            status = call(self.tenant, "GET", path).ok()["status"]
            nodes = [node for node in world.nodes if node.group_id == group.group_id]
            parts = ("initial", "serving", "failed", "removing")
            assert status["total_nodes"] == len(nodes)
            assert status["total_nodes"] == sum(status[f"{part}_nodes"] for part in parts)
            assert status["healthy_nodes"] == sum(node.is_healthy for node in nodes)
            if status["state"] == "active":
                assert (status["initial_nodes"], status["removing_nodes"]) == (0, 0), status

    @invariant()
    def every_task_that_was_answered_can_be_read(self) -> None:
        for task_id in self.tasks[-8:]:
            task = call(self.tenant, "GET", f"/tasks/{task_id}").ok()
            assert all(result["status"] for result in task["task_result"])
            if task["state"] in ("success", "failed", "fail", "canceled"):
                assert all(stage["end_time"] for stage in task["stages"])

    @invariant()
    def the_world_is_sound(self) -> None:
        soundness.check(self.tenant.world, {})


TestKubernetesLife = KubernetesLife.TestCase
TestKubernetesLife.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
