"""``POST /clusters/{cluster_id}/tags`` for Kubernetes clusters: replace the tags.

What the service does: takes a bare array of keys and values, which replaces all tags of the
cluster; the tag that the service put on the cluster stays. The answer is empty.

Differs from the service: that the service's own tag is skipped in the array, so that what was read
can be sent back, is our proposal.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack.kept import CLUSTER_TAG
from cs_simulator.cluster_types.ack.request.parts import TagRequest
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_array
from cs_simulator.operations.tags._tags import check_keys, put_tags
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Objects


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyClusterTagsRequest:
    """The body of the request, an array."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    body: Annotated[tuple[TagRequest, ...], Objects(TagRequest)]


@operation(
    "ModifyClusterTags",
    "POST",
    "/clusters/{cluster_id}/tags",
    cluster_type="ack",
    request=ModifyClusterTagsRequest,
    is_write=True,
    returns_nothing=True,
)
def ack_modify_cluster_tags(call: Call, unit: Unit) -> Reply:
    """Replace the tags."""
    cluster = kubernetes_cluster(call, unit)
    given = read_array(call, ModifyClusterTagsRequest, "tags").body
    tags = [tag for tag in given if tag.key != CLUSTER_TAG]
    check_keys("tags", [tag.key for tag in tags])
    put_tags(unit, cluster, {tag.key: tag.value or "" for tag in tags})
    return Reply(body=None, cluster_id=cluster.cluster_id)
