"""Vulnerabilities of the images of nodes. They are made up.

Source: ``sources/vulnerabilities.yaml``, which is an assumption as a whole: which vulnerabilities
the images of the service have is not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog import node_images
from cs_simulator.catalog._tables import read

LEVELS = ("asap", "later", "nntf")
"""How necessary a fix is, from high to low."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vulnerability:
    """One of them."""

    name: str
    alias: str
    """What consoles call it."""
    cves: tuple[str, ...]
    necessity: str
    """One of :data:`LEVELS`."""
    needs_restart: bool
    """Whether the fix needs a restart of the node."""
    packages: tuple[str, ...]
    """The packages that a fix updates."""
    image_types: tuple[str, ...]
    """The types of images that have it."""
    fixed: str
    """The day from which new images do not have it; empty if all of them have."""


@cache
def all_vulnerabilities() -> Mapping[str, Vulnerability]:
    """All of them, by name."""
    return read("vulnerabilities", Vulnerability)


@cache
def of_image(image_id: str) -> tuple[Vulnerability, ...]:
    """Those that an image has, in the catalogue's order; none for an image of no known type."""
    image = node_images.type_of(image_id)
    if image is None:
        return ()
    release = image_id.removesuffix(".vhd")
    offered = next(day for known, day in image.images if known.removesuffix(".vhd") == release)
    return tuple(
        found
        for found in all_vulnerabilities().values()
        if image.image_type in found.image_types and (not found.fixed or offered < found.fixed)
    )
