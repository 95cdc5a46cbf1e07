"""``POST /clusters/{cluster_id}/migrate``: make a Kubernetes cluster a professional managed one.

What the service does: a managed cluster gets a professional edition, or a professional one another
size; a dedicated cluster gets a hosted control plane, for which it needs a bucket of OSS. It is
``migrating`` meanwhile.

Differs from the service: ``type`` and ``spec`` of the body are not documented, Terraform sends
them; without them the smallest professional edition is meant. The masters of a dedicated cluster
stay as nodes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed, field_rules, kept, kinds
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.request.modify import PRO_SPECS, ClusterLookup
from cs_simulator.domain.errors import ApiError
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import accepted, kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, checked
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Text


class EditionIsHigher:
    """A cluster of the service's control planes gets another, professional edition."""

    def check(self, request: Any, lookup: ClusterLookup, path: str) -> Iterator[ApiError]:
        """A problem if it cannot be migrated, or has what is asked for."""
        kind = kinds.kind_of_cluster(lookup.cluster)
        present = kinds.spec_of(kept.sent_of(lookup.cluster))
        if kind is Kind.DEDICATED:
            for name in ("oss_bucket_name", "oss_bucket_endpoint"):
                if not getattr(request, name):
                    yield ack_errors.MISSING_FIELD(f"{path}{name}")
        elif kind not in kinds.HOSTED:
            yield ack_errors.CLUSTER_UNSUITED(state=lookup.cluster.state.value)
        elif present == (request.spec or PRO_SPECS[0]):
            yield ack_errors.INVALID_FIELD(f"{path}spec", f"the cluster is {present} already")


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrateClusterRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (EditionIsHigher(),)

    type: Annotated[str | None, Text(), field_rules.OneOf(kinds.MANAGED_TYPE)] = None
    spec: Annotated[str | None, Text(), field_rules.OneOf(*PRO_SPECS)] = None
    oss_bucket_name: Annotated[str | None, Text()] = None
    oss_bucket_endpoint: Annotated[str | None, Text()] = None


@operation(
    "MigrateCluster",
    "POST",
    "/clusters/{cluster_id}/migrate",
    cluster_type="ack",
    request=MigrateClusterRequest,
    is_write=True,
    plan="MigrateCluster",
    task_status=200,
    allowed_in=allowed.RUNNING,
)
def migrate_cluster(call: Call, unit: Unit) -> Reply:
    """Validate the request, and start its task."""
    cluster = kubernetes_cluster(call, unit)
    body = body_of(call, may_be_empty=True)
    lookup = ClusterLookup(unit, cluster.region_id)
    lookup.cluster = cluster
    request = checked(call, MigrateClusterRequest, body, lookup)

    asked = {"spec": request.spec or PRO_SPECS[0]}
    task = provisioning.begin(unit, cluster, "MigrateCluster", parameters=asked)

    return accepted(call, cluster, task)
