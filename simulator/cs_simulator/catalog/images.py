"""Public images: those in the table, and those that an id of the right form speaks of.

Source: ``sources/images.yaml``. Images that a customer built are not here: they belong to a
tenant's world. Nothing here refuses an image; validation does, by ``swarm_support``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cs_simulator.catalog._image_ids import Bits, ImageId, read_id
from cs_simulator.catalog._tables import read

# The last default that the documents of the Swarm service name: CentOS 7.4.
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
    """The kernel's release, or only its series; empty where nothing is known."""
    swarm_support: SwarmSupport
    """Whether nodes of a Swarm cluster could run it, and how certain that is."""
    era: Era
    """``classic``: from before Swarm clusters; ``swarm``: of their time; ``ack``: later."""

    @property
    def windows(self) -> bool:
        """Whether it holds a Windows."""
        return self.os == "windows"


def find(image_id: str) -> Image | None:
    """The public image of that id, with or without ``.vhd``: requests and documents have both."""
    return all_images().get(image_id.removesuffix(_SUFFIX))


@cache
def all_images() -> Mapping[str, Image]:
    """Every public image by its id without ``.vhd``."""
    return read("images", Image)


def default_image() -> Image:
    """The image of nodes for which the request names none."""
    return all_images()[_DEFAULT]


# The versions whose plain 64 bit images could run nodes.
_RUNS_NODES = {"centos": r"7\.[0-9]+", "ubuntu": r"(14|16|18)\.04"}


def public_image_like(image_id: str) -> Image | None:
    """What the naming rule tells of an id, whether or not an image has it; ask :func:`find` first.

    The kernel is no part of an id, and support is ``likely`` at best. ``None`` for what does not
    follow the rule, such as a custom image (``m-…``).
    """
    image_id = image_id.removesuffix(_SUFFIX)
    told = read_id(image_id)
    if told is None:
        return None
    return Image(
        image_id=image_id,
        os=told.os,
        version=told.version,
        bits=told.bits,
        arch=told.arch,
        size_gib=told.size_gib,
        kernel="",
        swarm_support="likely" if _runs_nodes(told) else "unsupported",
        era=_era(told.month),
    )


def _runs_nodes(told: ImageId) -> bool:
    if told.variant or told.arch != "x86_64" or told.os not in _RUNS_NODES:
        return False
    return re.fullmatch(_RUNS_NODES[told.os], told.version) is not None


def _era(month: str) -> Era:
    if month < "201701":
        return "classic"
    return "swarm" if month < "201907" else "ack"
