-- Conversations that a person of staff took in hand: one row for each that ever was. Few; what the
-- dialogue itself does with every text stays in `conversation`.
CREATE TABLE takeover (
    conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id),
    -- Nobody once it was given back.
    account_id INTEGER REFERENCES staff_account (id),
    since TEXT NOT NULL,
    -- When either side last wrote, or somebody took it.
    active_at TEXT NOT NULL,
    -- The last text that came to whoever had it, and the last they have read; 0 for none.
    latest_inbound_id INTEGER NOT NULL,
    read_inbound_id INTEGER NOT NULL
) STRICT;
CREATE INDEX takeover_unread ON takeover (latest_inbound_id)
    WHERE latest_inbound_id > read_inbound_id;
CREATE INDEX takeover_held ON takeover (active_at) WHERE account_id IS NOT NULL;

-- Texts that staff wrote by hand. The words stay sealed in the outbox.
CREATE TABLE hand_text (
    id INTEGER PRIMARY KEY,
    -- Made with the page on which it was written: the same form sent twice is one text.
    form_token TEXT NOT NULL UNIQUE,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    outbox_id INTEGER NOT NULL REFERENCES outbox_message (id),
    account_id INTEGER NOT NULL REFERENCES staff_account (id)
) STRICT;
CREATE INDEX hand_text_conversation ON hand_text (conversation_id, id);
