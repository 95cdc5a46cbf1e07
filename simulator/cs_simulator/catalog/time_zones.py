"""The names of time zones, as the IANA database has them. Source: ``sources/time_zones.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog._tables import read


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeZone:
    """A time zone, such as ``Asia/Shanghai``."""

    name: str


def is_known(name: str) -> bool:
    """Whether there is a time zone of that name, in this spelling."""
    return name in _all_zones()


@cache
def _all_zones() -> Mapping[str, TimeZone]:
    return read("time_zones", TimeZone)
