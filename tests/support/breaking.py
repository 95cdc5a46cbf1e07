"""Scenarios that break nodes of Kubernetes clusters, for tests of what is found of that."""

from typing import Any

from cs_simulator.runtime.tenants.tenant import Tenant


def lost_after(number: int, after: str = "5m") -> dict[str, Any]:
    """A rule by which that many new nodes are lost some time after they have joined."""
    when = {"operation": "CreateClusterNodePool", "stage": "join"}
    then = {"ready_then_lost": {"after": after}}
    return {"id": "lost", "when": when, "fire": {"times": number}, "then": then}


def not_joining(message: str) -> dict[str, Any]:
    """A rule by which one new node cannot join."""
    when = {"operation": "CreateClusterNodePool", "stage": "join"}
    then = {"partial": {"count": 1, "code": "NodeJoinTimeout", "message": message}}
    return {"id": "no-join", "when": when, "then": then}


def settle_all(tenant: Tenant) -> None:
    """Move the tenant's clock until nothing is due any more, planned losses too."""
    while (pending := tenant.world.next_due()) is not None:
        while not tenant.run(tenant.now(0.0), pending.due).is_done:
            pass
        tenant.set_clock(tenant.world.clock.at(pending.due, 0.0))
