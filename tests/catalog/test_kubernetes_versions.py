"""Versions of Kubernetes: what can be created and upgraded to on a day, and with what runtimes."""

import pytest
from cs_simulator.catalog import kubernetes_versions as versions
from cs_simulator.domain import instants


def on(day):
    return instants.from_text(f"{day}T00:00:00Z")


def names(rows):
    return [row.version for row in rows]


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        ("2018-01-08", ["1.12.6-aliyun.1"]),
        ("2020-03-01", ["1.16.6-aliyun.1", "1.14.8-aliyun.1", "1.12.6-aliyun.1"]),
        ("2025-09-29", ["1.33.3-aliyun.1", "1.32.7-aliyun.1", "1.31.1-aliyun.1"]),
        ("2025-09-30", ["1.34.1-aliyun.1", "1.33.3-aliyun.1", "1.32.7-aliyun.1"]),
        ("2026-09-01", ["1.36.2-aliyun.1", "1.35.7-aliyun.1", "1.34.10-aliyun.1"]),
        ("2040-01-01", ["1.36.2-aliyun.1", "1.35.7-aliyun.1", "1.34.10-aliyun.1"]),
    ],
)
def test_the_newest_of_the_three_newest_minors_can_be_created(day, offered):
    assert names(versions.creatable(on(day))) == offered
    assert versions.newest(on(day)).version == offered[0]


def test_edge_clusters_have_their_own_spelling_and_some_versions_of_their_own():
    offered = names(versions.creatable(on("2022-11-01"), edge=True))

    assert offered == ["1.24.6-aliyunedge.1", "1.22.15-aliyunedge.1", "1.20.11-aliyunedge.1"]
    assert names(versions.creatable(on("2022-11-01")))[1] == "1.22.3-aliyun.1"
    assert versions.find("1.34.1-aliyunedge.1").edge
    assert not versions.find("1.34.1-aliyun.1").edge


def test_versions_are_in_the_order_of_their_numbers():
    rows = list(versions.all_versions().values())

    assert [row.order for row in rows] == sorted(row.order for row in rows)
    assert versions.find("1.34.10-aliyun.1").order > versions.find("1.34.1-aliyun.1").order


def test_every_version_ends_after_it_began_and_has_a_runtime():
    for row in versions.all_versions().values():
        assert row.released <= row.offered < row.ends, row.version
        assert row.runtimes, row.version
        assert row.version.startswith(f"{row.minor}."), row.version


def test_a_version_of_the_table_has_all_its_fields():
    found = versions.find("1.34.1-aliyun.1")

    assert (found.minor, found.offered, found.released, found.ends, found.edge) == (
        "1.34",
        "2025-09-30",
        "2025-09-30",
        "2026-09-30",
        False,
    )
    assert found.runtimes[0] == ("containerd", "2.1.4", "2025-10-13")


@pytest.mark.parametrize("version", ["", "1.34", "1.34.1", "v1.34.1-aliyun.1", "1.99.1-aliyun.1"])
def test_another_version_is_not_found(version):
    assert versions.find(version) is None
    assert versions.like(version) is None


def test_another_patch_of_a_known_minor_is_like_the_listed_one():
    found = versions.like("1.34.5-aliyun.1")

    assert versions.find("1.34.5-aliyun.1") is None
    assert (found.version, found.minor) == ("1.34.5-aliyun.1", "1.34")
    assert versions.like("1.34.5-aliyunedge.1").edge


@pytest.mark.parametrize(
    ("present", "day", "targets"),
    [
        ("1.34.1-aliyun.1", "2025-12-01", []),
        ("1.34.1-aliyun.1", "2026-03-01", ["1.35.7-aliyun.1"]),
        ("1.34.1-aliyun.1", "2026-09-01", ["1.34.10-aliyun.1", "1.35.7-aliyun.1"]),
        ("1.34.10-aliyun.1", "2026-09-01", ["1.35.7-aliyun.1"]),
        ("1.34.99-aliyun.1", "2026-09-01", ["1.35.7-aliyun.1"]),
        ("1.28.9-aliyun.1", "2024-08-01", ["1.30.1-aliyun.1"]),
        ("1.36.2-aliyun.1", "2026-09-01", []),
        ("1.22.3-aliyunedge.1", "2022-11-01", ["1.22.15-aliyunedge.1", "1.24.6-aliyunedge.1"]),
        ("nonsense", "2026-09-01", []),
    ],
)
def test_an_upgrade_goes_to_the_newest_patch_of_this_or_the_next_minor(present, day, targets):
    assert names(versions.upgrade_targets(present, on(day))) == targets


def test_runtimes_come_newest_first_and_only_once_they_are_offered():
    early = versions.runtimes_of("1.34.1-aliyun.1", on("2025-10-01"))
    later = versions.runtimes_of("1.34.1-aliyun.1", on("2025-12-01"))

    assert early == (versions.Runtime("containerd", "2.1.4"),)
    assert later == (
        versions.Runtime("containerd", "2.1.5"),
        versions.Runtime("containerd", "2.1.4"),
    )
    assert versions.runtimes_of("nonsense", on("2025-12-01")) == ()


def test_what_is_supported_outlives_what_can_be_created():
    day = on("2026-03-01")

    assert names(versions.supported(day)) == [
        "1.35.7-aliyun.1",
        "1.34.1-aliyun.1",
        "1.33.3-aliyun.1",
        "1.30.7-aliyun.1",
        "1.30.1-aliyun.1",
    ]


def test_a_fixed_set_is_offered_on_every_day():
    fixed = ("1.31.1-aliyun.1", "1.30.1-aliyun.1", "1.31.9-aliyun.1")

    for day in ("2018-01-08", "2030-01-01"):
        assert names(versions.creatable(on(day), fixed=fixed)) == [
            "1.31.9-aliyun.1",
            "1.31.1-aliyun.1",
            "1.30.1-aliyun.1",
        ]
        assert names(versions.supported(on(day), fixed=fixed))[0] == "1.31.9-aliyun.1"
        assert names(versions.upgrade_targets("1.30.1-aliyun.1", on(day), fixed=fixed)) == [
            "1.31.9-aliyun.1"
        ]


def test_a_fixed_set_is_spelled_as_the_kind_of_cluster_spells_it():
    fixed = ("1.31.1-aliyun.1", "1.30.1-aliyunedge.1")

    assert names(versions.creatable(on("2026-01-01"), edge=True, fixed=fixed)) == [
        "1.31.1-aliyunedge.1",
        "1.30.1-aliyunedge.1",
    ]
    assert names(versions.creatable(on("2026-01-01"), fixed=fixed)) == [
        "1.31.1-aliyun.1",
        "1.30.1-aliyun.1",
    ]


def test_a_fixed_version_that_is_not_known_is_refused_in_words():
    with pytest.raises(ValueError, match=r"'1\.99\.0-aliyun\.1' is no version of Kubernetes"):
        versions.creatable(on("2026-01-01"), fixed=("1.99.0-aliyun.1",))
