-- When nodes joined their clusters, and when they were lost: their Node objects say so.

ALTER TABLE node ADD COLUMN joined INTEGER NOT NULL DEFAULT 0;      -- 0: it has not
ALTER TABLE node ADD COLUMN losses TEXT NOT NULL DEFAULT '[]';      -- JSON: [[lost, back or 0], ...]
