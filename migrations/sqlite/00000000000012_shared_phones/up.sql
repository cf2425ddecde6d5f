-- Whom a number reaches beside whom it belongs to, where a center lets people share a phone. Few.
CREATE TABLE phone_sharer (
    contact_point_id INTEGER NOT NULL REFERENCES contact_point (id),
    participant_id INTEGER NOT NULL REFERENCES participant (id),
    PRIMARY KEY (contact_point_id, participant_id)
) STRICT;
CREATE INDEX phone_sharer_participant ON phone_sharer (participant_id);
