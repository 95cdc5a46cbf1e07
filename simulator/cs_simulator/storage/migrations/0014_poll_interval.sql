-- By how much a repeated read moves a polling clock.

ALTER TABLE tenant ADD COLUMN clock_interval INTEGER NOT NULL DEFAULT 0;  -- 0: to the next change
