"""What validation asks about the world, and nothing more; the engine has the answers."""

from typing import Protocol

from cs_simulator.catalog.images import Image
from cs_simulator.domain.network import Block
from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.records import CustomImage, RdsInstance, Vpc, VSwitch


class ResourceLookup(Protocol):
    """The resources that a request may refer to, and the account's limits."""

    @property
    def quotas(self) -> Quotas:
        """The limits of the account."""

    def cluster_count(self) -> int:
        """How many clusters the account has."""

    def is_name_taken(self, name: str) -> bool:
        """Whether a cluster has that name."""

    def overlaps_cluster(self, vpc_id: str, block: Block) -> bool:
        """Whether a cluster of the VPC uses part of the block."""

    def vpc(self, vpc_id: str) -> Vpc | None:
        """The VPC of that id."""

    def vswitch(self, vswitch_id: str, vpc_id: str) -> VSwitch | None:
        """The vSwitch of that id, which an unknown VPC may bring in."""

    def rds_instance(self, db_instance_id: str) -> RdsInstance | None:
        """The database instance of that id."""

    def image(self, image_id: str) -> Image | CustomImage | None:
        """The public or custom image of that id."""
