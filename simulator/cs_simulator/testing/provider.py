"""A Faker provider of the cloud's names, identifiers and addresses.

::

    fake = Faker()
    fake.add_provider(AlibabaCloudProvider)
    fake.vpc_id("cn-beijing")      # vpc-2ze…

The shapes are those of :mod:`cs_simulator.domain.ids`, which the simulator itself uses.
"""

from faker.providers import BaseProvider

from cs_simulator.catalog import instance_types, regions
from cs_simulator.domain import ids, network
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.randomness import DerivedRandom
from cs_simulator.validation.field_rules import SPECIAL_CHARACTERS

_ROLES = ("web", "orders", "search", "billing", "cache", "reports", "login", "batch")
_STAGES = ("dev", "test", "staging", "prod", "测试", "生产")


class AlibabaCloudProvider(BaseProvider):
    """Values that the Container Service API accepts or answers with."""

    def _random(self) -> DerivedRandom:
        return DerivedRandom(self.generator.random.randbytes(64))

    def _resource_id(self, prefix: str, region_id: str) -> str:
        region = regions.find(region_id)
        return ids.resource_id(prefix, region.id_infix if region else "", self._random())

    def region_id(self) -> str:
        """A region in which Swarm clusters could be created: ``cn-beijing``."""
        region: str = self.random_element([region.region_id for region in regions.swarm_regions()])
        return region

    def zone_id(self, region_id: str = "cn-beijing") -> str:
        """A zone of the region: ``cn-beijing-b``."""
        region = regions.find(region_id)
        zone: str = self.random_element(region.zones if region else [])
        return zone

    def cluster_id(self) -> str:
        """``c`` and 32 hexadecimal digits."""
        return ids.cluster_id(self._random())

    def task_id(self) -> str:
        """``T-`` and 24 hexadecimal digits, the first eight of which are a time."""
        at = self.generator.random.randint(1_449_000_000, 1_577_000_000)  # 2015-12 to 2019-12
        return ids.task_id(at * SECOND, self._random())

    def request_id(self) -> str:
        """An upper-case UUID."""
        return ids.request_id(self._random())

    def vpc_id(self, region_id: str = "cn-beijing") -> str:
        """``vpc-2ze…``."""
        return self._resource_id("vpc", region_id)

    def vswitch_id(self, region_id: str = "cn-beijing") -> str:
        """``vsw-2ze…``."""
        return self._resource_id("vsw", region_id)

    def instance_id(self, region_id: str = "cn-beijing") -> str:
        """``i-2ze…``."""
        return self._resource_id("i", region_id)

    def security_group_id(self, region_id: str = "cn-beijing") -> str:
        """``sg-2ze…``."""
        return self._resource_id("sg", region_id)

    def load_balancer_id(self, region_id: str = "cn-beijing") -> str:
        """``lb-2ze…``."""
        return self._resource_id("lb", region_id)

    def db_instance_id(self, region_id: str = "cn-beijing") -> str:
        """``rm-2ze…``."""
        return self._resource_id("rm", region_id)

    def custom_image_id(self, region_id: str = "cn-beijing") -> str:
        """``m-2ze…``."""
        return self._resource_id("m", region_id)

    def instance_type(self) -> str:
        """An instance type that nodes of a new account can have in every zone."""
        fitting = [
            known.instance_type
            for known in instance_types.all_instance_types().values()
            if known.era == "swarm" and known.vcpu <= 16 and known.family_class.startswith("shared")
        ]
        found: str = self.random_element(fitting)
        return found

    def cluster_name(self) -> str:
        """A name of 1 to 63 letters, digits, Chinese characters and hyphens."""
        role, stage = self.random_element(_ROLES), self.random_element(_STAGES)
        return f"{role}-{stage}-{self.random_int(1, 9999)}"

    def node_password(self) -> str:
        """A password of 8 to 30 characters, of all four classes."""
        required = [
            self.random_element(alphabet)
            for alphabet in ("abcdefghkmnpqrstuvwxyz", "ABCDEFGHKMNPQRSTUVWXYZ", "23456789",
                             SPECIAL_CHARACTERS)
        ]  # fmt: skip
        rest = self.random_elements("abcdefghkmnpqrstuvwxyz23456789", length=8)
        letters = [*required, *rest]
        self.generator.random.shuffle(letters)
        return "".join(letters)

    def subnet_cidr(self) -> str:
        """A container block that overlaps no VPC in 192.168.0.0/16 or 10.0.0.0/8."""
        return f"172.{self.random_int(19, 30)}.{self.random_int(0, 255)}.0/24"

    def private_address(self, cidr_block: str = "10.0.0.0/20") -> str:
        """An address that a vSwitch of that block assigns."""
        usable = network.usable(network.block(cidr_block))
        return network.address(self.generator.random.choice(usable))

    def public_address(self) -> str:
        """An address of the blocks that are reserved for documentation."""
        return ids.public_address(self._random())
