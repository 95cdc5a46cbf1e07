-- Scenarios: what goes wrong, what was counted of it, what is planned, what was decided.

CREATE TABLE scenario (
    id INTEGER PRIMARY KEY,
    slot TEXT NOT NULL,           -- 'active'
    name TEXT NOT NULL,
    origin TEXT NOT NULL,         -- the file it was read from, or empty
    started INTEGER NOT NULL,     -- virtual time
    given TEXT NOT NULL,          -- JSON: when rules came that were not there from the start
    text TEXT NOT NULL            -- JSON: the whole scenario
) STRICT;

CREATE TABLE tally (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- rule and subject, separated by one blank
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,        -- what is counted by itself; empty for everything
    matched INTEGER NOT NULL,
    fired INTEGER NOT NULL,
    level INTEGER NOT NULL,       -- what is left, in thousandths
    level_at INTEGER NOT NULL
) STRICT;

CREATE TABLE planned (
    id INTEGER PRIMARY KEY,
    due INTEGER NOT NULL,
    action TEXT NOT NULL          -- JSON
) STRICT;

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
) STRICT;

ALTER TABLE step ADD COLUMN step_effect TEXT NOT NULL DEFAULT '';  -- JSON: what a rule does to it
ALTER TABLE call ADD COLUMN faults TEXT NOT NULL DEFAULT '';  -- rules that acted: 'id:kind …'
ALTER TABLE call ADD COLUMN retry_after INTEGER NOT NULL DEFAULT 0;  -- seconds of the Retry-After header
