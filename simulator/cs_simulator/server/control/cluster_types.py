"""``cluster_types``: which types of clusters there are, and what each can be forced into."""

from cs_simulator.cluster_types import all_types
from cs_simulator.domain.records import ClusterState
from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control.contract import service_calls as contract
from cs_simulator.server.control.pools import GONE


@route(contract.LIST_CLUSTER_TYPES)
async def list_cluster_types(call: ControlCall) -> contract.ClusterTypeList:
    """List the cluster types, with the kinds and the states that clusters of each can have."""
    return {
        "cluster_types": [
            {
                "name": found.name,
                "kinds": list(found.kind_names),
                "states": [*map(str, found.states)]
                + ([] if ClusterState.DELETED in found.states else [GONE]),
                "pool_states": [*found.group_states, GONE] if found.group_transitions else [],
            }
            for found in all_types()
        ]
    }
