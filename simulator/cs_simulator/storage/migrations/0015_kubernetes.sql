-- The objects that the Kubernetes APIs of clusters keep, what is due in them, and when nodes joined
-- their clusters and were lost, as their Node objects say.

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

ALTER TABLE node ADD COLUMN joined INTEGER NOT NULL DEFAULT 0;      -- 0: it has not
ALTER TABLE node ADD COLUMN losses TEXT NOT NULL DEFAULT '[]';      -- JSON: [[lost, back or 0], ...]
