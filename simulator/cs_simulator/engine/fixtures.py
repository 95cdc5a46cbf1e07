"""Putting fixtures into a world, if they fit together and into it."""

from dataclasses import asdict, fields
from itertools import pairwise
from typing import Any

from cs_simulator.catalog import instance_types, regions, service_roles
from cs_simulator.domain import network
from cs_simulator.domain.quotas import Quotas, checked
from cs_simulator.domain.records import (
    CustomImage,
    Instance,
    RdsInstance,
    Vpc,
    VSwitch,
)
from cs_simulator.engine import limits
from cs_simulator.engine.tables import Table
from cs_simulator.engine.unit import Unit
from cs_simulator.scenarios.fixtures import (
    Fixtures,
    InstanceFixture,
    RdsFixture,
    StockFixture,
    VpcFixture,
    VSwitchFixture,
)


def put(unit: Unit, fixtures: Fixtures) -> None:
    """Put the fixtures in place of what has their ids.

    Raises ``ValueError`` saying where and what to change; the unit is then to be rolled back.
    """
    for name, amount in fixtures.quotas.items():
        _put_quota(unit, name, amount)
    for index, vpc in enumerate(fixtures.vpcs):
        _put_vpc(unit, f"vpcs[{index}]", vpc)
    for index, database in enumerate(fixtures.rds_instances):
        _put_database(unit, f"rds_instances[{index}]", database)
    for index, instance in enumerate(fixtures.instances):
        _put_instance(unit, f"instances[{index}]", instance)
    for index, image in enumerate(fixtures.images):
        _check_region(f"images[{index}].region_id", image.region_id)
        serial = _serial(unit, unit.world.images, image.image_id)
        unit.put(unit.world.images, CustomImage(serial=serial, **asdict(image)))
    _put_roles(unit, "missing_roles", fixtures.missing_roles, is_granted=False)
    _put_roles(unit, "granted_roles", fixtures.granted_roles, is_granted=True)
    for index, stock in enumerate(fixtures.stock):
        _put_stock(unit, f"stock[{index}]", stock)


def _put_quota(unit: Unit, name: str, amount: int) -> None:
    known = [field.name for field in fields(Quotas)]
    if name not in known:
        raise ValueError(f"quotas.{name}: there is no such quota; known are {', '.join(known)}")
    try:
        limits.set_quota(unit, name, checked(name, amount))
    except ValueError as problem:
        raise ValueError(f"quotas.{problem}") from None


def _put_roles(unit: Unit, key: str, names: tuple[str, ...], *, is_granted: bool) -> None:
    for index, name in enumerate(names):
        if name not in service_roles.MISSING:
            raise ValueError(f"{key}[{index}]: there is no service role {name!r}")
        limits.set_role(unit, name, is_granted=is_granted)


def _put_database(unit: Unit, where: str, given: RdsFixture) -> None:
    _check_region(f"{where}.region_id", given.region_id)
    table = unit.world.rds_instances
    unit.put(
        table,
        RdsInstance(
            serial=_serial(unit, table, given.db_instance_id),
            db_instance_id=given.db_instance_id,
            region_id=given.region_id,
            whitelist=",".join(given.whitelist),
        ),
    )


def _put_vpc(unit: Unit, where: str, given: VpcFixture) -> None:
    world = unit.world
    _check_region(f"{where}.region_id", given.region_id)
    block = _block(f"{where}.cidr", given.cidr)
    present = world.vpcs.get(given.vpc_id)
    same = present and (present.cidr_block, present.region_id) == (str(block), given.region_id)
    is_used = any(cluster.vpc_id == given.vpc_id for cluster in world.clusters)
    if present and is_used and not same:
        raise ValueError(f"{where}: clusters use {given.vpc_id}, it cannot become another one")
    unit.put(
        world.vpcs,
        Vpc(
            serial=_serial(unit, world.vpcs, given.vpc_id),
            vpc_id=given.vpc_id,
            region_id=given.region_id,
            cidr_block=str(block),
            name=given.name,
            description=given.description,
        ),
    )
    for index, switch in enumerate(given.vswitches):
        _put_switch(unit, f"{where}.vswitches[{index}]", switch, given)
    _check_switches(unit, where, given.vpc_id, block)


