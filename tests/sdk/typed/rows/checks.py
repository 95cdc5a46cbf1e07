"""Checks before upgrades and migrations: run, listed, described."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row


def _a_check(there):
    """A check that is over, of a cluster that cannot be upgraded and has a lost node."""
    given.a_lost_node(there)
    request = {"type": "ClusterUpgrade"}
    there.ids |= there.ask("RunClusterCheck", "cluster_id", request=request).raw
    there.settle()


def _levels(check):
    """The levels of the items of a check, by name."""
    items = [item for group in check["check_items"].values() for item in group]
    return {item["name"]: item["level"] for item in items}


@row(
    "RunClusterCheck", given.a_pool, *CLUSTER,
    request=lambda there: {"type": "NodePoolUpgrade", "target": there.ids["nodepool_id"],
                           "options": {"verbose": "true"}},
)  # fmt: skip
def _checks_a_pool(there, answer):
    there.ids |= answer
    begun = there.ask("GetClusterCheck", "cluster_id", "check_id").raw
    assert (begun["status"], begun["check_items"]) == ("Running", {})
    there.settle()
    done = there.ask("GetClusterCheck", "cluster_id", "check_id").raw
    assert (done["type"], done["status"]) == ("NodePoolUpgrade", "Succeeded")
    assert _levels(done)["NodeReady"] == "normal"


@row("ListClusterChecks", _a_check, *CLUSTER, request={"type": "ClusterUpgrade", "target": ""})
def _lists_checks(there, answer):
    [check] = answer["checks"]
    assert (check["check_id"], check["type"]) == (there.ids["check_id"], "ClusterUpgrade")
    other = {"type": "MasterUpgrade"}
    assert there.ask("ListClusterChecks", "cluster_id", request=other).raw["checks"] == []


@row("GetClusterCheck", _a_check, "cluster_id", "check_id")
def _describes_a_check(there, answer):
    assert answer["created_at"] < answer["finished_at"]
    assert _levels(answer)["NodeReady"] == "warning"
