"""``GET /images``: the public images that nodes can be made from, by region.

What the service does: answers an object that has ``items`` of ``text`` and ``value`` for each
region; ``ImageName`` filters them.

Differs from the service: every region has the same images, and ``DockerVersion`` has no effect.
"""

from cs_simulator.catalog import images, regions
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation

_SYSTEMS = {"centos": "CentOS", "ubuntu": "Ubuntu"}


@operation("DescribeImages", "GET", "/images")
def describe_images(call: Call, unit: Unit) -> Reply:
    """Answer the images by region."""
    part = call.query.get("ImageName", "").lower()
    items = [
        {"text": f"{_SYSTEMS[image.os]} {image.version} {image.bits}位", "value": f"{name}.vhd"}
        for name, image in images.all_images().items()
        if image.era == "swarm" and image.swarm_support != "unsupported" and part in name.lower()
    ]
    return Reply(body={region.region_id: {"items": items} for region in regions.swarm_regions()})
