"""Which region a call is about: the one answer, for rules, handlers, policies and the journal.

The cluster's own region counts, if the call is about one. Else the first of these counts: in the
body ``region_id``, the header ``x-acs-region-id``, in the path ``/regions/{region_id}/…``, in the
query ``RegionId``, the host's name ``cs.cn-hangzhou.aliyuncs.com``. A creation that names none of
them happens in the region of its VPC; everything else in the default region.
"""

from collections.abc import Mapping
from functools import lru_cache

from cs_simulator.catalog import regions
from cs_simulator.engine.world import World

SERVED_PRODUCTS = ("cs", "vpc")
"""The products whose hosts lead here: this service, and what its clients call beside it."""


def region_of(world: World, body: Mapping[str, object], named: str) -> str:
    """The region of a call that is about no cluster; *named* is the one outside of its body."""
    given = body.get("region_id")
    if isinstance(given, str) and given:
        return given
    if named:
        return named
    vpc = world.vpcs.get(str(body.get("vpc_id", "")))
    return vpc.region_id if vpc else world.options.default_region


@lru_cache(maxsize=256)
def region_of_host(host: str) -> str:
    """The region in the name of the service's host; empty if there is none."""
    name = host.partition(":")[0].lower()
    product, _, rest = name.partition(".")
    region_id = rest.removesuffix(".aliyuncs.com")
    is_known = product in SERVED_PRODUCTS and rest == f"{region_id}.aliyuncs.com"
    return region_id if is_known and regions.find(region_id) is not None else ""
