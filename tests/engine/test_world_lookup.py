"""Resources that a request names: found, or adopted with what fits the call."""

import pytest
from cs_simulator.catalog import regions
from cs_simulator.engine.world_lookup import WorldLookup

from tests.support.worlds import a_tenant


@pytest.fixture
def tenant():
    return a_tenant()


def looked_up(tenant, work, region_id="cn-beijing", container_cidr="172.28.1.0/24", adopts=False):
    """What *work* finds in a lookup; the world has it from then on only if the lookup adopts."""

    def in_a_unit(unit):
        lookup = WorldLookup(unit, region_id, container_cidr)
        found = work(lookup)
        if adopts:
            lookup.adopt()
        return found

    return tenant.change(0.0, in_a_unit)


@pytest.mark.parametrize(
    ("container_cidr", "block"),
    [
        ("172.28.1.0/24", "192.168.0.0/16"),
        ("192.168.24.0/22", "10.0.0.0/8"),
        ("192.0.0.0/8", "10.0.0.0/8"),
        ("0.0.0.0/0", "192.168.0.0/16"),  # nothing is free: validation refuses the overlap
        ("not a block", "192.168.0.0/16"),
        (None, "192.168.0.0/16"),
    ],
)
def test_an_adopted_vpc_leaves_the_containers_their_block(tenant, container_cidr, block):
    vpc = looked_up(tenant, lambda lookup: lookup.vpc("vpc-new"), container_cidr=container_cidr)

    assert (vpc.cidr_block, vpc.region_id, vpc.adopted) == (block, "cn-beijing", True)


def test_what_is_looked_up_twice_is_adopted_once(tenant):
    first, second = looked_up(tenant, lambda found: (found.vpc("vpc-new"), found.vpc("vpc-new")))

    assert first is second
    assert "vpc-new" not in tenant.world.vpcs.records


def test_what_is_adopted_is_in_the_world(tenant):
    looked_up(tenant, lambda lookup: lookup.vswitch("vsw-new", "vpc-new"), adopts=True)

    assert {"vpc-new"} == {*tenant.world.vpcs.records}
    assert {"vsw-new"} == {*tenant.world.vswitches.records}


@pytest.mark.parametrize("id_", ["vpc_new", "new", "VPC-new", ""])
def test_a_malformed_id_is_not_adopted(tenant, id_):
    assert looked_up(tenant, lambda lookup: lookup.vpc(id_)) is None


def test_a_vswitch_takes_the_next_block_of_its_vpc(tenant):
    def work(lookup):
        return [lookup.vswitch("vsw-a", "vpc-new"), lookup.vswitch("vsw-b", "vpc-2zedefault")]

    first, second = looked_up(tenant, work)

    zones = len(regions.find("cn-beijing").zones)  # there is a vSwitch in each of them
    assert (first.cidr_block, first.zone_id) == ("192.168.0.0/20", "cn-beijing-a")
    assert second.cidr_block == f"10.0.{16 * zones}.0/20"


def test_a_vpc_without_room_takes_no_more_vswitches(tenant):
    names = [f"vsw-{number}" for number in range(17)]  # a /16 has room for sixteen

    *found, last = looked_up(
        tenant, lambda lookup: [lookup_and_adopt(lookup, name) for name in names]
    )

    assert all(found)
    assert last is None


def lookup_and_adopt(lookup, name):
    switch = lookup.vswitch(name, "vpc-new")
    lookup.adopt()
    return switch


@pytest.mark.parametrize("vpc_id", ["no VPC", ""])
def test_a_vswitch_of_no_vpc_is_not_adopted(tenant, vpc_id):
    assert looked_up(tenant, lambda lookup: lookup.vswitch("vsw-new", vpc_id)) is None


def test_a_vswitch_of_a_vpc_in_no_region_is_not_adopted(tenant):
    def work(lookup):
        return lookup.vswitch("vsw-new", "vpc-new")

    assert looked_up(tenant, work, region_id="cn-atlantis") is None


def test_a_simulator_that_refuses_unknown_resources_adopts_none():
    tenant = a_tenant(unknown_resources="refuse")

    def work(lookup):
        return [
            lookup.vpc("vpc-new"),
            lookup.rds_instance("rm-new"),
            lookup.image("m-new"),
            lookup.image("ubuntu_16_0402_64_20G_alibase_20991231"),
        ]

    assert looked_up(tenant, work) == [None] * 4


def test_databases_and_images_are_adopted_into_the_region_of_the_call(tenant):
    def work(lookup):
        return lookup.rds_instance("pgm-new"), lookup.image("m-new")

    database, image = looked_up(tenant, work, region_id="cn-hangzhou")

    assert (database.region_id, image.region_id) == ("cn-hangzhou", "cn-hangzhou")
    assert (image.os, image.version, image.kernel) == ("ubuntu", "16.04", "4.4.0")
