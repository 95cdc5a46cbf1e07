"""``PUT /tags``: put tags on clusters.

What the service does: takes at most 50 ids of clusters and at most 20 tags, each with a value, and
adds the tags to those that the clusters have; a key that is there gets the new value. Keys must not
begin with ``aliyun``, ``acs:``, ``http://`` or ``https://``.

Differs from the service: either all clusters are tagged or none is. The region is not compared with
that of the clusters. That the service's own tag cannot be changed is our proposal.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.request.parts import TagRequest
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.tags._tags import (
    check_keys,
    check_resource_type,
    clusters_of,
    put_tags,
    tags_of,
)
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Objects, Text, TextList


@dataclass(frozen=True, slots=True, kw_only=True)
class TagResourcesRequest:
    """The body of the request."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    region_id: Annotated[str, Text()]
    resource_type: Annotated[str, Text()]
    resource_ids: Annotated[tuple[str, ...], TextList()]
    tags: Annotated[tuple[TagRequest, ...], Objects(TagRequest)]


@operation("TagResources", "PUT", "/tags", request=TagResourcesRequest, is_write=True)
def tag_resources(call: Call, unit: Unit) -> Reply:
    """Add the tags."""
    request = read_body(call, TagResourcesRequest)
    check_resource_type(request.resource_type)
    check_keys("tags", [tag.key for tag in request.tags])
    for index, tag in enumerate(request.tags):
        if not tag.value:
            raise ack_errors.MISSING_FIELD(f"tags[{index}].value")
    added = {tag.key: tag.value or "" for tag in request.tags}
    for cluster in clusters_of(unit.world, request.resource_ids):
        put_tags(unit, cluster, {**tags_of(cluster), **added})
    return Reply(body={"RequestId": call.request_id})
