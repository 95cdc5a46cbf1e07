-- Columns and tables named in the words of the code, and JSON kept by name instead of by position.
--
-- The tables are copied column by column, in order, and not by name: the columns of a file may still
-- have their former names.

CREATE TABLE new_tenant (
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
) STRICT;

INSERT INTO new_tenant SELECT * FROM tenant;
DROP TABLE tenant;
ALTER TABLE new_tenant RENAME TO tenant;

CREATE TABLE new_task (
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
) STRICT;

INSERT INTO new_task SELECT * FROM task;
DROP TABLE task;
ALTER TABLE new_task RENAME TO task;

-- The timeline: what is under way, and when it is due.
CREATE TABLE new_step (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,            -- empty for a stage of the cluster
    stage INTEGER NOT NULL,               -- index in the task's plan, from 0
    started INTEGER NOT NULL,
    due INTEGER NOT NULL,
    step_effect TEXT NOT NULL DEFAULT ''  -- JSON: what a rule does to the step; empty for nothing
) STRICT;

INSERT INTO new_step SELECT * FROM step;
DROP TABLE step;
ALTER TABLE new_step RENAME TO step;

UPDATE step SET step_effect = json_object(
    'kind', json_extract(step_effect, '$[0]'),
    'rule', json_extract(step_effect, '$[1]'),
    'delay', json_extract(step_effect, '$[2]'),
    'holds', json(CASE WHEN json_extract(step_effect, '$[3]') THEN 'true' ELSE 'false' END),
    'code', json_extract(step_effect, '$[4]'),
    'message', json_extract(step_effect, '$[5]'),
    'shape', json_extract(step_effect, '$[6]'),
    'output', json_extract(step_effect, '$[7]'),
    'policy', json_extract(step_effect, '$[8]'),
    'log', json_extract(step_effect, '$[9]'),
    'lost_after', json_extract(step_effect, '$[10]'),
    'lost_for', json_extract(step_effect, '$[11]'),
    'lost_times', json_extract(step_effect, '$[12]'),
    'every', json_extract(step_effect, '$[13]')
) WHERE step_effect <> '';

UPDATE snapshot SET head = json_object(
    'number', json_extract(head, '$[0]'),
    'name', json_extract(head, '$[1]'),
    'origin', json_extract(head, '$[2]'),
    'seed', json_extract(head, '$[3]'),
    'clock_mode', json_extract(head, '$[4]'),
    'clock_rate', json_extract(head, '$[5]'),
    'now', json_extract(head, '$[6]'),
    'counts', json_extract(head, '$[7]'),
    'spec', json_extract(head, '$[8]'),
    'last_seen', json_extract(head, '$[9]'),
    'expires', json_extract(head, '$[10]')
);

ALTER TABLE snapshot RENAME COLUMN head TO tenant_row;
ALTER TABLE scenario RENAME COLUMN given TO rules_added;
ALTER TABLE tally RENAME TO rule_counter;
ALTER TABLE planned RENAME TO scheduled_action;
