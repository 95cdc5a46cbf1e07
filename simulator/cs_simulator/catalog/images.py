"""Public images: those in the table, and those that are known by the form of their id.

Source: ``sources/images.yaml``. Custom images are not here: they belong to a tenant's world.
Validation refuses images by their ``swarm_support``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cs_simulator.catalog._image_ids import Bits, ImageId, read_id
from cs_simulator.catalog._tables import read

# The last default that the Swarm documentation names: CentOS 7.4.
_DEFAULT = "centos_7_04_64_20G_alibase_201701015"
_SUFFIX = ".vhd"

Era = Literal["classic", "swarm", "ack"]
SwarmSupport = Literal["documented", "likely", "unsupported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A public image."""

    image_id: str
    """Without the suffix ``.vhd``."""
    os: str
    version: str
    bits: Bits
    arch: str
    """``x86_64``, ``i386`` or ``arm64``."""
    size_gib: int
    kernel: str
    """The kernel's release, or only its series; empty if unknown."""
    swarm_support: SwarmSupport
    """Whether nodes of a Swarm cluster could run it: certainly, probably, or not."""
    era: Era
    """``classic``: older than Swarm clusters; ``swarm``: of their time; ``ack``: later."""

    @property
    def windows(self) -> bool:
        """Whether it has Windows installed."""
        return self.os == "windows"


def find(image_id: str) -> Image | None:
    """The public image with that id; requests write ids with or without ``.vhd``."""
    return all_images().get(image_id.removesuffix(_SUFFIX))


@cache
def all_images() -> Mapping[str, Image]:
    """All public images, by id without ``.vhd``."""
    return read("images", Image)


def default_image() -> Image:
    """The image of nodes if the request has none."""
    return all_images()[_DEFAULT]


# Systems and versions whose plain 64 bit images could run nodes.
_RUNS_NODES = {"centos": r"7\.[0-9]+", "ubuntu": r"(14|16|18)\.04"}


def public_image_like(image_id: str) -> Image | None:
    """The image that an id describes, known or not; call :func:`find` first.

    Its kernel is empty, and its support ``likely`` at best. ``None`` for ids of another form, such
    as those of custom images (``m-…``).
    """
    image_id = image_id.removesuffix(_SUFFIX)
    parts = read_id(image_id)
    if parts is None:
        return None
    return Image(
        image_id=image_id,
        os=parts.os,
        version=parts.version,
        bits=parts.bits,
        arch=parts.arch,
        size_gib=parts.size_gib,
        kernel="",
        swarm_support="likely" if _runs_nodes(parts) else "unsupported",
        era=_era(parts.month),
    )


def _runs_nodes(parts: ImageId) -> bool:
    if parts.variant or parts.arch != "x86_64" or parts.os not in _RUNS_NODES:
        return False
    return re.fullmatch(_RUNS_NODES[parts.os], parts.version) is not None


def _era(month: str) -> Era:
    if month < "201701":
        return "classic"
    return "swarm" if month < "201907" else "ack"
