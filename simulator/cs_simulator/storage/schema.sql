-- What all migrations together make of an empty file, so that a new one needs a single step.
-- Written by: python -m tests.storage.schema

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
, made_by TEXT NOT NULL DEFAULT 'CreateCluster', charge_type TEXT NOT NULL DEFAULT 'PostPaid', releases_eip INTEGER NOT NULL DEFAULT 0, is_released INTEGER NOT NULL DEFAULT 0, is_lost INTEGER NOT NULL DEFAULT 0, group_id TEXT NOT NULL DEFAULT '', properties TEXT NOT NULL DEFAULT '{}', checksum INTEGER NOT NULL DEFAULT 0, joined INTEGER NOT NULL DEFAULT 0, losses TEXT NOT NULL DEFAULT '[]') STRICT;

CREATE TABLE vpc (
    id INTEGER PRIMARY KEY,
    vpc_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    cidr_block TEXT NOT NULL,
    adopted INTEGER NOT NULL      -- whether a mention of the id brought it in
, checksum INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', created INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE vswitch (
    id INTEGER PRIMARY KEY,
    vswitch_id TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    cidr_block TEXT NOT NULL,
    adopted INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', created INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE rds_instance (
    id INTEGER PRIMARY KEY,
    db_instance_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    whitelist TEXT NOT NULL,      -- addresses, separated by commas
    adopted INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE custom_image (
    id INTEGER PRIMARY KEY,
    image_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    os TEXT NOT NULL,
    version TEXT NOT NULL,
    kernel TEXT NOT NULL,         -- empty where nothing is known of it
    size_gib INTEGER NOT NULL,
    adopted INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    cluster INTEGER NOT NULL,     -- the cluster's serial
    created INTEGER NOT NULL,
    level INTEGER NOT NULL,
    text TEXT NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

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
, checksum INTEGER NOT NULL DEFAULT 0, region_id TEXT NOT NULL DEFAULT '') STRICT;

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
, faults TEXT NOT NULL DEFAULT '', retry_after INTEGER NOT NULL DEFAULT 0, considered TEXT NOT NULL DEFAULT 'null', region_id TEXT NOT NULL DEFAULT '', checksum INTEGER NOT NULL DEFAULT 0, user_agent TEXT NOT NULL DEFAULT '') STRICT;

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
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,      -- the text is derived from it and never kept
    cluster_id TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    expired INTEGER NOT NULL,
    is_permanent INTEGER NOT NULL,
    is_revoked INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

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
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,       -- the number under which the copied rows are kept
    tenant INTEGER NOT NULL,      -- the number of the tenant it belongs to
    name TEXT NOT NULL,
    taken INTEGER NOT NULL,       -- real time
    tenant_row TEXT NOT NULL,           -- JSON: the tenant's own row at that moment
    UNIQUE (tenant, name)
) STRICT;

