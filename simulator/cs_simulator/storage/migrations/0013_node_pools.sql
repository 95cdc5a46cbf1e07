-- What the tasks of node pools have besides, names of networks that are made by calls, what else the
-- account has set, and the tokens by which callers repeat a call without repeating its effect.

ALTER TABLE task ADD COLUMN queued TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN properties TEXT NOT NULL DEFAULT '{}';
ALTER TABLE step ADD COLUMN is_wait INTEGER NOT NULL DEFAULT 0;  -- whether the task only waits before the stage
ALTER TABLE event ADD COLUMN region_id TEXT NOT NULL DEFAULT '';  -- of the cluster; '' in older events
ALTER TABLE vpc ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE vpc ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE vpc ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
ALTER TABLE vswitch ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE vswitch ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE vswitch ADD COLUMN created INTEGER NOT NULL DEFAULT 0;

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
