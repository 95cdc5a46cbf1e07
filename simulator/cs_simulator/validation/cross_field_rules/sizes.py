"""How many nodes a cluster may have, and how many clusters an account."""

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.lookup import ResourceLookup
from cs_simulator.validation.request_records import Values


class NodesWithinQuota:
    """The cluster has no more nodes than the quota."""

    needs = ("size",)

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if it would have more."""
        limit = lookup.quotas.nodes_per_cluster
        if values["size"] > limit:
            return errors.NODE_QUOTA_EXCEEDED("size", f"at most {limit}, not {values['size']}")
        return None


class InstancesWithinQuota:
    """The cluster has no more nodes than the quota once the instances have joined it."""

    needs = ("instances",)

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if it would have more."""
        limit = lookup.quotas.nodes_per_cluster
        wanted = values["present_size"] + len(dict.fromkeys(values["instances"]))
        if wanted > limit:
            return errors.NODE_QUOTA_EXCEEDED("instances", f"at most {limit} nodes, not {wanted}")
        return None


class SizeGrows:
    """Expanding leads to a larger number of nodes."""

    needs = ("size",)

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if it is not larger than the present one."""
        present = values["present_size"]
        if values["size"] <= present:
            return errors.INVALID_PARAMETER(
                "size",
                f"the new number of nodes, which must be larger than the present {present};"
                " nodes are removed one by one",
            )
        return None


class SizeShrinks:
    """Scaling in leads to a smaller number of nodes."""

    needs = ("size",)

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if it is not smaller than the present one."""
        present = values["present_size"]
        if values["size"] >= present:
            return errors.INVALID_PARAMETER(
                "size", f"the new number of nodes, which must be smaller than the present {present}"
            )
        return None


class ClustersWithinQuota:
    """The account has fewer clusters of a type, in all regions, than the quota."""

    needs = ()

    def __init__(self, cluster_type: str) -> None:
        self.cluster_type = cluster_type

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if there is no room for one more."""
        limit = lookup.quotas.clusters
        if lookup.has_clusters(self.cluster_type, limit):
            return errors.CLUSTER_QUOTA_EXCEEDED(limit=limit)
        return None
