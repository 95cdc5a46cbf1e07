-- Cluster types: a cluster says of which type it is, and keeps what only that type has as properties.
-- Nodes can be in groups that are scaled by themselves. A task's plan is named with its type.
--
-- Until now there were Swarm clusters only.

CREATE TABLE new_cluster (
    id INTEGER PRIMARY KEY,
    cluster_id TEXT NOT NULL,
    cluster_type TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    region_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    vswitch_id TEXT NOT NULL,
    container_cidr TEXT NOT NULL,           -- empty without container addresses in the VPC
    security_group_id TEXT NOT NULL,
    external_loadbalancer_id TEXT NOT NULL,
    master_url TEXT NOT NULL,
    error_message TEXT NOT NULL,
    nodes_made INTEGER NOT NULL DEFAULT 0,  -- the number of the cluster's last node
    tags TEXT NOT NULL DEFAULT '[]',        -- JSON array of objects with key and value
    properties TEXT NOT NULL DEFAULT '{}'   -- JSON: what only clusters of this type have, by name
) STRICT;

INSERT INTO new_cluster SELECT
    id, cluster_id, 'swarm', name, state, size, created, updated, region_id, zone_id, vpc_id,
    vswitch_id, subnet_cidr, security_group_id, external_loadbalancer_id, master_url,
    error_message, nodes_made, tags,
    json_object(
        'network_mode', network_mode,
        'instance_type', instance_type,
        'ecs_image_id', ecs_image_id,
        'io_optimized', io_optimized,
        'data_disk_category', data_disk_category,
        'data_disk_size', data_disk_size,
        'need_slb', json(CASE need_slb WHEN 0 THEN 'false' ELSE 'true' END),
        'release_eip_flag', json(CASE release_eip_flag WHEN 0 THEN 'false' ELSE 'true' END),
        'rds_instances', json(CASE rds_instances
            WHEN '' THEN '[]' ELSE '["' || replace(rds_instances, ' ', '","') || '"]' END)
    )
FROM cluster;
DROP TABLE cluster;
ALTER TABLE new_cluster RENAME TO cluster;

CREATE TABLE node_group (
    id INTEGER PRIMARY KEY,
    group_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    size INTEGER NOT NULL,        -- the number of nodes that the caller asked for
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    error_message TEXT NOT NULL,
    properties TEXT NOT NULL      -- JSON, as that of clusters
) STRICT;

ALTER TABLE node ADD COLUMN group_id TEXT NOT NULL DEFAULT '';      -- empty: the implicit group
ALTER TABLE node ADD COLUMN properties TEXT NOT NULL DEFAULT '{}';  -- JSON, as that of clusters

ALTER TABLE task ADD COLUMN group_id TEXT NOT NULL DEFAULT '';      -- empty: the whole cluster
UPDATE task SET plan = 'swarm/' || plan;

ALTER TABLE trace ADD COLUMN group_id TEXT NOT NULL DEFAULT '';     -- empty: the whole cluster
