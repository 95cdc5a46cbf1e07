-- What has been committed and is not in the tables yet, one row for each tenant of a commit; and the
-- calls that only read, many in a row.

CREATE TABLE commit_log (
    id INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL,
    content BLOB NOT NULL,                  -- JSON: what to put into the tables, and what to drop
    checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE call_segment (
    id INTEGER PRIMARY KEY,                 -- the tenant, and the number of the first call
    last INTEGER NOT NULL,                  -- the number of the last call
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    content BLOB NOT NULL,                  -- JSON: the calls
    checksum INTEGER NOT NULL
) STRICT;
