-- Nodes come and go after the creation; instances of the customer, cluster tokens and templates.

ALTER TABLE cluster ADD COLUMN nodes_made INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cluster ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';  -- JSON

-- Clusters of the first shape only ever had the nodes of their creation.
UPDATE cluster SET nodes_made = (
    SELECT coalesce(max(node.number), 0) FROM node
    WHERE node.id >> 40 = cluster.id >> 40 AND node.cluster_id = cluster.cluster_id
);

ALTER TABLE node ADD COLUMN made_by TEXT NOT NULL DEFAULT 'CreateCluster';
ALTER TABLE node ADD COLUMN charge_type TEXT NOT NULL DEFAULT 'PostPaid';
ALTER TABLE node ADD COLUMN releases_eip INTEGER NOT NULL DEFAULT 0;
ALTER TABLE node ADD COLUMN is_released INTEGER NOT NULL DEFAULT 0;
ALTER TABLE node ADD COLUMN is_lost INTEGER NOT NULL DEFAULT 0;

ALTER TABLE task ADD COLUMN number INTEGER NOT NULL DEFAULT 1;  -- counts the cluster's tasks
ALTER TABLE task ADD COLUMN nodes TEXT NOT NULL DEFAULT '';     -- ids, separated by one blank

-- Tasks of the first shape were about all nodes of their cluster.
UPDATE task SET
    number = (
        SELECT count(*) FROM task AS other WHERE other.id >> 40 = task.id >> 40
        AND other.cluster_id = task.cluster_id AND other.id <= task.id
    ),
    nodes = coalesce((
        SELECT group_concat(node.instance_id, ' ') FROM node
        WHERE node.id >> 40 = task.id >> 40 AND node.cluster_id = task.cluster_id
    ), '');

CREATE TABLE instance (
    id INTEGER PRIMARY KEY,
    instance_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    network_type TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    vswitch_id TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    ecs_image_id TEXT NOT NULL,
    ip_address TEXT NOT NULL,
    eip_address TEXT NOT NULL,    -- empty without one
    charge_type TEXT NOT NULL,
    is_released INTEGER NOT NULL
) STRICT;

CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,      -- the text is derived from it and never kept
    cluster_id TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    expired INTEGER NOT NULL,
    is_permanent INTEGER NOT NULL,
    is_revoked INTEGER NOT NULL
) STRICT;

CREATE TABLE template (
    id INTEGER PRIMARY KEY,
    template_id TEXT NOT NULL,
    name TEXT NOT NULL,
    template TEXT NOT NULL,
    description TEXT NOT NULL,
    tags TEXT NOT NULL,
    template_type TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
