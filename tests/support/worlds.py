"""Tenants without a server and a database: a test makes their calls and moves their clocks."""

import json
from typing import Any
from urllib.parse import parse_qsl

from cs_simulator import operations
from cs_simulator.cluster_types import registry
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import ClusterState, LogLine, Step
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.operations import ErrorKeys, Incoming, Reply, keys_for, refusal
from cs_simulator.runtime.calls.perform import begin, route, run
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.factory import TenantFactory
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.support.answer import Answer
from tests.support.builders import a_create_body

PLENTY = tuple(
    f"{name}=100000"
    for name in (
        "clusters", "kubernetes_clusters", "managed_clusters", "eips", "slbs", "security_groups",
        "routes_per_vpc",
    )
)  # fmt: skip


def a_tenant(
    name: str = "default", cluster_types: ClusterTypes | None = None, **settings: Any
) -> Tenant:
    """A new tenant; its clock is frozen and its quotas are large unless *settings* differ."""
    chosen = Settings(**{"db": ":memory:", "clock": "frozen", "quota": PLENTY, **settings})
    clock = SystemClock(monotonic=lambda: 0.0, wall=lambda: 0)
    return TenantFactory(chosen, clock, cluster_types or registry()).new(1, name, TenantSpec())


def perform(tenant: Tenant, incoming: Incoming) -> operations.Answer | None:
    """Make a call in a unit of work; returns ``None`` if its answer needs the store."""
    record = begin(tenant, incoming, 0.0)
    try:
        reply = run(record, route(record))
    except ApiError as error:
        return refusal(error, record.request_id, keys_for(incoming, ErrorKeys.BOTH))
    return record.answer(reply) if isinstance(reply, Reply) else None


def call(tenant: Tenant, method: str, path: str, body: object = None) -> Answer:
    """Make a call of the tenant."""
    raw = json.dumps(body).encode() if body is not None else b""
    raw_path, _, query = path.partition("?")
    sent = dict(parse_qsl(query, keep_blank_values=True))
    incoming = Incoming(method, raw_path, path, sent, raw, "application/json", "")
    answer = perform(tenant, incoming)
    assert answer is not None, path
    return Answer(answer.status, json.loads(answer.body) if answer.body else None)


def create(tenant: Tenant, **changes: Any) -> str:
    """Create a cluster; returns its id."""
    created: dict[str, str] = call(tenant, "POST", "/clusters", a_create_body(**changes)).ok()
    return created["cluster_id"]


def advance(tenant: Tenant, until: int) -> None:
    """Move the tenant's clock to an instant, running what is due."""
    while not tenant.run(tenant.now(0.0), until).is_done:
        pass
    tenant.set_clock(tenant.world.clock.at(until, 0.0))


def settle(tenant: Tenant) -> None:
    """Move the tenant's clock until no step is due any more."""
    while (step := tenant.world.next_step()) is not None:
        advance(tenant, step.due)


def a_running_cluster(tenant: Tenant, **changes: Any) -> str:
    """Create a cluster and wait until it is up; returns its id."""
    cluster_id = create(tenant, **changes)
    settle(tenant)
    cluster = tenant.world.clusters[cluster_id]
    up = ClusterState.RUNNING if cluster.size else ClusterState.INACTIVE
    assert cluster.state is up, log_of(tenant, cluster_id)
    return cluster_id


def put_in_state(tenant: Tenant, cluster_id: str, state: ClusterState) -> None:
    """Put a cluster into a state, without the task that would lead to it."""
    clusters = tenant.world.clusters
    tenant.change(0.0, lambda unit: unit.put(clusters, clusters[cluster_id]._replace(state=state)))


def log_of(tenant: Tenant, cluster_id: str) -> list[str]:
    """The messages of a cluster's log so far, oldest first."""
    serial = tenant.world.clusters[cluster_id].serial
    return [
        entry.text
        for entry in tenant.changes.entries
        if isinstance(entry, LogLine) and entry.cluster == serial
    ]


def run_one_step(tenant: Tenant) -> Step | None:
    """Run the next step only; returns it, or ``None`` if there is none."""
    step = tenant.world.next_step()
    if step is not None:
        tenant.run(
            tenant.now(0.0), step.due, lambda: tenant.world.steps.get(step.serial) is not step
        )
        tenant.set_clock(tenant.world.clock.at(step.due, 0.0))
    return step
