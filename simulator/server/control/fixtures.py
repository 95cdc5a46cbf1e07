"""``fixtures``: what a tenant finds without having made it, by region."""

from dataclasses import asdict
from typing import Any

from simulator.server.control._request import ControlCall, route


@route("GET", "fixtures")
async def get_fixtures(call: ControlCall) -> object:
    """List what the tenant finds: networks, instances, databases, images, quotas."""
    world = (await call.tenant()).world
    switches = [switch._asdict() for switch in world.vswitches.everything()]
    found: dict[str, dict[str, Any]] = {}
    for vpc in world.vpcs.everything():
        mine = [_plain(each, "vpc_id") for each in switches if each["vpc_id"] == vpc.vpc_id]
        region = found.setdefault(vpc.region_id, {"vpcs": [], "rds_instances": [], "images": []})
        region["vpcs"].append(_plain(vpc._asdict(), "region_id") | {"vswitches": mine})
    for database in world.rds_instances.everything():
        region = found.setdefault(
            database.region_id, {"vpcs": [], "rds_instances": [], "images": []}
        )
        region["rds_instances"].append(_plain(database._asdict(), "region_id"))
    for image in world.images.everything():
        region = found.setdefault(image.region_id, {"vpcs": [], "rds_instances": [], "images": []})
        region["images"].append(_plain(image._asdict(), "region_id"))
    return {"quotas": asdict(world.options.quotas), "regions": found}


def _plain(record: dict[str, Any], told_elsewhere: str) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k not in ("serial", told_elsewhere)}
