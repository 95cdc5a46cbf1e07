"""Parsing the ids of public images: ``ubuntu_16_0402_64_20G_alibase_20170818``.

An id consists of system, version, bits, size, origin and date; the expressions below cover what
varied over the years. Whether an image with that id was ever published, and whether it can run
nodes, is not known here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Bits = Literal[32, 64]

# Compiled on first use, which is rare, so that start-up does not pay for it. Windows ids have an
# edition before the size. One published id ends in nine digits instead of eight.
_ID = (
    r"(?P<system>[a-z]+)_?(?P<version>[0-9a-z_.]*)_(?P<bits>64|32|x64|x86|arm64)_"
    r"(?:[A-Za-z0-9_-]+_)?(?P<size>[1-9][0-9]*)G_(?P<variant>[a-z_]+_)?"
    r"(?:aliaegis|cloudinit|base|alibase)_(?P<month>20[0-9]{2}(?:0[1-9]|1[0-2]))[0-9]{2,3}"
)
# Versions are written 7_04, 6u5, 1404 or 2345_3.0; a word after the version names a variant.
_WORD_BREAK = r"[_.]|(?<=[0-9])u(?=[0-9])"
_SYSTEMS = {
    "aliyun": "aliyun_linux",
    "anolisos": "anolis",
    "centos": "centos",
    "coreos": "coreos",
    "debian": "debian",
    "fcos": "fcos",
    "fedora": "fedora",
    "freebsd": "freebsd",
    "opensuse": "opensuse",
    "sles": "suse",
    "suse": "suse",
    "ubuntu": "ubuntu",
    "win": "windows",
    "winsvr": "windows",
}
_BITS: Mapping[str, tuple[Bits, str]] = {
    "32": (32, "i386"),
    "64": (64, "x86_64"),
    "x64": (64, "x86_64"),
    "x86": (64, "x86_64"),  # the only image with x86 in its id is a 64 bit one
    "arm64": (64, "arm64"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageId:
    """The properties of an image that are part of its id."""

    os: str
    version: str
    variant: str
    """``uefi``, ``amd``, ``container_optimized`` and the like; empty for the plain image."""
    bits: Bits
    arch: str
    size_gib: int
    month: str
    """The year and month of the image's date: ``201708``."""


def read_id(text: str) -> ImageId | None:
    """The parts of an id without ``.vhd``; ``None`` if it does not have that form."""
    parts = re.fullmatch(_ID, text)
    if parts is None or parts["system"] not in _SYSTEMS:
        return None
    words = [word for word in re.split(_WORD_BREAK, parts["version"]) if word]
    variants = [word for word in words if word.isalpha()]
    if parts["variant"]:
        variants.append(parts["variant"].removesuffix("_"))
    os, (bits, arch) = _SYSTEMS[parts["system"]], _BITS[parts["bits"]]
    return ImageId(
        os=os,
        version=_version(os, [word for word in words if not word.isalpha()]),
        variant="_".join(variants),
        bits=bits,
        arch=arch,
        size_gib=int(parts["size"]),
        month=parts["month"],
    )


def _version(os: str, numbers: list[str]) -> str:
    """The version as people write it."""
    if os == "ubuntu":  # 1404, 14_0405 and 16_04: year, month, and sometimes a point release
        digits = "".join(numbers)
        numbers = [part for part in (digits[:2], digits[2:4]) if part]
        return ".".join(numbers)
    return ".".join(number.lstrip("0") or "0" for number in numbers)
