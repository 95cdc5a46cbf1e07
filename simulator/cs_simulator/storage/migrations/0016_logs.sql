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
