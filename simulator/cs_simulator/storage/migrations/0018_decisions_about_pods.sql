-- Rules act on pods, too: which one a decision is about.

ALTER TABLE decision ADD COLUMN pod TEXT NOT NULL DEFAULT '';  -- namespace/name

-- And expectations choose calls by the program that made them.

ALTER TABLE call ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
