"""Disk categories."""

import pytest
from cs_simulator.catalog import disks


@pytest.mark.parametrize(
    ("category", "least", "most", "io_optimized"),
    [
        ("cloud", 5, 2000, "legacy"),
        ("cloud_efficiency", 20, 32768, "any"),
        ("cloud_ssd", 20, 32768, "only"),
        ("cloud_essd", 20, 32768, "only"),
        ("ephemeral_ssd", 5, 800, "any"),
    ],
)
def test_a_category_of_the_swarm_era_has_its_sizes_and_instances(
    category, least, most, io_optimized
):
    found = disks.find(category)

    assert (found.data_min_gib, found.data_max_gib) == (least, most)
    assert found.io_optimized == io_optimized
    assert found.swarm


@pytest.mark.parametrize("category", ["cloud_auto", "cloud_essd_entry", "local_ssd_pro"])
def test_a_category_that_nodes_could_not_have_is_known_all_the_same(category):
    assert not disks.find(category).swarm


def test_old_categories_are_retired():
    assert disks.find("cloud").retired
    assert not disks.find("cloud_efficiency").retired


def test_every_category_has_room_between_its_sizes():
    assert all(
        0 < each.data_min_gib < each.data_max_gib for each in disks.all_categories().values()
    )


def test_an_unknown_category_is_not_found():
    assert disks.find("floppy") is None


@pytest.mark.parametrize(
    ("category", "use"),
    [
        ("cloud_essd", "both"),
        ("cloud_essd_entry", "both"),
        ("cloud", "data"),
        ("elastic_ephemeral_disk_premium", "data"),
        ("ephemeral_ssd", ""),
    ],
)
def test_a_category_says_what_node_pools_can_have_it_for(category, use):
    assert disks.find(category).ack == use
