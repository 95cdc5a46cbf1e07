"""``Action=DescribeNatGateways``: a page of the NAT gateways of a region.

What the service does: lists the NAT gateways of the region with their elastic addresses. Terraform
asks for them whenever it reads a cluster.

Differs from the service: there are the ones that clusters have made for their own way out
(``snat_entry``) only, also those that stayed when their cluster was deleted. Filters are
``NatGatewayId``, ``VpcId``, ``Name``, ``Status``, ``NatType`` and ``InstanceChargeType``.
"""

from cs_simulator.cluster_types.ack import kept
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._rpc import Parameters, rpc_operation
from cs_simulator.operations.vpc import _networks as networks

_FILTERS = ("NatGatewayId", "VpcId", "Name", "Status", "NatType", "InstanceChargeType")


@rpc_operation("DescribeNatGateways")
def describe_nat_gateways(call: Call, unit: Unit) -> Reply:
    """Answer the page of the NAT gateways that the filters let pass."""
    given = Parameters(call)
    page, region_id = given.page(), networks.region_of(call, unit)
    wanted = {name: value for name in _FILTERS if (value := given.text(name))}
    found = [
        gateway
        for cluster, made in networks.nat_gateways(unit.world)
        if cluster.region_id == region_id
        and wanted.items() <= (gateway := _gateway(unit, cluster, made)).items()
    ]
    objects = list(page.of(found))
    return given.page_reply(page, len(found), NatGateways={"NatGateway": objects})


def _gateway(unit: Unit, cluster: networks.GatewayOwner, made: kept.Fields) -> networks.Body:
    gateway_id, region_id = made["nat_gateway_id"], cluster.region_id
    address = made.get("nat_eip_address", "")
    addresses = [
        {
            "AllocationId": made.get("nat_eip_id", ""),
            "IpAddress": address,
            "PrivateIpAddress": "",
            "SnatEntryEnabled": True,
            "UsingStatus": "UsedBySnatTable",
        }
    ]
    return {
        "NatGatewayId": gateway_id,
        "Name": "k8s_nat_gateway",
        "Description": "",
        "RegionId": region_id,
        "VpcId": cluster.vpc_id,
        "NatType": "Enhanced",
        "NetworkType": "internet",
        "Spec": "",
        "Status": "Available",
        "BusinessStatus": "Normal",
        "InstanceChargeType": "PostPaid",
        "InternetChargeType": "PayByLcu",
        "AutoPay": False,
        "DeletionProtection": False,
        "EcsMetricEnabled": True,
        "IcmpReplyEnabled": True,
        "CreationTime": networks.time(cluster.created),
        "ExpiredTime": "",
        "IpLists": {"IpList": addresses if address else []},
        "SnatTableIds": {"SnatTableId": [naming.resource_id(unit, "stb", region_id, gateway_id)]},
        "ForwardTableIds": {
            "ForwardTableId": [naming.resource_id(unit, "ftb", region_id, gateway_id)]
        },
        "FullNatTableIds": {"FullNatTableId": []},
        "NatGatewayPrivateInfo": {"VswitchId": cluster.vswitch_id},
        "ResourceGroupId": networks.resource_group_id(unit),
        "Tags": {"Tag": []},
    }
