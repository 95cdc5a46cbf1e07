"""``fixtures``: what a tenant finds without having made it."""

from dataclasses import asdict
from typing import Any

from cs_simulator.engine.world import World
from cs_simulator.server.control._request import ControlCall, ControlError, route


@route("GET", "fixtures")
async def get_fixtures(call: ControlCall) -> object:
    """List what the tenant finds: networks, instances, databases, images; quotas and stock."""
    return _object((await call.tenant()).world)


@route("PUT", "fixtures")
async def put_fixtures(call: ControlCall) -> object:
    """Add what a tenant finds, or change what has the same ids: all of it or nothing."""
    from cs_simulator.engine import fixtures as engine  # loads the library that checks shapes
    from cs_simulator.scenarios.file import fixtures

    tenant = await call.tenant()
    try:
        given = fixtures.read(call.body)
        tenant.change(call.simulator.edge.monotonic(), lambda unit: engine.put(unit, given))
    except ValueError as problem:
        raise ControlError(str(problem), code="BadFixtures") from None
    await call.simulator.keep(tenant)
    return _object(tenant.world)


def _object(world: World) -> dict[str, Any]:
    switches = [switch._asdict() for switch in world.vswitches.everything()]
    found: dict[str, dict[str, Any]] = {}

    def of(region_id: str) -> dict[str, Any]:
        empty: dict[str, Any] = {"vpcs": [], "rds_instances": [], "instances": [], "images": []}
        return found.setdefault(region_id, empty)

    for vpc in world.vpcs.everything():
        mine = [_plain(each, "vpc_id") for each in switches if each["vpc_id"] == vpc.vpc_id]
        of(vpc.region_id)["vpcs"].append(_plain(vpc._asdict(), "region_id") | {"vswitches": mine})
    for database in world.rds_instances.everything():
        of(database.region_id)["rds_instances"].append(_plain(database._asdict(), "region_id"))
    for image in world.images.everything():
        of(image.region_id)["images"].append(_plain(image._asdict(), "region_id"))
    for instance in world.instances.everything():
        if not instance.is_released:
            is_node = instance.instance_id in world.nodes.records
            shown = _plain(instance._asdict(), "region_id") | {"is_node": is_node}
            of(instance.region_id)["instances"].append(shown)
    stock = [_plain(each._asdict(), "key") for each in world.stock]
    return {"quotas": asdict(world.options.quotas), "regions": found, "stock": stock}


def _plain(record: dict[str, Any], told_elsewhere: str) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k not in ("serial", told_elsewhere)}
