-- People brought in from a list.

-- One file. What it holds of people stands in the tables below, and only as long as it is needed.
CREATE TABLE people_import (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL,
    -- 'receiving', 'draft', 'checked', 'working', 'paused', 'done', 'undoing', 'undone'.
    state TEXT NOT NULL,
    -- The file's name and first row; how its columns are read, and the proof of consent as stated.
    sealed_sheet BLOB NOT NULL,
    sealed_plan BLOB NOT NULL,
    panel_id INTEGER REFERENCES panel (id),
    -- What a look through the whole file found.
    sealed_preview BLOB,
    -- What was done so far, as a JSON object of numbers.
    counts TEXT NOT NULL,
    parts INTEGER NOT NULL,
    parts_done INTEGER NOT NULL,
    created_by INTEGER NOT NULL REFERENCES staff_account (id),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX people_import_state ON people_import (state, id);

-- The rows of a file that are not brought in yet, some hundred sealed together.
CREATE TABLE people_import_part (
    import_id INTEGER NOT NULL REFERENCES people_import (id),
    number INTEGER NOT NULL,
    sealed_rows BLOB NOT NULL,
    PRIMARY KEY (import_id, number)
) STRICT;

-- Whom a file brought, and what it changed, so that it can be undone.
CREATE TABLE people_import_person (
    import_id INTEGER NOT NULL REFERENCES people_import (id),
    participant_id INTEGER NOT NULL REFERENCES participant (id),
    is_new INTEGER NOT NULL,
    joined_panel INTEGER NOT NULL,
    has_proof INTEGER NOT NULL,
    -- Which blanks were filled, as a JSON array: ["name","site","strata/age"].
    filled TEXT NOT NULL,
    PRIMARY KEY (import_id, participant_id)
) STRICT;
CREATE INDEX people_import_person_participant ON people_import_person (participant_id);

-- Rows that were not taken, or put together with another, to be given back.
CREATE TABLE people_import_reject (
    import_id INTEGER NOT NULL REFERENCES people_import (id),
    row_number INTEGER NOT NULL,
    reason TEXT NOT NULL,
    sealed_cells BLOB NOT NULL,
    PRIMARY KEY (import_id, row_number)
) STRICT;

CREATE INDEX panel_member_participant ON panel_member (participant_id);

-- Whether somebody was texted is asked of each person who is taken out.
CREATE INDEX outbox_message_contact ON outbox_message (contact_point_id);
CREATE INDEX conversation_contact ON conversation (contact_point_id);
