"""A story in this process: its cluster, its requests, and what there is in the end."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from cs_simulator.cluster_types import registry
from cs_simulator.domain.instants import SECOND
from cs_simulator.engine import node_loss, timeline
from cs_simulator.kubernetes import objects
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.factory import TenantFactory
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.loading import StoredTenant

from tests.support.cluster_api import ClusterApi
from tests.support.cluster_nodes import move
from tests.support.kubernetes import a_running
from tests.support.pools import a_pool
from tests.support.workload_stories import Answered, Sent, requests_of
from tests.support.worlds import PLENTY, a_tenant, advance, call

SETTINGS: dict[str, Any] = {"kubernetes_version": ("1.34.1-aliyun.1",), "seed": 7}


def stored(tenant: Tenant) -> StoredTenant:
    """What a database has of a tenant, if everything is committed."""
    records = {
        name: sorted(table.records.values(), key=lambda record: record.serial)
        for name, table in tenant.world.tables.items()
    }
    return StoredTenant(
        tenant_row=tenant.row(0.0, is_last=True),
        records=records,
        last_entries={},
        is_proven=True,
    )


def restored(left: StoredTenant) -> Tenant:
    """The tenant as another process loads it."""
    chosen = Settings(db=":memory:", clock="frozen", quota=PLENTY, **SETTINGS)
    clock = SystemClock(monotonic=lambda: 0.0, wall=lambda: 0)
    return TenantFactory(chosen, clock, registry()).restored(left)


@cache
def _beginning() -> tuple[StoredTenant, str, str]:
    """A cluster with three nodes whose API was called: what is stored, its id and its pool's."""
    tenant = a_tenant(**SETTINGS)
    cluster_id = a_running(tenant)
    pool_id = a_pool(tenant, cluster_id, "pool", 3)
    ClusterApi(tenant, cluster_id)
    move(tenant, 60)
    return stored(tenant), cluster_id, pool_id


class Story:
    """A cluster with three nodes, to whose workloads things happen."""

    def __init__(self) -> None:
        left, self.cluster_id, self.pool_id = _beginning()
        self.tenant = restored(left)
        self.api = ClusterApi(self.tenant, self.cluster_id)
        self.statuses: list[int] = []

    def do(self, what: str, number: int) -> None:
        """Do a step; whatever it is answered with, it must not be an internal error."""
        requests = requests_of(what, number)
        try:
            sent = next(requests)
            while True:
                answered = self._send(sent)
                assert answered.status < 500, (sent, answered)
                self.statuses.append(answered.status)
                sent = requests.send(answered)
        except StopIteration:
            return

    def _send(self, sent: Sent) -> Answered:
        if sent.plane == "control":
            return self._set_lost(int(sent.path), is_lost=sent.body["is_lost"])
        if sent.plane == "service":
            node = next(iter(self.tenant.world.group_nodes[self.pool_id]), "i-none")
            path = sent.path.format(pool=self.pool_id, node=node)
            answer = call(self.tenant, sent.method, f"/clusters/{self.cluster_id}{path}", sent.body)
            return Answered(answer.status, answer.body)
        found = self.api.request(sent.method, sent.path, sent.body, content_type=sent.content_type)
        return Answered(found.status, json.loads(found.body))

    def _set_lost(self, number: int, *, is_lost: bool) -> Answered:
        nodes = self.tenant.world.nodes_of(self.cluster_id)
        if nodes:
            node = nodes[number % len(nodes)]
            change = node_loss.lose if is_lost else node_loss.recover
            if node.state == "running" and node.is_lost is not is_lost:
                self.tenant.change(0.0, lambda unit: change(unit, node))
        return Answered(200, None)

    def wait(self, seconds: int, cuts: int = 0) -> None:
        """Let time pass, in one go or in several."""
        start, whole = self.tenant.now(0.0), seconds * SECOND
        for part in range(1, cuts + 2):
            advance(self.tenant, start + whole * part // (cuts + 1))

    def restart(self) -> None:
        """Go on as another process does after ``kill -9``: memory is gone."""
        self.tenant = restored(stored(self.tenant))
        self.api.tenant = self.tenant

    def undo(self, what: str) -> None:
        """Change much in a unit of work, with what controllers do then, and roll it back."""

        def work(unit: Any) -> None:
            UNDONE[what](self, unit)
            unit.world.kubernetes.follow(unit)
            raise UndoneError

        try:
            self.tenant.run_unit(self.tenant.now(0.0), work)
        except UndoneError:
            return
        raise AssertionError("a unit of work that failed was not undone")

    def world(self) -> dict[str, Any]:
        """All that is kept, byte for byte, but for the number of calls."""
        tables = self.tenant.world.tables
        kept: dict[str, Any] = {
            name: sorted(table.records.values(), key=lambda record: record.serial)
            for name, table in tables.items()
        }
        counts = dict(self.tenant.world.counts)
        del counts["call"]
        return {**kept, "counts": counts}


class UndoneError(Exception):
    """A unit of work is to be rolled back."""


def _drop_pods(story: Story, unit: Any) -> None:
    for found in list(unit.world.kubernetes_objects):
        if found.resource == "pods":
            objects.drop(unit, found)


def _lose_nodes(story: Story, unit: Any) -> None:
    for node in unit.world.nodes_of(story.cluster_id):
        if not node.is_lost:
            node_loss.lose(unit, node)


def _drop_owners(story: Story, unit: Any) -> None:
    for found in list(unit.world.kubernetes_objects):
        if found.resource in ("deployments.apps", "jobs.batch", "statefulsets.apps", "services"):
            objects.drop(unit, found)


def _let_time_pass(_story: Story, unit: Any) -> None:
    timeline.run(unit, unit.now + 60 * SECOND)


UNDONE: dict[str, Callable[[Story, Any], None]] = {
    "drop pods": _drop_pods,
    "lose nodes": _lose_nodes,
    "drop owners": _drop_owners,
    "let time pass": _let_time_pass,
}
"""What is done and rolled back, by name."""
