-- Snapshots: a tenant's rows, copied under a number of their own.

CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,       -- the number under which the copied rows are kept
    tenant INTEGER NOT NULL,      -- the number of the tenant it belongs to
    name TEXT NOT NULL,
    taken INTEGER NOT NULL,       -- real time
    head TEXT NOT NULL,           -- JSON: the tenant's own row at that moment
    UNIQUE (tenant, name)
) STRICT;
