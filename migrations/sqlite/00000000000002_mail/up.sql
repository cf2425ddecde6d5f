-- Mail, and the links by which staff choose a password.

-- An account that is invited has no password yet: its hash is empty, which no password fits.
ALTER TABLE staff_account ADD COLUMN last_seen_at TEXT;
ALTER TABLE staff_account ADD COLUMN ended_at TEXT;

-- Address and words are sealed, and gone as soon as the mail has left or was given up: it may hold
-- a link that signs its reader in.
CREATE TABLE mail_message (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    sealed_mail BLOB,
    state TEXT NOT NULL,
    not_before TEXT NOT NULL,
    not_after TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    sent_at TEXT
) STRICT;
CREATE INDEX mail_message_state ON mail_message (state, not_before, id);

-- A link that works once: the row goes with its use.
CREATE TABLE staff_link (
    token_index BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES staff_account (id),
    mail_id INTEGER NOT NULL REFERENCES mail_message (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX staff_link_account ON staff_link (account_id);

-- Addresses for which a new password was asked, whether or not they have an account: the worker
-- looks that up, so that an answer says nothing about it.
CREATE TABLE reset_request (
    email_index BLOB PRIMARY KEY,
    request_id TEXT NOT NULL,
    asked_at TEXT NOT NULL
) STRICT;
