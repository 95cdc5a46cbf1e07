"""The networks of the bodies that the simulator makes: the default ones of a region."""

from typing import Any

from cs_simulator.catalog.defaults import default_resources

_DEFAULT = {
    "region_id": "cn-beijing",
    "vpcid": "vpc-2zedefault",
    "vswitch_ids": ["vsw-2zedefaultb"],
}


def example_network(region_id: object) -> dict[str, Any]:
    """Region, VPC and vSwitch; those of the default region for a region without a default VPC."""
    known = default_resources()
    vpc = next((vpc for vpc in known.vpcs.values() if vpc.region_id == region_id), None)
    if vpc is None or region_id == _DEFAULT["region_id"]:
        return dict(_DEFAULT)
    switches = [id_ for id_, switch in known.vswitches.items() if switch.vpc_id == vpc.vpc_id]
    return {"region_id": vpc.region_id, "vpcid": vpc.vpc_id, "vswitch_ids": switches[:1]}
