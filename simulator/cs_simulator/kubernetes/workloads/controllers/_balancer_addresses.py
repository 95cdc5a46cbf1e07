"""Which load balancer a Service gets, and its address: a new one, or one that it names."""

from cs_simulator.catalog import errors
from cs_simulator.cluster_types import load_balancers
from cs_simulator.cluster_types.ack import service_balancers
from cs_simulator.cluster_types.ack.service_balancers import Balancer
from cs_simulator.domain import ids, network
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import mapping

_PREFIXES = (
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-",
    "service.beta.kubernetes.io/alicloud-loadbalancer-",
)
# As that of the API server, the address is one of the last quarter of a vSwitch: nodes take the
# first ones.
_SHARE_OF_NODES = 3, 4


def balancer_for(unit: Unit, cluster: Cluster, place: str, service: Body) -> tuple[Balancer, bool]:
    """The load balancer of a Service, and whether it is made for it and counts.

    Raises:
        ApiError: the refusal of the product: the quota is used up, the vSwitch is missing or full.

    """
    given = _annotation(service, "id")
    is_inner = _annotation(service, "address-type") == "intranet"
    if given:
        # Services that name the same one share its address.
        address = _address(unit, cluster, service, given, is_inner=is_inner)
        return Balancer(given, address, place), False
    if load_balancers.in_use(unit.world) >= unit.world.options.quotas.slbs:
        raise errors.SLB_QUOTA_EXCEEDED()
    address = _address(unit, cluster, service, place, is_inner=is_inner)
    names = cluster.name, place, unit.now
    balancer_id = naming.resource_id(unit, "lb", cluster.region_id, "service", *names)
    return Balancer(balancer_id, address, place), True


def _annotation(service: Body, name: str) -> str:
    annotations = mapping(service, "metadata.annotations")
    found = (annotations.get(f"{prefix}{name}") for prefix in _PREFIXES)
    return next((each for each in found if isinstance(each, str) and each), "")


def _address(unit: Unit, cluster: Cluster, service: Body, purpose: str, *, is_inner: bool) -> str:
    chance = unit.random_for("service load balancer", cluster.name, purpose)
    if not is_inner:
        return ids.public_address(chance)
    vswitch_id = _annotation(service, "vswitch-id") or cluster.vswitch_id
    switch = unit.world.vswitches.get(vswitch_id)
    if switch is None:
        raise errors.VSWITCH_NOT_FOUND(vswitch_id=vswitch_id)
    usable = network.usable(network.block(switch.cidr_block))
    part, whole = _SHARE_OF_NODES
    late = usable[len(usable) * part // whole :] or usable
    others = service_balancers.of_cluster(unit.world, cluster)
    taken = {each.address for each in others if each.service != purpose}
    start = chance.below(len(late))
    turned = (network.address(late[(start + step) % len(late)]) for step in range(len(late)))
    address = next((each for each in turned if each not in taken), "")
    if not address:
        raise errors.SWITCH_ADDRESSES_EXHAUSTED(vswitch_id=vswitch_id)
    return address
