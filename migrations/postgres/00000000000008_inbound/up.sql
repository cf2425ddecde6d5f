-- A number is blanked where a person is forgotten, and its row stays: nothing has to be looked for
-- that names it, and an index over all messages by number would cost every text.
DROP INDEX outbox_message_contact;

-- Each text asks for a person's words on one purpose: all it reads of them stands in the index.
DROP INDEX consent_event_participant;
CREATE INDEX consent_event_participant
    ON consent_event (participant_id, purpose, id, programme, action, scope);

-- The same text twice comes from the same phone: it is known among those of its conversation, which
-- lie together, and not among all.
ALTER TABLE inbound_message DROP CONSTRAINT inbound_message_sid_key;
ALTER TABLE inbound_message ADD UNIQUE (conversation_id, sid);
