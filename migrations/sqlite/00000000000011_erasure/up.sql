-- Whoever asked for what they said to be deleted, until that cannot be taken back any more.
CREATE TABLE erasure (
    participant_id INTEGER PRIMARY KEY REFERENCES participant (id),
    due_at TEXT NOT NULL
) STRICT;

-- Numbers whose texts are being erased: all up to a message, some at a time.
CREATE TABLE outbox_erasure (
    contact_point_id INTEGER PRIMARY KEY REFERENCES contact_point (id),
    looked_through INTEGER NOT NULL,
    last_id INTEGER NOT NULL
) STRICT;

-- Texts that the provider is still to delete its copy of.
CREATE TABLE provider_copy (
    sid TEXT PRIMARY KEY,
    tries INTEGER NOT NULL,
    due_at TEXT NOT NULL
) STRICT;
