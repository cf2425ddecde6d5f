-- How it is going at the center: decisions taken back at once, and how many people began lately.

-- A decision that takes back the one it names, which nobody was told; both stay on record.
ALTER TABLE decision ADD COLUMN undoes_id INTEGER REFERENCES decision (id);
CREATE UNIQUE INDEX decision_undoes ON decision (undoes_id) WHERE undoes_id IS NOT NULL;

DROP INDEX response_version;
CREATE INDEX response_version ON response (version_id, started_on);
