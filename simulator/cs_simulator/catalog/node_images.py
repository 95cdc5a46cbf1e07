"""Types of images for the nodes of node pools, and the image that each stands for on a day.

Source: ``sources/node_images.yaml``. Which public images there are besides is in
:mod:`cs_simulator.catalog.images`; custom images belong to a tenant's world.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog._tables import read
from cs_simulator.domain import instants

DEFAULT_TYPE = "AliyunLinux3"
_MINOR = re.compile(r"1\.(\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeImage:
    """A type of images, such as ``AliyunLinux3``."""

    image_type: str
    platform: str
    name: str
    """What consoles call it: ``Alibaba Cloud Linux 3.2104``."""
    os_version: str
    os_type: str
    """``Linux`` or ``Windows``."""
    architecture: str
    """``x86_64`` or ``arm64``."""
    least: str
    """The lowest minor version of Kubernetes that it is for; empty for any."""
    most: str
    """The highest minor version of Kubernetes that it is for; empty for any."""
    images: tuple[tuple[str, str], ...]
    """Ids, oldest first, each with the day from which it was offered."""

    def is_for(self, kubernetes_version: str) -> bool:
        """Whether nodes with that version of Kubernetes can have it."""
        present = _minor(kubernetes_version)
        if self.least and present < _minor(self.least):
            return False
        return not self.is_older_than(kubernetes_version)

    def is_older_than(self, kubernetes_version: str) -> bool:
        """Whether that version of Kubernetes needs what the type's kernel does not have."""
        return bool(self.most) and _minor(kubernetes_version) > _minor(self.most)

    def newest(self, now: int) -> str:
        """The id of the image that it stands for; the first one before any was offered."""
        day = instants.as_text(now)[:10]
        offered = [image_id for image_id, since in self.images if since <= day]
        return offered[-1] if offered else self.images[0][0]


@cache
def all_types() -> Mapping[str, NodeImage]:
    """All types, by the API's word for them."""
    return read("node_images", NodeImage)


def find(image_type: str) -> NodeImage | None:
    """The type with that name."""
    return all_types().get(image_type)


def type_of(image_id: str) -> NodeImage | None:
    """The type that an image is of, with or without ``.vhd``; ``None`` for an image of no type."""
    return _by_image().get(image_id.removesuffix(".vhd"))


def default_type(kubernetes_version: str, architecture: str = "x86_64") -> NodeImage:
    """The type of nodes whose pool names none."""
    types = all_types()
    if architecture == "arm64":
        return types["AliyunLinux3Arm64"]
    return types["AliyunLinux" if _minor(kubernetes_version) < 22 else DEFAULT_TYPE]


@cache
def _by_image() -> Mapping[str, NodeImage]:
    return {
        image_id.removesuffix(".vhd"): found
        for found in all_types().values()
        for image_id, _ in found.images
    }


def _minor(version: str) -> int:
    """The number of a minor version: 34 for ``1.34.1-aliyun.1``; 0 for another text."""
    form = _MINOR.match(version)
    return int(form[1]) if form else 0
