-- What the simulator did inside: steps that came to their ends, states of clusters that changed.

CREATE TABLE trace (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,           -- 'step' or 'state'
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    name TEXT NOT NULL,           -- of a step, its stage; the new state
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    outcome TEXT NOT NULL         -- 'done', 'failed', 'canceled'; the old state
) STRICT;
