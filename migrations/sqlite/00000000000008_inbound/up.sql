-- A number is blanked where a person is forgotten, and its row stays: nothing has to be looked for
-- that names it, and an index over all messages by number would cost every text.
DROP INDEX outbox_message_contact;

-- Each text asks for a person's words on one purpose: all it reads of them stands in the index.
DROP INDEX consent_event_participant;
CREATE INDEX consent_event_participant
    ON consent_event (participant_id, purpose, id, programme, action, scope);

-- The same text twice comes from the same phone: it is known among those of its conversation, which
-- lie together, and not among all. What else names a text finds it again when this ends.
PRAGMA defer_foreign_keys = ON;
CREATE TEMPORARY TABLE kept AS SELECT * FROM inbound_message;
DROP TABLE inbound_message;
CREATE TABLE inbound_message (
    id INTEGER PRIMARY KEY,
    sid TEXT NOT NULL,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    sealed_body BLOB NOT NULL,
    -- What was made of it: 'answer', 'not_understood', a command's name.
    reading TEXT NOT NULL,
    received_at TEXT NOT NULL,
    UNIQUE (conversation_id, sid)
) STRICT;
INSERT INTO inbound_message SELECT id, sid, conversation_id, sealed_body, reading, received_at
    FROM kept;
DROP TABLE kept;
