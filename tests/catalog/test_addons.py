"""Components of Kubernetes clusters: the catalogue, its names and versions, fresh clusters."""

import typing

import pytest
from cs_simulator.catalog import addons

VERSION = "1.34.1-aliyun.1"


def test_a_component_has_all_its_fields():
    found = addons.find("kube-flannel-ds")

    assert found == addons.Addon(
        name="kube-flannel-ds",
        category="network",
        managed=False,
        versions=(("v0.15.1.22-20a397e6-aliyun", ""), ("v0.15.1.23-33d25c1-aliyun", "1.22")),
        kinds=addons.KINDS,
        fresh=("managed", "dedicated", "edge"),
        network="flannel",
        required=True,
        aliases=("flannel",),
        config=(),
        architecture=("amd64", "arm64"),
        logging=False,
    )


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("flannel", "kube-flannel-ds"),
        ("kube-flannel-ds", "kube-flannel-ds"),
        ("terway", "terway-eniip"),
        ("terway-eni", "terway-eniip"),
        ("logtail-ds-docker", "logtail-ds"),
        ("kube-scheduler", "ack-scheduler"),
    ],
)
def test_a_component_is_found_by_each_of_its_names(asked, name):
    assert addons.find(asked).name == name


def test_an_unknown_component_is_not_found():
    assert addons.find("minesweeper") is None


def test_no_two_components_share_a_name():
    names = [
        name for addon in addons.all_addons().values() for name in (addon.name, *addon.aliases)
    ]

    assert len(names) == len(set(names))


def test_every_row_uses_known_words():
    for addon in addons.all_addons().values():
        assert addon.category in typing.get_args(addons.Category), addon.name
        assert set(addon.kinds) <= set(addons.KINDS), addon.name
        assert set(addon.fresh) <= set(addon.kinds), addon.name
        assert addon.network in ("", *addons.NETWORKS), addon.name
        assert set(addon.architecture) <= {"amd64", "arm64"}, addon.name


def test_a_component_that_can_be_upgraded_has_versions_to_upgrade_between():
    single = {
        addon.name
        for addon in addons.all_addons().values()
        if addon.has_own_versions and len(addon.versions) < 2
    }

    assert single == {"flexvolume", "alicloud-disk-controller", "alicloud-nas-controller"}


def test_a_fresh_managed_flannel_cluster_has_what_one_was_seen_to_have():
    assert addons.fresh("managed", "flannel", "1.34.10-aliyun.1") == {
        "kube-apiserver": "v1.34.10-aliyun.1",
        "kube-controller-manager": "v1.34.10-aliyun.1",
        "ack-scheduler": "v1.34.0-apsara-6.12",
        "cloud-controller-manager": "v2.15.0",
        "managed-kube-proxy": "v1.34.10-aliyun.1",
        "ack-ram-authenticator": "0.5.1",
        "coredns": "v1.13.2.2",
        "pod-readinessgate-webhook": "v1.0.0",
        "ack-nvidia-device-plugin": "0.8.1",
        "kube-flannel-ds": "v0.15.1.23-33d25c1-aliyun",
        "gateway-api": "1.3.0",
        "csi-plugin": "v1.37.2",
        "csi-provisioner": "v1.37.2",
        "storage-operator": "v1.35.3",
        "cnfs-controller": "v1.2.5",
        "metrics-server": "v0.3.16-ab96b23-aliyun",
        "metrics-aggregator": "v1.9.6",
        "alicloud-monitor-controller": "v1.8.13",
    }


def test_a_fresh_terway_cluster_has_terway_in_place_of_flannel():
    flannel = addons.fresh("managed", "flannel", VERSION).keys()
    terway = addons.fresh("managed", "terway", VERSION).keys()

    assert flannel - terway == {"kube-flannel-ds"}
    assert terway - flannel == {"terway-eniip", "terway-controlplane"}


@pytest.mark.parametrize("kind", addons.KINDS)
def test_a_fresh_cluster_has_only_what_its_kind_can_have(kind):
    offered = {addon.name for addon in addons.offered(kind)}
    fresh = addons.fresh(kind, "flannel", VERSION).keys()

    assert fresh
    assert fresh <= offered


def test_a_cluster_is_not_offered_the_other_network():
    offered = {addon.name for addon in addons.offered("managed", "flannel")}

    assert "kube-flannel-ds" in offered
    assert "terway-eniip" not in offered
    assert "terway-eniip" in {addon.name for addon in addons.offered("managed")}


def test_versions_are_those_for_the_version_of_the_cluster():
    coredns = addons.find("coredns")

    assert addons.versions_of(coredns, "1.20.4-aliyun.1") == ("v1.9.3.10-7dfca203-aliyun",)
    assert addons.newest_version(coredns, VERSION) == "v1.13.2.2"


def test_a_component_that_needs_a_newer_cluster_has_its_oldest_version():
    goatscaler = addons.find("ack-goatscaler")

    assert addons.versions_of(goatscaler, "1.20.4-aliyun.1") == ("v0.2.5",)


def test_a_component_without_versions_has_the_cluster_s():
    assert not addons.find("kube-apiserver").has_own_versions
    assert addons.versions_of(addons.find("kube-apiserver"), VERSION) == ("v1.34.1-aliyun.1",)
