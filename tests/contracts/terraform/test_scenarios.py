"""What Terraform does when something goes wrong: a row for each of the shipped scenarios.

A row is what is done, in order, and what comes of it: nothing, or the words of an error.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.contracts.terraform.core import CLUSTER
from tests.contracts.waiting import ClientError, PanicError

SHIPPED = Path(__file__).parents[3] / "scenarios"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One command, with what it ends in."""

    error: str = ""
    """A piece of the error that it shows; empty for success."""

    def run(self, terraform, config):
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Apply(Step):
    pool: dict = field(default_factory=dict)
    """What differs in the configuration of the pool."""
    pools: tuple = ("workers",)

    def run(self, terraform, config):
        pools = {name: {**config["pool"], "name": name, **self.pool} for name in self.pools}
        wanted = {CLUSTER: config[CLUSTER], **pools}
        terraform.apply(wanted)
        assert terraform.plan(wanted) == {}


@dataclass(frozen=True, kw_only=True)
class Destroy(Step):
    def run(self, terraform, config):
        terraform.destroy()
        assert terraform.state == {}


@dataclass(frozen=True, kw_only=True)
class Later(Step):
    by: str

    def run(self, terraform, config):
        terraform.clock.advance(self.by)


@dataclass(frozen=True, kw_only=True)
class Nodes(Step):
    """The pool has so many nodes, whatever Terraform makes of that."""

    count: int

    def run(self, terraform, config):
        assert terraform.state["workers"].attributes["total_nodes"] == self.count


@dataclass(frozen=True, kw_only=True)
class Under(Step):
    """One more rule is in force from here on."""

    rule: dict

    def run(self, terraform, config):
        config["faults"].add(self.rule)


@dataclass(frozen=True, kw_only=True)
class Granted(Step):
    """Somebody has done what it takes: no rule is in force any more."""

    def run(self, terraform, config):
        config["faults"].clear()


@dataclass(frozen=True, kw_only=True)
class Plan(Step):
    changes: dict

    def run(self, terraform, config):
        wanted = {CLUSTER: config[CLUSTER], "workers": {**config["pool"], "name": "workers"}}
        found = {name: change.action for name, change in terraform.plan(wanted).items()}
        assert found == self.changes


ROWS = {
    "ack-connection-breaks-while-waiting": [Apply(), Destroy()],
    "ack-creation-fails-midway": [Apply(error="NotEnoughBalance"), Destroy()],
    "ack-delete-fails-then-retried": [Apply(), Destroy(error="fail"), Destroy()],
    "ack-deletion-answered-with-nothing": [Apply(), Destroy(error="is not a map")],
    "ack-drain-blocked": [Apply(), Apply(pool={"desired_size": 1}, error="fail"), Destroy()],
    "ack-fields-missing": [Apply(), Destroy()],
    "ack-five-wanted-two-made": [Apply(pool={"desired_size": 5}), Nodes(count=2)],
    "ack-healthy": [Apply(), Destroy()],
    "ack-load-balancers-used-up": [Apply(error="QuotaExceeded.SLBInstancesQuota"), Apply()],
    "ack-lost-create-reply": [Apply(error="overlaps the pods of another cluster")],
    "ack-node-never-joins": [Apply(), Destroy()],
    "ack-one-pool-at-a-time": [
        *[Apply(pools=("red", "green", "blue"), error="InvalidStatus.Forbidden")] * 2,
        Apply(pools=("red", "green", "blue")),
    ],
    "ack-pool-changed-though-refused": [
        Apply(),
        Apply(pool={"desired_size": 3}, error="state"),
        Later(by="10m"),
        Apply(pool={"desired_size": 3}),
    ],
    "ack-pool-deletion-fails": [Apply(), Destroy(error="not empty"), Destroy()],
    "ack-pool-fails-without-a-reason": [Apply(error="fail"), Apply()],
    "ack-pool-stuck-scaling": [Apply(error="timeout")],
    "ack-role-for-sized-pools": [Apply(error="AliyunOOSLifecycleHook4CSRole")],
    "ack-running-but-not-ready": [Apply(), Destroy()],
    "ack-service-role-missing": [
        *[Apply(error="ErrManagedAddonRoleNotAttach")] * 2,
        Granted(),
        Apply(),
    ],
    "ack-slow-control-plane": [Apply(), Destroy()],
    "ack-task-not-there-yet": [Apply(), Destroy()],
    "ack-throttled-tasks": [Apply(), Destroy()],
    "ack-unknown-access-key": [
        Apply(),
        Under(rule={"when": {"operation": "DescribeClusterDetail"}, "then": "unauthorized"}),
        Plan(changes={CLUSTER: "create", "workers": "create"}),
    ],
}


def test_every_row_is_a_shipped_scenario():
    assert ROWS.keys() <= {path.stem for path in SHIPPED.glob("ack-*.yaml")}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("terraform", [True], indirect=True, ids=[""])
def test_terraform_meets_a_scenario(terraform, tenant, cluster, pool, name):
    tenant.scenario(name)
    where = {"vswitch_ids": ["vsw-2zedefaultb"]}  # in the zone whose stock the scenarios limit
    config = {
        CLUSTER: {**cluster, **where},
        "pool": {**pool, **where},
        "faults": tenant.faults,
    }
    for step in ROWS[name]:
        if not step.error:
            step.run(terraform, config)
            continue
        with pytest.raises((ClientError, PanicError), match=step.error):
            step.run(terraform, config)
