"""Upgrades of clusters: begun, watched, and controlled by the older calls."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row


@row(
    "UpgradeCluster", given.an_older_cluster, *CLUSTER, task="cluster_upgrade",
    request=lambda there: {"next_version": there.ids["next_version"], "master_only": True},
)  # fmt: skip
def _upgrades(there, answer):
    assert there.cluster()["current_version"] == there.ids["next_version"]


@row("GetUpgradeStatus", given.an_upgrade, *CLUSTER)
def _tells_how_far_an_upgrade_is(there, answer):
    assert answer["status"] == "running"


@row("PauseClusterUpgrade", given.an_upgrade, *CLUSTER)
def _pauses_an_upgrade(there, answer):
    there.settle()
    assert there.task()["state"] == "paused"
    assert there.ask("GetUpgradeStatus", "cluster_id").raw["status"] == "pause"


@row("ResumeUpgradeCluster", given.a_paused_task, *CLUSTER)
def _resumes_an_upgrade(there, answer):
    there.settle()
    assert there.cluster()["current_version"] == there.ids["next_version"]


@row("CancelClusterUpgrade", given.an_upgrade, *CLUSTER)
def _cancels_an_upgrade(there, answer):
    there.settle()
    assert there.task()["state"] == "canceled"
    assert there.cluster()["current_version"] != there.ids["next_version"]
