"""What validation needs to know about a world, and nothing more; the engine implements it."""

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

    def has_clusters(self, cluster_type: str, count: int) -> bool:
        """Whether the account has at least so many clusters of a type, in all regions."""

    def is_name_taken(self, name: str) -> bool:
        """Whether a cluster has that name."""

    def overlaps_cluster(self, vpc_id: str, block: Block) -> bool:
        """Whether the block overlaps that of a cluster in the VPC."""

    def vpc(self, vpc_id: str) -> Vpc | None:
        """The VPC of that id."""

    def vswitch(self, vswitch_id: str, vpc_id: str) -> VSwitch | None:
        """The vSwitch of that id; an unknown one may be created together with its unknown VPC."""

    def rds_instance(self, db_instance_id: str) -> RdsInstance | None:
        """The database instance of that id."""

    def image(self, image_id: str) -> Image | CustomImage | None:
        """The public or custom image of that id."""