def _check_switches(unit: Unit, where: str, vpc_id: str, block: network.Block) -> None:
    """Check that all vSwitches of a VPC, earlier ones too, lie in it and do not overlap."""
    blocks = [
        (switch.vswitch_id, network.block(switch.cidr_block))
        for switch in unit.world.vswitches.everything()
        if switch.vpc_id == vpc_id
    ]
    for vswitch_id, inside in blocks:
        if not (block.first <= inside.first and inside.last <= block.last):
            raise ValueError(f"{where}: {vswitch_id}'s {inside} does not lie in {block}")
    # Of blocks in the order of their first addresses, those that overlap include two neighbours.
    ordered = sorted(blocks, key=lambda item: (item[1].first, item[1].last))
    for (vswitch_id, inside), (other_id, other) in pairwise(ordered):
        if inside.overlaps(other):
            raise ValueError(f"{where}: {vswitch_id}'s {inside} overlaps {other_id}'s {other}")


def _put_switch(unit: Unit, where: str, given: VSwitchFixture, vpc: VpcFixture) -> None:
    region = regions.find(vpc.region_id)
    if region is None or given.zone_id not in region.every_zone:
        zones = ", ".join(region.every_zone) if region else ""
        raise ValueError(f"{where}.zone_id: {vpc.region_id} has the zones {zones}")
    block = _block(f"{where}.cidr", given.cidr)
    world = unit.world
    switch = VSwitch(
        serial=0,
        vswitch_id=given.vswitch_id,
        vpc_id=vpc.vpc_id,
        zone_id=given.zone_id,
        cidr_block=str(block),
        name=given.name,
        description=given.description,
    )
    present = world.vswitches.get(given.vswitch_id)
    place = (switch.vpc_id, switch.zone_id, switch.cidr_block)
    if present and (present.vpc_id, present.zone_id, present.cidr_block) != place:
        if world.addresses.taken.get(given.vswitch_id):
            raise ValueError(f"{where}: instances use it, it cannot become another one")
        if present.vpc_id != vpc.vpc_id:
            raise ValueError(f"{where}: {given.vswitch_id} is of {present.vpc_id}")
    serial = _serial(unit, world.vswitches, given.vswitch_id)
    unit.put(world.vswitches, switch._replace(serial=serial))


def _put_instance(unit: Unit, where: str, given: InstanceFixture) -> None:
    world = unit.world
    switch = world.vswitches.get(given.vswitch_id)
    vpc = world.vpcs.get(switch.vpc_id) if switch else None
    if switch is None or vpc is None:
        raise ValueError(f"{where}.vswitch_id: there is no vSwitch {given.vswitch_id!r}")
    if given.instance_id in world.nodes.records:
        raise ValueError(f"{where}: {given.instance_id} is a node of a cluster")
    _check_type(f"{where}.instance_type", given.instance_type)
    _check_address(unit, f"{where}.ip_address", given, switch)
    unit.put(
        world.instances,
        Instance(
            serial=_serial(unit, world.instances, given.instance_id),
            region_id=vpc.region_id,
            zone_id=switch.zone_id,
            network_type="vpc",
            vpc_id=vpc.vpc_id,
            ecs_image_id="",
            **asdict(given),
        ),
    )


def _check_address(unit: Unit, where: str, given: InstanceFixture, switch: VSwitch) -> None:
    usable = network.usable(network.block(switch.cidr_block))
    try:
        number = network.number(given.ip_address)
    except ValueError as problem:
        raise ValueError(f"{where}: {problem}") from None
    if number not in usable:
        raise ValueError(f"{where}: it is no address of {switch.cidr_block} that can be given")
    present = unit.world.instances.get_own(given.instance_id)
    if present and present.ip_address == given.ip_address:
        return
    if given.ip_address in unit.world.addresses.taken.get(switch.vswitch_id, {}):
        raise ValueError(f"{where}: {given.ip_address} is taken")


def _put_stock(unit: Unit, where: str, given: StockFixture) -> None:
    if regions.find_by_zone(given.zone_id) is None:
        raise ValueError(f"{where}.zone_id: there is no zone {given.zone_id!r}")
    _check_type(f"{where}.instance_type", given.instance_type)
    limits.set_stock(unit, given.zone_id, given.instance_type, given.available)


def _serial(unit: Unit, table: Table[str, Any], key: str) -> int:
    """The serial of the tenant's own record of that key, or a new one."""
    own = table.get_own(key)
    return own.serial if own else unit.serial()


def _check_region(where: str, region_id: str) -> None:
    if regions.find(region_id) is None:
        raise ValueError(f"{where}: there is no region {region_id!r}")


def _check_type(where: str, instance_type: str) -> None:
    if instance_types.find(instance_type) is None:
        raise ValueError(f"{where}: there is no instance type {instance_type!r}")


def _block(where: str, text: str) -> network.Block:
    try:
        return network.block(text)
    except ValueError as problem:
        raise ValueError(f"{where}: {problem}") from None
