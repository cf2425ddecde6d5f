-- What Hearth keeps, in the order a voice travels. Columns named `sealed_…` hold text encrypted at
-- rest; columns named `…_index` hold keyed hashes by which a value is found without being kept.

-- Rows that several nodes must take turns over (the heads of the two chains).
CREATE TABLE chain_head (
    name TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO chain_head (name, seq, hash) VALUES ('consent', 0, ''), ('audit', 0, '');

-- The one secret key this database is written with: by a keyed hash of a text that never changes.
-- Under another key every number would be unknown, and every STOP forgotten.
CREATE TABLE key_check (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key_index BLOB NOT NULL
) STRICT;

-- Staff ------------------------------------------------------------------------------------------

CREATE TABLE staff_account (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    email_index BLOB NOT NULL UNIQUE,
    sealed_email BLOB NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE staff_session (
    token_index BLOB PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES staff_account (id),
    csrf_token TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL
) STRICT;

-- Tries to sign in since the last that worked. Keyed by address, whether or not it has an account,
-- so that being slowed down says nothing about that.
CREATE TABLE sign_in_try (
    key_index BLOB PRIMARY KEY,
    tries INTEGER NOT NULL,
    last_tried_at TEXT NOT NULL
) STRICT;

-- Append-only: what staff did and looked at. Sealed into a chain by the worker.
CREATE TABLE audit_event (
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES staff_account (id),
    action TEXT NOT NULL,
    record TEXT NOT NULL,
    detail TEXT NOT NULL,
    request_id TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    seq INTEGER,
    previous_hash TEXT,
    hash TEXT
) STRICT;
CREATE INDEX audit_event_unsealed ON audit_event (id) WHERE seq IS NULL;
CREATE UNIQUE INDEX audit_event_seq ON audit_event (seq) WHERE seq IS NOT NULL;

-- People -----------------------------------------------------------------------------------------

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE participant (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL,
    language TEXT NOT NULL,
    site_id INTEGER REFERENCES site (id),
    sealed_name BLOB,
    -- Self-reported strata as a JSON object: {"age":"18-39","language":"es"}.
    strata TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE contact_point (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL,
    participant_id INTEGER NOT NULL REFERENCES participant (id),
    kind TEXT NOT NULL,
    value_index BLOB NOT NULL UNIQUE,
    sealed_value BLOB NOT NULL,
    unusable_since TEXT
) STRICT;
CREATE INDEX contact_point_participant ON contact_point (participant_id);

CREATE TABLE panel (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE panel_member (
    panel_id INTEGER NOT NULL REFERENCES panel (id),
    participant_id INTEGER NOT NULL REFERENCES participant (id),
    PRIMARY KEY (panel_id, participant_id)
) STRICT;

-- Numbers that opted out: an index only, which survives erasure.
CREATE TABLE suppression (
    contact_index BLOB PRIMARY KEY,
    reason TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;

-- Consent ----------------------------------------------------------------------------------------

CREATE TABLE notice_version (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL,
    number INTEGER NOT NULL,
    purposes TEXT NOT NULL,
    UNIQUE (slug, number)
) STRICT;

-- The bytes as shown. A changed text is a new version of the notice.
CREATE TABLE notice_text (
    notice_version_id INTEGER NOT NULL REFERENCES notice_version (id),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (notice_version_id, language)
) STRICT;

-- The ledger. Append-only; sealed into a chain by the worker. Keeps no contact data.
CREATE TABLE consent_event (
    id INTEGER PRIMARY KEY,
    -- 'person', or 'digest' for a day's anonymous consents.
    kind TEXT NOT NULL,
    participant_id INTEGER REFERENCES participant (id),
    contact_index BLOB,
    channel TEXT NOT NULL,
    programme TEXT NOT NULL,
    purpose TEXT NOT NULL,
    action TEXT NOT NULL,
    scope TEXT NOT NULL,
    notice_version_id INTEGER REFERENCES notice_version (id),
    notice_sha256 TEXT,
    notice_language TEXT,
    notice_reviewed_by TEXT,
    method TEXT NOT NULL,
    evidence_sha256 TEXT NOT NULL,
    actor TEXT NOT NULL,
    unencrypted_risk_acknowledged INTEGER NOT NULL,
    occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    valid_until TEXT,
    seq INTEGER,
    previous_hash TEXT,
    hash TEXT
) STRICT;
CREATE INDEX consent_event_participant ON consent_event (participant_id, id);
CREATE INDEX consent_event_unsealed ON consent_event (id) WHERE seq IS NULL;
CREATE UNIQUE INDEX consent_event_seq ON consent_event (seq) WHERE seq IS NOT NULL;

-- The bytes behind an event's evidence hash. May be erased; the chain still holds.
CREATE TABLE consent_evidence (
    evidence_sha256 TEXT PRIMARY KEY,
    sealed_evidence BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Consent of people nobody knows: no time but the date, ids without order. A day's rows are
-- anchored in the ledger by one digest after the day has passed.
CREATE TABLE anonymous_consent (
    id INTEGER PRIMARY KEY,
    response_id INTEGER NOT NULL,
    programme TEXT NOT NULL,
    purpose TEXT NOT NULL,
    action TEXT NOT NULL,
    notice_sha256 TEXT NOT NULL,
    notice_language TEXT NOT NULL,
    notice_reviewed_by TEXT,
    on_date TEXT NOT NULL
) STRICT;
CREATE INDEX anonymous_consent_response ON anonymous_consent (response_id);
CREATE INDEX anonymous_consent_date ON anonymous_consent (on_date);

-- Topics and surveys -----------------------------------------------------------------------------

CREATE TABLE topic (
    slug TEXT PRIMARY KEY,
    -- Its title per language, as a JSON object.
    titles TEXT NOT NULL,
    retired INTEGER NOT NULL
) STRICT;

CREATE TABLE survey (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    -- The version being offered; none before the first is published.
    published_version_id INTEGER
) STRICT;

-- Versions are frozen when they are imported: an edit makes a new one.
CREATE TABLE survey_version (
    id INTEGER PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    number INTEGER NOT NULL,
    notice_version_id INTEGER NOT NULL REFERENCES notice_version (id),
    definition TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (survey_id, number)
) STRICT;

-- A named person read every text of that language, the notice included.
CREATE TABLE survey_review (
    version_id INTEGER NOT NULL REFERENCES survey_version (id),
    language TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    reviewed_at TEXT NOT NULL,
    PRIMARY KEY (version_id, language)
) STRICT;

CREATE TABLE survey_keyword (
    keyword TEXT PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    language TEXT NOT NULL
) STRICT;

-- Responses --------------------------------------------------------------------------------------

-- The id of an anonymous response is random, so that these stand in no order, and only their date
-- is kept. That of a known person begins with the second: what is written together lies together.
CREATE TABLE response (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES survey_version (id),
    participant_id INTEGER REFERENCES participant (id),
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    link_index BLOB,
    receipt_index BLOB,
    started_on TEXT NOT NULL,
    completed_on TEXT
) STRICT;
CREATE INDEX response_version ON response (version_id);
CREATE INDEX response_participant ON response (participant_id);
-- Only web responses have them.
CREATE UNIQUE INDEX response_link ON response (link_index) WHERE link_index IS NOT NULL;
CREATE UNIQUE INDEX response_receipt ON response (receipt_index) WHERE receipt_index IS NOT NULL;

-- One row a question. `value` is what was made of the answer; own words are sealed instead.
-- A question that was skipped has a row with neither.
CREATE TABLE answer (
    response_id INTEGER NOT NULL REFERENCES response (id),
    question_id TEXT NOT NULL,
    value TEXT,
    sealed_words BLOB,
    inbound_id INTEGER,
    PRIMARY KEY (response_id, question_id)
) STRICT, WITHOUT ROWID;

-- Conversations and messages ---------------------------------------------------------------------

-- One a phone.
CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    phone_index BLOB NOT NULL UNIQUE,
    participant_id INTEGER NOT NULL REFERENCES participant (id),
    contact_point_id INTEGER NOT NULL REFERENCES contact_point (id),
    survey_version_id INTEGER REFERENCES survey_version (id),
    response_id INTEGER REFERENCES response (id),
    state TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX conversation_participant ON conversation (participant_id);

CREATE TABLE inbound_message (
    id INTEGER PRIMARY KEY,
    sid TEXT NOT NULL UNIQUE,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    sealed_body BLOB NOT NULL,
    -- What was made of it: 'answer', 'not_understood', a command's name.
    reading TEXT NOT NULL,
    received_at TEXT NOT NULL
) STRICT;

-- What is kept is what was sent.
CREATE TABLE outbox_message (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    contact_point_id INTEGER NOT NULL REFERENCES contact_point (id),
    urgency INTEGER NOT NULL,
    sealed_body BLOB NOT NULL,
    segments INTEGER NOT NULL,
    state TEXT NOT NULL,
    not_before TEXT NOT NULL,
    not_after TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    provider_sid TEXT,
    delivery_status TEXT,
    error_code INTEGER,
    created_at TEXT NOT NULL,
    sent_at TEXT
) STRICT;
-- Only over what is not finished, which is little: nearly free to keep, however much was sent.
CREATE INDEX outbox_message_due ON outbox_message (urgency, not_before, id)
    WHERE state = 'queued';
CREATE INDEX outbox_message_unfinished ON outbox_message (contact_point_id, id)
    WHERE state = 'queued' OR state = 'sending';

-- Priorities and the backlog ---------------------------------------------------------------------

-- Frozen and replayable: the statistics are the input, whole.
CREATE TABLE ranking_snapshot (
    id INTEGER PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    question_id TEXT NOT NULL,
    inputs_sha256 TEXT NOT NULL,
    inputs TEXT NOT NULL,
    settings TEXT NOT NULL,
    result TEXT NOT NULL,
    published_by INTEGER REFERENCES staff_account (id),
    published_at TEXT NOT NULL
) STRICT;

CREATE TABLE backlog_item (
    id INTEGER PRIMARY KEY,
    topic_slug TEXT UNIQUE REFERENCES topic (slug),
    status TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE backlog_evidence (
    item_id INTEGER NOT NULL REFERENCES backlog_item (id),
    snapshot_id INTEGER NOT NULL REFERENCES ranking_snapshot (id),
    evidence TEXT NOT NULL,
    PRIMARY KEY (item_id, snapshot_id)
) STRICT;

-- Append-only.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES backlog_item (id),
    status TEXT NOT NULL,
    decided_by INTEGER REFERENCES staff_account (id),
    decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX decision_item ON decision (item_id, id);

-- Why, in words that can be published, per language. Shown in the languages a person reviewed.
CREATE TABLE decision_reason (
    decision_id INTEGER NOT NULL REFERENCES decision (id),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    reviewed_by TEXT,
    PRIMARY KEY (decision_id, language)
) STRICT;

-- What is proof stays as it was written.
CREATE TRIGGER consent_event_is_kept BEFORE DELETE ON consent_event
BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END;
CREATE TRIGGER consent_event_is_unchanged BEFORE UPDATE ON consent_event WHEN OLD.seq IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END;
CREATE TRIGGER audit_event_is_kept BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_event_is_unchanged BEFORE UPDATE ON audit_event WHEN OLD.seq IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER ranking_snapshot_is_kept BEFORE DELETE ON ranking_snapshot
BEGIN SELECT RAISE(ABORT, 'rankings are append-only'); END;
CREATE TRIGGER ranking_snapshot_is_unchanged BEFORE UPDATE ON ranking_snapshot
BEGIN SELECT RAISE(ABORT, 'rankings are append-only'); END;
CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_is_unchanged BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
