"""``fixtures``: the resources that a tenant has without having created them."""

from collections import defaultdict
from dataclasses import asdict

from cs_simulator.domain.records import CustomImage, Instance, RdsInstance, Vpc, VSwitch
from cs_simulator.engine.world import World
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract import fixtures as contract


@route(contract.GET_FIXTURES)
async def get_fixtures(call: ControlCall) -> contract.Fixtures:
    """List the tenant's networks, instances, databases and images; its quotas and stock."""
    return _object((await call.tenant()).world)


@route(contract.PUT_FIXTURES)
async def put_fixtures(call: ControlCall) -> contract.Fixtures:
    """Add fixtures, or change those with the same ids: all of them or none."""
    from cs_simulator.engine import fixtures as engine  # loads the library that checks shapes
    from cs_simulator.scenarios.file import fixtures

    tenant = await call.tenant()
    try:
        given = fixtures.read(call.body)
        tenant.change(call.reading, lambda unit: engine.put(unit, given))
    except ValueError as error:
        raise ControlError(str(error), code="BadFixtures") from None
    await call.simulator.keep(tenant)
    return _object(tenant.world)


def _object(world: World) -> contract.Fixtures:
    regions: defaultdict[str, contract.RegionFixtures] = defaultdict(
        lambda: {"vpcs": [], "rds_instances": [], "instances": [], "images": []}
    )
    switches: defaultdict[str, list[contract.VSwitch]] = defaultdict(list)
    for switch in world.vswitches.everything():
        switches[switch.vpc_id].append(_vswitch(switch))
    for vpc in world.vpcs.everything():
        regions[vpc.region_id]["vpcs"].append(_vpc(vpc, switches[vpc.vpc_id]))
    for database in world.rds_instances.everything():
        regions[database.region_id]["rds_instances"].append(_rds_instance(database))
    for image in world.images.everything():
        regions[image.region_id]["images"].append(_image(image))
    for instance in world.instances.everything():
        if not instance.is_released:
            regions[instance.region_id]["instances"].append(_instance(world, instance))
    return {
        "quotas": asdict(world.options.quotas),
        "regions": dict(regions),
        "stock": [
            {
                "zone_id": stock.zone_id,
                "instance_type": stock.instance_type,
                "available": stock.available,
            }
            for stock in world.stock
        ],
        "missing_roles": [role.name for role in world.missing_roles],
    }


def _vswitch(switch: VSwitch) -> contract.VSwitch:
    return {
        "vswitch_id": switch.vswitch_id,
        "zone_id": switch.zone_id,
        "cidr_block": switch.cidr_block,
        "adopted": switch.adopted,
    }


def _vpc(vpc: Vpc, switches: list[contract.VSwitch]) -> contract.Vpc:
    return {
        "vpc_id": vpc.vpc_id,
        "cidr_block": vpc.cidr_block,
        "adopted": vpc.adopted,
        "vswitches": switches,
    }


def _rds_instance(database: RdsInstance) -> contract.RdsInstance:
    return {
        "db_instance_id": database.db_instance_id,
        "whitelist": database.whitelist.split(","),
        "adopted": database.adopted,
    }


def _image(image: CustomImage) -> contract.Image:
    return {
        "image_id": image.image_id,
        "os": image.os,
        "version": image.version,
        "kernel": image.kernel or None,
        "size_gib": image.size_gib,
        "adopted": image.adopted,
    }


def _instance(world: World, instance: Instance) -> contract.Instance:
    return {
        "instance_id": instance.instance_id,
        "zone_id": instance.zone_id,
        "network_type": instance.network_type,
        "vpc_id": instance.vpc_id or None,
        "vswitch_id": instance.vswitch_id or None,
        "instance_type": instance.instance_type,
        "ecs_image_id": instance.ecs_image_id,
        "ip_address": instance.ip_address,
        "eip_address": instance.eip_address or None,
        "charge_type": instance.charge_type,
        "is_node": instance.instance_id in world.nodes.records,
    }
