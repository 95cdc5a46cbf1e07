-- What may have been shown since a tenant was last written: a restart goes on behind that.

ALTER TABLE tenant ADD COLUMN calls_allowed INTEGER NOT NULL DEFAULT 0;  -- last number of a call
ALTER TABLE tenant ADD COLUMN now_allowed INTEGER NOT NULL DEFAULT 0;    -- latest virtual time
ALTER TABLE tenant ADD COLUMN reading REAL NOT NULL DEFAULT 0;  -- monotonic clock when written
ALTER TABLE tenant ADD COLUMN boot TEXT NOT NULL DEFAULT '';    -- which boot that clock belongs to

-- The region that a call is about. Entries that were made before do not say.

ALTER TABLE call ADD COLUMN region_id TEXT NOT NULL DEFAULT '';
