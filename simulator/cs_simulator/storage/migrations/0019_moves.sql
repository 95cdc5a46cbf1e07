-- Tenants that move to another simulator, or came from one: what a restart must not forget.

CREATE TABLE tenant_move (
    name TEXT PRIMARY KEY,        -- of the tenant
    move TEXT NOT NULL,           -- which move: the same in both simulators
    state TEXT NOT NULL,          -- 'leaving', 'left', 'arrived' or 'withdrawn'
    url TEXT NOT NULL,            -- of the simulator that it goes to; empty for one that came
    replica TEXT NOT NULL,        -- the name of that simulator; empty if it has none
    came TEXT NOT NULL,           -- the move by which it came here; empty if it was made here
    at INTEGER NOT NULL,          -- real time
    content TEXT NOT NULL,        -- JSON: how many rows and snapshots it had
    checksum INTEGER NOT NULL
) STRICT;

-- Moves by which a tenant has come here or must not come any more, whatever happened since then: a
-- file that is given late must not bring it back.
CREATE TABLE settled_move (
    move TEXT PRIMARY KEY,
    outcome TEXT NOT NULL         -- 'came' or 'canceled'
) STRICT;
