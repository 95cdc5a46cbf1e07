"""What the calls of a scenario's own script send: bodies filled up, and ids put into paths."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from cs_simulator.catalog import regions

CREATION = "POST /clusters"
PASSWORD = "TestPwd124"  # noqa: S105 - any that is valid: nothing keeps it
_REGION, _ZONE = "cn-beijing", "b"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def a_creation(given: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A complete body of ``POST /clusters`` with what is given in it.

    *number* counts the creations of a script: each has container addresses of its own.
    """
    return {
        "name": f"cluster-{number}",
        "size": 1,
        "instance_type": "ecs.n1.small",
        "network_mode": "vpc",
        **_network(given.get("region_id", _REGION)),
        "subnet_cidr": f"172.{16 + number // 250 % 16}.{number % 250}.0/24",
        "password": PASSWORD,
        "data_disk_category": "cloud_ssd",
        "data_disk_size": 40,
        **given,
    }


def _network(region_id: object) -> dict[str, str]:
    """The default network of a region; of one that has none, that of the usual region."""
    region = regions.find(region_id) if isinstance(region_id, str) else None
    region = region if region and region.swarm else regions.all_regions()[_REGION]
    zone = _ZONE if region.region_id == _REGION else region.zones[0][-1]
    return {
        "region_id": region.region_id,
        "vpc_id": f"vpc-{region.id_infix}default",
        "vswitch_id": f"vsw-{region.id_infix}default{zone}",
    }


def filled(path: str, told: Mapping[str, str], named: Callable[[str], str | None]) -> str:
    """The path with ids for its placeholders; raises ``ValueError`` for one that has none.

    *told* are the ids that answers told last; *named* gives the id of the cluster of a name.
    """

    def value(placeholder: re.Match[str]) -> str:
        what, colon, name = placeholder[1].partition(":")
        if colon and what == "cluster_id":
            found = named(name)
            if found is None:
                raise ValueError(f"{placeholder[0]}: there is no cluster {name!r} at this moment")
            return found
        if colon or what not in ("cluster_id", "task_id"):
            known = "{cluster_id}, {cluster_id:NAME} and {task_id}"
            raise ValueError(f"{placeholder[0]}: unknown; there are {known}")
        if what not in told:
            raise ValueError(f"{placeholder[0]}: no answer has told one so far")
        return told[what]

    return _PLACEHOLDER.sub(value, path)
