"""Instance types, and where they are offered."""

import pytest
from cs_simulator.catalog import instance_types, regions
from cs_simulator.catalog.instance_types import InstanceType, offered_in


def the(name):
    found = instance_types.find(name)
    assert found
    return found


def test_an_instance_type_has_all_its_fields():
    assert the("ecs.n1.small") == InstanceType(
        instance_type="ecs.n1.small",
        family="n1",
        family_class="shared",
        vcpu=1,
        memory_gib=2.0,
        era="swarm",
        io_optimized="only",
        retired=True,
    )


@pytest.mark.parametrize(
    ("name", "io_optimized"),
    [
        ("ecs.s1.small", "none"),
        ("ecs.s2.small", "none"),
        ("ecs.s2.large", "both"),
        ("ecs.c2.medium", "both"),
        ("ecs.g5.large", "only"),
    ],
)
def test_types_of_one_family_can_differ_in_being_io_optimized(name, io_optimized):
    assert the(name).io_optimized == io_optimized


@pytest.mark.parametrize(
    ("name", "vcpu", "memory_gib", "family", "era"),
    [
        ("ecs.t1.xsmall", 1, 0.5, "t1", "classic"),
        ("ecs.gn5-c4g1.xlarge", 4, 30.0, "gn5", "swarm"),
        ("ecs.d1-c14d3.14xlarge", 56, 160.0, "d1", "swarm"),
        ("ecs.c7.large", 2, 4.0, "c7", "ack"),
    ],
)
def test_a_type_has_its_family_s_era_and_its_own_size(name, vcpu, memory_gib, family, era):
    found = the(name)

    assert (found.vcpu, found.memory_gib, found.family, found.era) == (
        vcpu,
        memory_gib,
        family,
        era,
    )


@pytest.mark.parametrize("name", ["", "ecs.n4", "n4.large", "ECS.N4.LARGE", "ecs.n4.large "])
def test_an_unknown_instance_type_is_not_found(name):
    assert instance_types.find(name) is None


def test_a_type_of_the_swarm_era_is_offered_in_every_zone_of_a_swarm_region():
    zones = [zone_id for region in regions.swarm_regions() for zone_id in region.zones]

    assert all(offered_in(the("ecs.n4.large"), zone_id) for zone_id in zones)


def test_a_classic_type_is_offered_in_the_first_two_zones():
    zones = regions.find("cn-beijing").zones

    offering = [zone_id for zone_id in zones if offered_in(the("ecs.s3.large"), zone_id)]

    assert offering == ["cn-beijing-a", "cn-beijing-b"]


def test_a_later_type_is_offered_nowhere():
    zones = [zone_id for region in regions.all_regions().values() for zone_id in region.zones]

    assert not any(offered_in(the("ecs.c7.large"), zone_id) for zone_id in zones)


@pytest.mark.parametrize(
    "name",
    [
        "ecs.gn5-c4g1.xlarge",
        "ecs.f1-c8f1.2xlarge",
        "ecs.ebmg5.24xlarge",
        "ecs.d1ne.2xlarge",
        "ecs.i2.xlarge",
    ],
)
def test_special_hardware_is_offered_in_the_four_big_regions_only(name):
    offering = {
        region.region_id
        for region in regions.all_regions().values()
        if any(offered_in(the(name), zone_id) for zone_id in region.zones)
    }

    assert offering == {"cn-hangzhou", "cn-beijing", "cn-shanghai", "cn-shenzhen"}


def test_every_class_that_the_rule_names_has_types():
    classes = {each.family_class for each in instance_types.all_instance_types().values()}

    assert set(instance_types._REGIONS) <= classes


def test_an_unknown_zone_offers_nothing():
    assert not offered_in(the("ecs.n4.large"), "cn-hangzhou-z")


def test_no_later_type_is_offered_to_swarm_clusters_in_a_zone_of_today():
    assert not offered_in(the("ecs.n4.large"), "cn-beijing-l")


@pytest.mark.parametrize(
    ("name", "network"),
    [
        ("ecs.t6-c1m1.large", (2, 6, 6)),
        ("ecs.g6.large", (2, 6, 6)),
        ("ecs.g6.xlarge", (3, 10, 20)),
        ("ecs.g6.26xlarge", (15, 20, 280)),
        ("ecs.g7.large", (3, 6, 12)),
        ("ecs.g7.xlarge", (4, 15, 45)),
        ("ecs.g7.4xlarge", (8, 30, 210)),
        ("ecs.g7.32xlarge", (15, 30, 420)),
        ("ecs.e-c1m2.large", (2, 6, 6)),
    ],
)
def test_larger_and_newer_types_have_more_addresses_for_pods(name, network):
    found = the(name)

    assert (found.enis, found.addresses_per_eni, found.pod_addresses) == network


def test_some_types_have_another_architecture():
    assert the("ecs.g8y.large").architecture == "arm64"
    assert the("ecs.g8i.large").architecture == "amd64"
