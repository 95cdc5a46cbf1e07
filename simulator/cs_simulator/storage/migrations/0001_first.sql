-- The first shape of the file.
--
-- Every row's id is its tenant's number times 2^40 plus the record's serial, so that the rows of a
-- tenant are one range of every table: loading, clearing and copying a tenant are the same
-- statement for each table, and new rows are always appended.
--
-- Columns are the fields of the records in simulator/cs_simulator/domain/records, in their order; a
-- test compares them. Instants are microseconds since 1970 UTC; truth values are 0 and 1.

CREATE TABLE tenant (
    id INTEGER PRIMARY KEY,       -- the tenant's number, from 1
    name TEXT NOT NULL UNIQUE,    -- the AccessKey id, or "default" for unsigned calls
    origin TEXT NOT NULL,         -- key of all randomness, together with the seed
    seed INTEGER NOT NULL,
    clock_mode TEXT NOT NULL,
    clock_rate REAL NOT NULL,
    now INTEGER NOT NULL,         -- virtual time when the tenant was last written
    counts TEXT NOT NULL          -- JSON: the last number given, by what is numbered
) STRICT;

CREATE TABLE cluster (
    id INTEGER PRIMARY KEY,
    cluster_id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    region_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    network_mode TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    vswitch_id TEXT NOT NULL,
    subnet_cidr TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    ecs_image_id TEXT NOT NULL,
    io_optimized TEXT NOT NULL,
    data_disk_category TEXT NOT NULL,
    data_disk_size INTEGER NOT NULL,
    need_slb INTEGER NOT NULL,
    release_eip_flag INTEGER NOT NULL,
    rds_instances TEXT NOT NULL,  -- ids, separated by one blank
    security_group_id TEXT NOT NULL,
    external_loadbalancer_id TEXT NOT NULL,
    master_url TEXT NOT NULL,
    error_message TEXT NOT NULL
) STRICT;

CREATE TABLE node (
    id INTEGER PRIMARY KEY,
    instance_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    number INTEGER NOT NULL,      -- counts the nodes of the cluster, from 1
    state TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    vpc_id TEXT NOT NULL,
    vswitch_id TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    ecs_image_id TEXT NOT NULL,
    instance_status TEXT NOT NULL,
    ip_address TEXT NOT NULL,     -- empty until the instance exists
    eip_address TEXT NOT NULL,    -- empty without one
    is_routed INTEGER NOT NULL,
    error_message TEXT NOT NULL
) STRICT;

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    plan TEXT NOT NULL,
    state TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    pending_nodes INTEGER NOT NULL,  -- nodes whose stages are not finished
    error_code TEXT NOT NULL,
    error_message TEXT NOT NULL
) STRICT;

-- The timeline: what is under way, and when it is due.
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,    -- empty for a stage of the cluster
    stage INTEGER NOT NULL,       -- place in the task's plan, from 0
    started INTEGER NOT NULL,
    due INTEGER NOT NULL
) STRICT;

CREATE TABLE vpc (
    id INTEGER PRIMARY KEY,
    vpc_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    cidr_block TEXT NOT NULL,
    adopted INTEGER NOT NULL      -- whether a mention of the id brought it in
) STRICT;

CREATE TABLE vswitch (
    id INTEGER PRIMARY KEY,
    vswitch_id TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    cidr_block TEXT NOT NULL,
    adopted INTEGER NOT NULL
) STRICT;

CREATE TABLE rds_instance (
    id INTEGER PRIMARY KEY,
    db_instance_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    whitelist TEXT NOT NULL,      -- addresses, separated by commas
    adopted INTEGER NOT NULL
) STRICT;

CREATE TABLE custom_image (
    id INTEGER PRIMARY KEY,
    image_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    os TEXT NOT NULL,
    version TEXT NOT NULL,
    kernel TEXT NOT NULL,         -- empty where nothing is known of it
    size_gib INTEGER NOT NULL,
    adopted INTEGER NOT NULL
) STRICT;

-- What is only ever added, and read by query.

CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    cluster INTEGER NOT NULL,     -- the cluster's serial
    created INTEGER NOT NULL,
    level INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX log_of_cluster ON log (cluster);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    cluster INTEGER NOT NULL,     -- the cluster's serial
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    time INTEGER NOT NULL,
    type TEXT NOT NULL,
    level TEXT NOT NULL,
    reason TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;

CREATE TABLE call (
    id INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL,
    at INTEGER NOT NULL,          -- virtual time
    received INTEGER NOT NULL,    -- real time
    duration INTEGER NOT NULL,    -- microseconds
    operation TEXT NOT NULL,
    method TEXT NOT NULL,
    target TEXT NOT NULL,
    body TEXT NOT NULL,           -- without secrets
    status INTEGER NOT NULL,
    code TEXT NOT NULL,           -- error code; empty without an error
    answer TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    unread TEXT NOT NULL          -- names of fields that nothing read, separated by one blank
) STRICT;
