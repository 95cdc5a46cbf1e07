"""Resources that outlive their clusters: they are the customer's from then on, and still count.

They are kept among what the account has: quotas of load balancers, security groups and elastic
addresses count them, and the products that this simulator answers for show them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from cs_simulator.domain.records import AccountEntry
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

LOAD_BALANCER = "ALIYUN::SLB::LoadBalancer"
SECURITY_GROUP = "ALIYUN::ECS::SecurityGroup"
ELASTIC_ADDRESS = "ALIYUN::VPC::EIP"
NAT_GATEWAY = "ALIYUN::VPC::NatGateway"


def keep(unit: Unit, kind: str, resource_id: str, details: Mapping[str, object]) -> None:
    """Note a resource of a kind that stays, with what there is to know of it."""
    unit.put(
        unit.world.account_entries,
        AccountEntry(
            serial=unit.serial(),
            name=f"{_prefix(kind)}{resource_id}",
            value=orjson.dumps(details).decode(),
        ),
    )


def count(world: World, kind: str) -> int:
    """How many resources of a kind have outlived their clusters."""
    prefix = _prefix(kind)
    return sum(name.startswith(prefix) for name in world.account_entries.records)


def of_kind(world: World, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The resources of a kind that have outlived their clusters: id, and what is known of each."""
    prefix = _prefix(kind)
    for name, entry in world.account_entries.records.items():
        if name.startswith(prefix):
            yield name.removeprefix(prefix), orjson.loads(entry.value)


def _prefix(kind: str) -> str:
    return f"left/{kind}/"
