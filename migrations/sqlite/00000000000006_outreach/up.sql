-- Asking people: who is asked what, and how far each invitation is.

CREATE TABLE campaign (
    id INTEGER PRIMARY KEY,
    -- Made with the page that asks whether to send: the same page sent twice is one campaign.
    token TEXT NOT NULL UNIQUE,
    version_id INTEGER NOT NULL REFERENCES survey_version (id),
    panel_id INTEGER NOT NULL REFERENCES panel (id),
    state TEXT NOT NULL,
    -- The provider's error code, where it was halted by one.
    halted_by INTEGER,
    created_by INTEGER REFERENCES staff_account (id),
    created_at TEXT NOT NULL,
    -- Nothing leaves before.
    starts_at TEXT NOT NULL,
    -- Nobody is asked any more after.
    ends_at TEXT NOT NULL
) STRICT;

-- One row a person, made when the campaign is. A text to them is written in the transaction that
-- moves the row from 'waiting' to 'asked', so that a crash neither doubles nor loses it.
CREATE TABLE invitation (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    participant_id INTEGER NOT NULL REFERENCES participant (id),
    contact_point_id INTEGER NOT NULL REFERENCES contact_point (id),
    -- The language they speak; from when they are asked, that of the text.
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    -- When to look at it next.
    due_at TEXT NOT NULL,
    -- What the first text asked: 'consent' or 'question'.
    opened_with TEXT,
    text_token TEXT,
    asked_at TEXT,
    UNIQUE (campaign_id, participant_id)
) STRICT;
-- Only over who waits, in the order in which they are asked.
CREATE INDEX invitation_waiting ON invitation (campaign_id, due_at, id) WHERE state = 'waiting';
CREATE INDEX invitation_participant ON invitation (participant_id);
