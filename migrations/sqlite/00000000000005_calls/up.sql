-- What needs a person: one open entry a number and kind, so that repeats do not double.

-- The words stay sealed where they are; an entry only names the text that came in, or the one of
-- ours that it is about.
CREATE TABLE call_entry (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    -- The place of its kind among all, the most urgent first.
    urgency INTEGER NOT NULL,
    contact_point_id INTEGER NOT NULL REFERENCES contact_point (id),
    -- The latest text in or out that it is about.
    inbound_id INTEGER REFERENCES inbound_message (id),
    outbox_id INTEGER REFERENCES outbox_message (id),
    opened_at TEXT NOT NULL,
    latest_at TEXT NOT NULL,
    -- Before this moment nobody needs to look: it may still settle itself, or was put off.
    due_at TEXT NOT NULL,
    -- How often it happened while the entry was open.
    times INTEGER NOT NULL,
    -- How often somebody tried in vain to reach the person.
    tries INTEGER NOT NULL,
    taken_by INTEGER REFERENCES staff_account (id),
    taken_at TEXT,
    outcome TEXT,
    closed_at TEXT,
    -- Nobody where the person's own text, or a report of the provider, settled it.
    closed_by INTEGER REFERENCES staff_account (id),
    -- The text that was sent instead.
    resent_id INTEGER REFERENCES outbox_message (id)
) STRICT;
CREATE UNIQUE INDEX call_entry_open ON call_entry (contact_point_id, kind) WHERE closed_at IS NULL;
CREATE INDEX call_entry_waiting ON call_entry (urgency, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX call_entry_outbox ON call_entry (outbox_id) WHERE outbox_id IS NOT NULL;
