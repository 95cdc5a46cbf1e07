-- Tenants that were made on purpose, with a seed, a clock and quotas of their own.

ALTER TABLE tenant ADD COLUMN spec TEXT NOT NULL DEFAULT '{}';       -- JSON: what it was made with
ALTER TABLE tenant ADD COLUMN last_seen TEXT NOT NULL DEFAULT '{}';  -- JSON: what polling reads saw
ALTER TABLE tenant ADD COLUMN expires INTEGER NOT NULL DEFAULT 0;  -- real time; 0 for never
