-- Ballots that somebody set aside, by what they have in common. They stay where they are, the
-- ranking is shown with and without them, and nothing here is deleted.
CREATE TABLE set_aside (
    id INTEGER PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    -- Channel and format, as 'web/top3/unverified'.
    source TEXT NOT NULL,
    -- What they say, as tiers of topics; all ballots of the source where it is null.
    ballot TEXT,
    reason TEXT NOT NULL,
    set_by INTEGER REFERENCES staff_account (id),
    set_at TEXT NOT NULL,
    -- When somebody let them count again.
    ended_at TEXT
) STRICT;
CREATE INDEX set_aside_survey ON set_aside (survey_id);
