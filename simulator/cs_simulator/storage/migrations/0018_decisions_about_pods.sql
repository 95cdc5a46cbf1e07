-- Rules act on pods, too: which one a decision is about.

ALTER TABLE decision ADD COLUMN pod TEXT NOT NULL DEFAULT '';  -- namespace/name
