-- What calls keep of a cluster besides its nodes and pools: policies in force, diagnoses, reports.

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
