"""Regions and zones."""

import pytest
from cs_simulator.catalog import regions
from cs_simulator.catalog.defaults import default_network, default_resources

SWARM = [
    "cn-qingdao",
    "cn-beijing",
    "cn-zhangjiakou",
    "cn-huhehaote",
    "cn-hangzhou",
    "cn-shanghai",
    "cn-shenzhen",
    "cn-hongkong",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-northeast-1",
    "us-west-1",
    "us-east-1",
    "eu-central-1",
]


def test_fifteen_regions_had_swarm_clusters():
    assert sorted(region.region_id for region in regions.swarm_regions()) == sorted(SWARM)


@pytest.mark.parametrize("region_id", SWARM)
def test_a_swarm_region_has_zones_and_letters_for_its_ids(region_id):
    region = regions.find(region_id)

    assert region.zones
    assert len(region.id_infix) == 3


@pytest.mark.parametrize("region_id", regions.all_regions())
def test_a_region_is_found_by_each_of_its_zones(region_id):
    region = regions.find(region_id)

    assert all(regions.find_by_zone(zone_id) is region for zone_id in region.zones)


@pytest.mark.parametrize(
    "zone_id", ["", "b", "cn-hangzhou", "cn-hangzhou-z", "cn-hangzhou-", "cn-hangzhoub", "xx-1a"]
)
def test_an_unknown_zone_is_in_no_region(zone_id):
    assert regions.find_by_zone(zone_id) is None


def test_a_region_has_the_zones_of_the_swarm_era():
    assert regions.find("cn-hongkong").zones == ("cn-hongkong-b", "cn-hongkong-c")
    assert "cn-beijing-l" not in regions.find("cn-beijing").zones


def test_a_region_that_came_later_has_the_zones_of_today():
    assert regions.find("cn-chengdu").zones == ("cn-chengdu-a", "cn-chengdu-b")


def test_letters_are_not_invented_where_none_are_known():
    assert regions.find("cn-heyuan").id_infix == ""


def test_likely_letters_are_used_without_their_mark():
    assert regions.find("cn-zhangjiakou").id_infix == "8vb"


@pytest.mark.parametrize(
    ("region_id", "is_mainland", "is_open"),
    [
        ("cn-beijing", True, True),
        ("cn-nanjing", True, False),
        ("cn-hongkong", False, True),
        ("ap-southeast-2", False, False),
    ],
)
def test_a_region_says_whether_it_is_in_the_mainland_and_open(region_id, is_mainland, is_open):
    region = regions.find(region_id)

    assert (region.mainland, region.open) == (is_mainland, is_open)


def test_an_unknown_region_is_not_found():
    assert regions.find("cn-atlantis") is None


def test_a_region_has_the_zones_of_today_besides():
    beijing = regions.find("cn-beijing")

    assert beijing.today[-1] == "cn-beijing-l"
    assert beijing.every_zone == beijing.today
    assert regions.find_by_zone("cn-beijing-l") is beijing
    assert regions.find("cn-hangzhou").every_zone[:3] == (
        "cn-hangzhou-b",
        "cn-hangzhou-c",
        "cn-hangzhou-d",
    )
    assert "cn-hangzhou-c" not in regions.find("cn-hangzhou").today
    assert regions.find("cn-chengdu").today == regions.find("cn-chengdu").zones


def test_a_region_has_two_names():
    found = regions.find("ap-northeast-1")

    assert (found.name, found.chinese) == ("Japan (Tokyo)", "日本（东京）")


def test_closed_regions_take_no_new_clusters():
    still_open = {region.region_id for region in regions.open_regions()}

    assert {"cn-hangzhou", "ap-southeast-5", "ap-northeast-2"} <= still_open
    assert not {"ap-southeast-2", "ap-south-1", "cn-nanjing"} & still_open


@pytest.mark.parametrize("region", regions.swarm_regions(), ids=lambda region: region.region_id)
def test_the_network_that_a_region_is_shown_with_is_one_of_its_own(region):
    vpc_id, vswitch_id = default_network(region.region_id)
    switch = default_resources().vswitches[vswitch_id]
    assert default_resources().vpcs[vpc_id].region_id == region.region_id
    assert (switch.vpc_id, switch.zone_id) == (vpc_id, region.zones[0])
