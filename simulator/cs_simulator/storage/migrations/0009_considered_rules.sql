-- Why rules did not act on a call, noted when the call is made: JSON, empty without a scenario.
-- Entries that were made before are marked as such by null.

ALTER TABLE call ADD COLUMN considered TEXT NOT NULL DEFAULT 'null';
