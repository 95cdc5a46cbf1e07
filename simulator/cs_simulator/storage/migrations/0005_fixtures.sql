-- What fixtures say of an account besides its resources.

-- How many instances of a type can still be had in a zone.
CREATE TABLE stock (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- zone and type, separated by one blank
    zone_id TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    available INTEGER NOT NULL
) STRICT;

-- Limits that were changed after the tenant was made.
CREATE TABLE quota (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    amount INTEGER NOT NULL
) STRICT;
