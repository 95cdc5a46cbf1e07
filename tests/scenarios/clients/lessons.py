"""What each shipped scenario is met with, and which careless clients it catches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.scenarios.clients import careless, careless_ack, careless_swarm, works


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One scenario: what clients do under it."""

    work: Callable[[Any], None]
    catches: tuple[type, ...] = ()
    """Careless clients that do not meet what it expects, or break."""
    may_give_up: bool = False
    """Whether a careful client may fail: something is refused, or fails for good."""


LESSONS = {
    "address-exhaustion": Lesson(
        work=works.cluster, catches=(careless.WaitsForEver,), may_give_up=True
    ),
    "balance-exhausted": Lesson(
        work=works.cluster,
        catches=(careless_swarm.BuysAgainAndAgain, careless.ForgetsWhatFailed),
        may_give_up=True,
    ),
    "clock-skew": Lesson(
        work=works.cluster, catches=(careless.RepeatsEveryRefusal,), may_give_up=True
    ),
    "degradation-ramp": Lesson(work=works.cluster, catches=(careless.ComesBackAtOnce,)),
    "delete-fails-then-retried": Lesson(
        work=works.cluster, catches=(careless.DeletesWithoutWaiting,)
    ),
    "deleted-behind-the-back": Lesson(work=works.cluster, catches=(careless.WaitsForEver,)),
    "eip-quota-midway": Lesson(
        work=works.cluster, catches=(careless.ForgetsWhatFailed,), may_give_up=True
    ),
    "error-answered-but-built": Lesson(
        work=works.cluster, catches=(careless.TriesAgainUnderANewName, careless.GivesUpAtOnce)
    ),
    "expired-credentials": Lesson(work=works.cluster, catches=(careless.GivesUpAtOnce,)),
    "flapping-node": Lesson(work=works.watching, catches=(careless_swarm.ReplacesAtTheFirstLoss,)),
    "gateway-503-burst": Lesson(work=works.cluster, catches=(careless.GivesUpAtOnce,)),
    "ghost-success": Lesson(work=works.cluster, catches=(careless.TakesAcceptedForDone,)),
    "healthy": Lesson(work=works.scaling, catches=(careless.TakesAcceptedForDone,)),
    "image-withdrawn": Lesson(
        work=works.cluster, catches=(careless_swarm.BuysAgainAndAgain,), may_give_up=True
    ),
    "lost-create-reply": Lesson(
        work=works.cluster, catches=(careless.TriesAgainUnderANewName, careless.GivesUpAtOnce)
    ),
    "node-lost-after-ready": Lesson(
        work=works.watching, catches=(careless_swarm.NeverLooksAtNodes,)
    ),
    "node-never-joins": Lesson(work=works.cluster, catches=(careless.ForgetsWhatFailed,)),
    "out-of-stock-then-restocked": Lesson(
        work=works.cluster, catches=(careless.ForgetsWhatFailed,)
    ),
    "partial-scale-out": Lesson(work=works.scaling, catches=(careless.TrustsTheState,)),
    "quota-exhausted": Lesson(
        work=works.cluster, catches=(careless.RepeatsEveryRefusal,), may_give_up=True
    ),
    "region-outage-window": Lesson(
        work=works.cluster, catches=(careless.GivesUpAtOnce, careless.ComesBackAtOnce)
    ),
    "request-delivered-twice": Lesson(
        work=works.cluster, catches=(careless.TriesAgainUnderANewName,)
    ),
    "slow-day": Lesson(work=works.cluster, catches=(careless.IsImpatient,)),
    "stale-list-after-delete": Lesson(
        work=works.cluster, catches=(careless.DeletesWhateverIsShown,)
    ),
    "throttled-client": Lesson(work=works.cluster, catches=(careless.ComesBackAtOnce,)),
    "ack-connection-breaks-while-waiting": Lesson(
        work=works.kubernetes, catches=(careless.GivesUpAtOnce,)
    ),
    "ack-creation-fails-midway": Lesson(
        work=works.kubernetes, catches=(careless.ForgetsWhatFailed,), may_give_up=True
    ),
    "ack-delete-fails-then-retried": Lesson(
        work=works.kubernetes, catches=(careless.DeletesWithoutWaiting,)
    ),
    "ack-deletion-answered-with-nothing": Lesson(
        work=works.kubernetes, catches=(careless_ack.ReadsATaskOfEachAnswer,)
    ),
    "ack-drain-blocked": Lesson(
        work=works.node_removal, catches=(careless_ack.TakesARemovalForDone,), may_give_up=True
    ),
    "ack-fields-missing": Lesson(
        work=works.kubernetes, catches=(careless_ack.ReplacesWhatDiffers,)
    ),
    "ack-five-wanted-two-made": Lesson(work=works.kubernetes, catches=(careless.TrustsTheState,)),
    "ack-healthy": Lesson(work=works.kubernetes, catches=(careless.TakesAcceptedForDone,)),
    "ack-load-balancers-used-up": Lesson(
        work=works.kubernetes, catches=(careless_ack.ReadsEveryFieldOfErrors,), may_give_up=True
    ),
    "ack-lost-create-reply": Lesson(
        work=works.kubernetes, catches=(careless.TriesAgainUnderANewName, careless.GivesUpAtOnce)
    ),
    "ack-node-never-joins": Lesson(work=works.kubernetes, catches=(careless.TrustsTheState,)),
    "ack-node-lost": Lesson(
        work=works.watching_a_pool, catches=(careless_ack.NeverLooksAtNodesOfPools,)
    ),
    "ack-node-lost-under-deployment": Lesson(
        work=works.watching_a_pool, catches=(careless_ack.NeverLooksAtNodesOfPools,)
    ),
    "ack-one-pool-at-a-time": Lesson(work=works.two_pools, catches=(careless.GivesUpAtOnce,)),
    "ack-pool-changed-though-refused": Lesson(
        work=works.pool_scaling, catches=(careless_ack.AddsNodesAgain,)
    ),
    "ack-pool-deletion-fails": Lesson(
        work=works.pool_deletion, catches=(careless.DeletesWithoutWaiting,)
    ),
    "ack-pool-fails-without-a-reason": Lesson(
        work=works.kubernetes, catches=(careless.ForgetsWhatFailed,)
    ),
    "ack-pool-stuck-scaling": Lesson(
        work=works.kubernetes,
        catches=(careless.WaitsForEver, careless.IsImpatient),
        may_give_up=True,
    ),
    "ack-role-for-sized-pools": Lesson(
        work=works.kubernetes, catches=(careless.RepeatsEveryRefusal,), may_give_up=True
    ),
    "ack-running-but-not-ready": Lesson(work=works.kubernetes, catches=(careless.GivesUpAtOnce,)),
    "ack-service-role-missing": Lesson(
        work=works.kubernetes,
        catches=(careless.RepeatsEveryRefusal, careless_ack.FormatsMessages),
        may_give_up=True,
    ),
    "ack-slow-control-plane": Lesson(work=works.kubernetes, catches=(careless.IsImpatient,)),
    "ack-task-not-there-yet": Lesson(
        work=works.kubernetes, catches=(careless.TakesEvery404ForGone,)
    ),
    "ack-throttled-tasks": Lesson(work=works.kubernetes, catches=(careless.ComesBackAtOnce,)),
    "ack-unknown-access-key": Lesson(
        work=works.kubernetes, catches=(careless.TakesEvery404ForGone,)
    ),
}