CREATE TABLE stock (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- zone and type, separated by one blank
    zone_id TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    available INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE quota (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    amount INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE trace (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,           -- 'step' or 'state'
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    name TEXT NOT NULL,           -- of a step, its stage; the new state
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    outcome TEXT NOT NULL         -- 'done', 'failed', 'canceled'; the old state
, group_id TEXT NOT NULL DEFAULT '', checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE scenario (
    id INTEGER PRIMARY KEY,
    slot TEXT NOT NULL,           -- 'active'
    name TEXT NOT NULL,
    origin TEXT NOT NULL,         -- the file it was read from, or empty
    started INTEGER NOT NULL,     -- virtual time
    rules_added TEXT NOT NULL,          -- JSON: when rules came that were not there from the start
    text TEXT NOT NULL            -- JSON: the whole scenario
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE "rule_counter" (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- rule and subject, separated by one blank
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,        -- what is counted by itself; empty for everything
    matched INTEGER NOT NULL,
    fired INTEGER NOT NULL,
    level INTEGER NOT NULL,       -- what is left, in thousandths
    level_at INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE "scheduled_action" (
    id INTEGER PRIMARY KEY,
    due INTEGER NOT NULL,
    action TEXT NOT NULL          -- JSON
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,          -- virtual time
    rule TEXT NOT NULL,
    phase TEXT NOT NULL,
    kind TEXT NOT NULL,
    operation TEXT NOT NULL,
    stage TEXT NOT NULL,
    cluster TEXT NOT NULL,        -- its name
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    matched INTEGER NOT NULL,
    draw TEXT NOT NULL,           -- empty without a probability
    outcome TEXT NOT NULL         -- 'fired', or why not
, checksum INTEGER NOT NULL DEFAULT 0, pod TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE "tenant" (
    id INTEGER PRIMARY KEY,       -- the tenant's number, from 1
    name TEXT NOT NULL UNIQUE,    -- the AccessKey id, or "default" for unsigned calls
    origin TEXT NOT NULL,         -- keys all randomness of the tenant, together with its seed
    seed INTEGER NOT NULL,
    clock_mode TEXT NOT NULL,
    clock_rate REAL NOT NULL,
    now INTEGER NOT NULL,         -- virtual time when the tenant was last written
    counts TEXT NOT NULL,         -- JSON: the last number given, by what is numbered
    spec TEXT NOT NULL DEFAULT '{}',       -- JSON: what the tenant was made with
    last_seen TEXT NOT NULL DEFAULT '{}',  -- JSON: what each polling read returned last
    expires INTEGER NOT NULL DEFAULT 0     -- real time; 0 for never
, calls_allowed INTEGER NOT NULL DEFAULT 0, now_allowed INTEGER NOT NULL DEFAULT 0, reading REAL NOT NULL DEFAULT 0, boot TEXT NOT NULL DEFAULT '', checksum INTEGER NOT NULL DEFAULT 0, clock_interval INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE "task" (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    plan TEXT NOT NULL,
    state TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    pending_nodes INTEGER NOT NULL,       -- nodes whose stages are not finished
    error_code TEXT NOT NULL,
    error_message TEXT NOT NULL,
    number INTEGER NOT NULL DEFAULT 1,    -- counts the cluster's tasks, from 1
    nodes TEXT NOT NULL DEFAULT ''        -- instance ids, separated by one blank
, group_id TEXT NOT NULL DEFAULT '', checksum INTEGER NOT NULL DEFAULT 0, queued TEXT NOT NULL DEFAULT '', properties TEXT NOT NULL DEFAULT '{}') STRICT;

CREATE TABLE "step" (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,            -- empty for a stage of the cluster
    stage INTEGER NOT NULL,               -- index in the task's plan, from 0
    started INTEGER NOT NULL,
    due INTEGER NOT NULL,
    step_effect TEXT NOT NULL DEFAULT ''  -- JSON: what a rule does to the step; empty for nothing
, checksum INTEGER NOT NULL DEFAULT 0, is_wait INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE "cluster" (
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
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

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
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE missing_role (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                     -- of a service role that the account has not granted
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE account_entry (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                     -- what calls set for the whole account
    value TEXT NOT NULL,                    -- JSON
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE client_token (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL,
    operation TEXT NOT NULL,
    digest TEXT NOT NULL,                   -- of the body that it was first sent with
    answer TEXT NOT NULL,                   -- JSON: what the first call was answered with
    created INTEGER NOT NULL,
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE kubernetes_object (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                      -- cluster_id/resource/namespace/name
    cluster_id TEXT NOT NULL,
    resource TEXT NOT NULL,                 -- such as deployments.apps
    namespace TEXT NOT NULL,                -- '' for an object that is in none
    name TEXT NOT NULL,
    uid TEXT NOT NULL,
    version INTEGER NOT NULL,               -- resourceVersion
    body TEXT NOT NULL,                     -- JSON: the whole object
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE kubernetes_timer (
    id INTEGER PRIMARY KEY,
    cluster_id TEXT NOT NULL,
    due INTEGER NOT NULL,
    kind TEXT NOT NULL,                     -- what happens
    subject TEXT NOT NULL,                  -- what it happens to
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE commit_log (
    id INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL,
    content BLOB NOT NULL,                  -- JSON: what to put into the tables, and what to drop
    checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE call_segment (
    id INTEGER PRIMARY KEY,                 -- the tenant, and the number of the first call
    last INTEGER NOT NULL,                  -- the tenant, and the number of the last call
    first_at INTEGER NOT NULL,              -- virtual time
    last_at INTEGER NOT NULL,
    last_received INTEGER NOT NULL,         -- real time
    calls INTEGER NOT NULL,
    size INTEGER NOT NULL,                  -- bytes of the content and of the texts
    checksum INTEGER NOT NULL,              -- of all but the texts, whose own is in the content
    content BLOB NOT NULL,                  -- JSON: the calls
    texts BLOB NOT NULL                     -- what was sent and answered: last, to be left out
) STRICT;

CREATE INDEX call_segment_header ON call_segment (last, first_at, last_at, last_received, calls, size);

CREATE TABLE cluster_entry (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                      -- cluster_id/kind/name
    cluster_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,                    -- JSON
    created INTEGER NOT NULL,
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tenant_move (
    name TEXT PRIMARY KEY,        -- of the tenant
    move TEXT NOT NULL,           -- which move: the same in both simulators
    state TEXT NOT NULL,          -- 'leaving', 'left', 'arrived' or 'withdrawn'
    url TEXT NOT NULL,            -- of the simulator that it goes to; empty for one that came
    replica TEXT NOT NULL,        -- the name of that simulator; empty if it has none
    came TEXT NOT NULL,           -- the move by which it came here; empty if it was made here
    at INTEGER NOT NULL,          -- real time
    content TEXT NOT NULL,        -- JSON: how many rows and snapshots it had
    checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE settled_move (
    move TEXT PRIMARY KEY,
    outcome TEXT NOT NULL         -- 'came' or 'canceled'
) STRICT;
