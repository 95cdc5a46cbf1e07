"""Effects that only the plans of Swarm clusters have."""

from cs_simulator.catalog import errors
from cs_simulator.cluster_types.swarm.properties import properties_of
from cs_simulator.domain.plans import Changes
from cs_simulator.domain.records import Cluster, Node, Task
from cs_simulator.engine.unit import Unit

# The most addresses that ApsaraDB for RDS takes in one group of a whitelist.
# Source: ApsaraDB for RDS, "Configure an IP address whitelist".
WHITELIST_LIMIT = 1000


def release_all_eips(unit: Unit, cluster: Cluster, _task: Task) -> Changes:
    """Release the elastic addresses of all nodes."""
    for node in unit.world.nodes_of(cluster.cluster_id):
        unit.put(unit.world.nodes, node._replace(eip_address="", updated=unit.now))
    return {}


def release_node_eip(_unit: Unit, _cluster: Cluster, _node: Node) -> Changes:
    """Release the elastic address of one node."""
    return {"eip_address": ""}


def rds_whitelist(unit: Unit, cluster: Cluster, _task: Task) -> Changes:
    """Add the nodes' addresses to the whitelists of the cluster's databases."""
    nodes = unit.world.nodes_of(cluster.cluster_id)
    addresses = [node.ip_address for node in nodes if node.ip_address]
    for db_instance_id in properties_of(cluster)["rds_instances"]:
        database = unit.world.rds_instances.get(db_instance_id)
        if database is None:
            raise errors.RDS_NOT_FOUND("rds_instances", f"{db_instance_id} is gone")
        listed = dict.fromkeys(database.whitelist.split(","))
        whitelist = [*listed, *(address for address in addresses if address not in listed)]
        if len(whitelist) > WHITELIST_LIMIT:
            raise errors.RDS_WHITELIST_FULL()
        if not database.serial:  # 0: a default resource, shared until now
            database = database._replace(serial=unit.serial())
        unit.put(unit.world.rds_instances, database._replace(whitelist=",".join(whitelist)))
    return {}
