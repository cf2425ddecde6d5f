-- A second step of signing in, sessions that can be told apart, forms kept over the end of one, and
-- a trail that can be searched.

-- The secret of the codes is sealed. The last step whose code was used: each works once.
ALTER TABLE staff_account ADD COLUMN sealed_totp_secret BLOB;
ALTER TABLE staff_account ADD COLUMN last_totp_step INTEGER NOT NULL DEFAULT 0;

-- Whoever gave the right password and has one step left. No session: nothing is open to it. Where
-- the account has no secret yet, the one that is offered.
CREATE TABLE staff_half_session (
    token_index BLOB PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES staff_account (id),
    sealed_totp_secret BLOB,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX staff_half_session_account ON staff_half_session (account_id);

-- A code that works once: the row goes with its use.
CREATE TABLE staff_recovery_code (
    code_index BLOB PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES staff_account (id)
) STRICT;
CREATE INDEX staff_recovery_code_account ON staff_recovery_code (account_id);

-- The sessions before were begun without a second step, so they end here.
DROP TABLE staff_session;
CREATE TABLE staff_session (
    token_index BLOB PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES staff_account (id),
    csrf_token TEXT NOT NULL,
    browser TEXT NOT NULL,
    sealed_address BLOB NOT NULL,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX staff_session_account ON staff_session (account_id);

-- What somebody typed when their session ended, sealed; for that account alone, and for a day.
CREATE TABLE kept_form (
    name TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES staff_account (id),
    sealed_form BLOB NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX kept_form_account ON kept_form (account_id, created_at);

CREATE INDEX audit_event_time ON audit_event (occurred_at, id);
CREATE INDEX audit_event_account ON audit_event (account_id, occurred_at, id);
CREATE INDEX audit_event_action ON audit_event (action, occurred_at, id);
CREATE INDEX audit_event_account_action ON audit_event (account_id, action, occurred_at, id);
CREATE INDEX audit_event_record ON audit_event (record, occurred_at, id);
CREATE INDEX audit_event_record_account ON audit_event (record, account_id, occurred_at, id);
CREATE INDEX audit_event_record_action ON audit_event (record, action, occurred_at, id);
