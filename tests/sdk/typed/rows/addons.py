"""Add-ons: the catalogue, what is installed, and each change of it."""

import json

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row


@row("ListAddons", given.a_cluster, request=lambda there: {"cluster_id": there.ids["cluster_id"]})
def _lists_addons(there, answer):
    assert {"flannel", "coredns", "metrics-server"} & {each["name"] for each in answer["addons"]}


@row("ListClusterAddonInstances", given.a_cluster, *CLUSTER)
def _lists_installed_addons(there, answer):
    states = {addon["name"]: addon["state"] for addon in answer["addons"]}
    assert (states["csi-plugin"], states["coredns"]) == ("active", "unhealthy")  # without a node


@row("GetClusterAddonInstance", given.an_addon, "cluster_id", "addon")
def _describes_an_addon(there, answer):
    assert (answer["name"], answer["state"]) == (there.ids["addon"], "unhealthy")


@row("DescribeClusterAddonsVersion", given.an_addon, *CLUSTER)
def _tells_versions_of_addons(there, answer):
    assert answer[there.ids["addon"]]["component_name"] == there.ids["addon"]


@row(
    "InstallClusterAddons", given.a_cluster, *CLUSTER, task="cluster_addon_install",
    request={"body": [{"name": "ack-node-problem-detector", "config": '{"sls_project_name":"x"}'}]},
)  # fmt: skip
def _installs_an_addon(there, answer):
    there.ids["addon"] = "ack-node-problem-detector"
    installed = there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw
    assert installed["state"] == "unhealthy"  # without a node


@row(
    "UpgradeClusterAddons", given.an_older_addon, *CLUSTER, task="cluster_addon_upgrade",
    request=lambda there: {"body": [{"component_name": there.ids["addon"],
                                     "next_version": there.ids["next_version"],
                                     "policy": "overwrite"}]},
)  # fmt: skip
def _upgrades_an_addon(there, answer):
    installed = there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw
    assert installed["version"] == there.ids["next_version"]


@row(
    "ModifyClusterAddon", given.an_addon, "cluster_id", "addon",
    request={"config": '{"sls_project_name":"mine"}'},
)  # fmt: skip
def _configures_an_addon(there, answer):
    there.settle()
    installed = there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw
    assert "mine" in installed["config"]


@row(
    "UnInstallClusterAddons", given.an_addon, *CLUSTER, task="cluster_addon_uninstall",
    request=lambda there: {"addons": [{"name": there.ids["addon"],
                                       "cleanup_cloud_resources": False}]},
)  # fmt: skip
def _removes_an_addon(there, answer):
    installed = there.ask("ListClusterAddonInstances", "cluster_id").raw["addons"]
    assert there.ids["addon"] not in {addon["name"] for addon in installed}


@row(
    "DescribeAddon", given.an_addon, "addon",
    request=lambda there: {"cluster_id": there.ids["cluster_id"], "version": "1.2.16"},
)  # fmt: skip
def _describes_an_addon_of_the_catalogue(there, answer):
    assert (answer["name"], answer["version"]) == (there.ids["addon"], "1.2.16")
    assert "1.2.28" in [newer["version"] for newer in answer["newer_versions"]]


@row(
    "DescribeAddons", given.nothing,
    request={"region": "cn-beijing", "cluster_type": "ManagedKubernetes",
             "cluster_profile": "Default"},
)  # fmt: skip
def _lists_the_catalogue_in_groups(there, answer):
    grouped = {item["name"] for group in answer["ComponentGroups"] for item in group["items"]}
    assert grouped == answer["StandardComponents"].keys()
    assert answer["StandardComponents"]["coredns"]["required"] == "true"


@row("DescribeClusterAddonInstance", given.an_addon, "cluster_id", "addon")
def _describes_an_installed_addon_as_before(there, answer):
    present = there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw
    names = ("name", "state", "version", "config")
    assert answer == {name: present[name] for name in names}


@row(
    "DescribeClusterAddonMetadata", given.an_addon, "cluster_id", "addon",
    request={"version": "1.2.16"},
)  # fmt: skip
def _tells_what_can_be_configured(there, answer):
    assert (answer["name"], answer["version"]) == (there.ids["addon"], "1.2.16")
    assert json.loads(answer["config_schema"])


def _an_upgrade(there):
    """An add-on that is being upgraded."""
    given.an_older_addon(there)
    change = {"component_name": there.ids["addon"], "next_version": there.ids["next_version"]}
    request = {"body": [change]}
    there.ids |= there.ask("UpgradeClusterAddons", "cluster_id", request=request).raw


def _a_paused_upgrade(there):
    """An add-on whose upgrade is paused."""
    _an_upgrade(there)
    there.ask("PauseComponentUpgrade", "cluster_id", "addon")
    there.settle()


def _version(there):
    return there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw["version"]


@row("DescribeClusterAddonUpgradeStatus", _an_upgrade, "cluster_id", "addon")
def _tells_how_far_an_addon_is(there, answer):
    assert answer["tasks"]["status"] == "Running"
    there.settle()
    again = there.ask("DescribeClusterAddonUpgradeStatus", "cluster_id", "addon").raw
    assert again["tasks"]["status"] == "Success"
    assert again["addon_info"]["version"] == there.ids["next_version"]


@row(
    "DescribeClusterAddonsUpgradeStatus", _an_upgrade, *CLUSTER,
    request=lambda there: {"componentIds": [there.ids["addon"], "coredns"]},
)  # fmt: skip
def _tells_how_far_addons_are(there, answer):
    statuses = {name: entry["tasks"]["status"] for name, entry in answer.items()}
    assert statuses == {there.ids["addon"]: "Running", "coredns": "Success"}


@row("PauseComponentUpgrade", _an_upgrade, "cluster_id", "addon")
def _pauses_an_addon(there, answer):
    there.settle()
    assert there.task()["state"] == "paused"
    assert _version(there) != there.ids["next_version"]


@row("ResumeComponentUpgrade", _a_paused_upgrade, "cluster_id", "addon")
def _resumes_an_addon(there, answer):
    there.settle()
    assert there.task()["state"] == "success"
    assert _version(there) == there.ids["next_version"]


@row("CancelComponentUpgrade", _an_upgrade, "cluster_id", "addon")
def _cancels_an_addon(there, answer):
    there.settle()
    assert there.task()["state"] == "canceled"
    assert _version(there) != there.ids["next_version"]
