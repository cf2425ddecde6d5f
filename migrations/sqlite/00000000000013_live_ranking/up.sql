-- Whose ballot may count differently than before: noted by the database itself, in the transaction
-- that changes what it is made of, and taken away by whoever has counted anew.
CREATE TABLE changed_voice (
    id INTEGER PRIMARY KEY,
    participant_id INTEGER,
    -- Of a response of nobody known, or one whose person is still to be looked up.
    response_id INTEGER
) STRICT;

-- Goes up with every count. Who counts finds it as they read it, or counts again.
CREATE TABLE ranking_count (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL
) STRICT;
INSERT INTO ranking_count (id, generation) VALUES (1, 0);

-- What is counted of a survey: the answers to this question, by whoever agreed to this programme.
CREATE TABLE counted_survey (
    survey_id INTEGER PRIMARY KEY REFERENCES survey (id),
    question_id TEXT NOT NULL,
    programme TEXT NOT NULL
) STRICT;

-- People whose ballots count alike, as JSON.
CREATE TABLE counted_group (
    id INTEGER PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    people TEXT NOT NULL,
    UNIQUE (survey_id, people)
) STRICT;

-- How often each ballot was cast in a group. One that nobody casts any more stays with 0.
CREATE TABLE counted_ballot (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES counted_group (id),
    ballot TEXT NOT NULL,
    cast_by INTEGER NOT NULL,
    -- When it changed last.
    generation INTEGER NOT NULL,
    UNIQUE (group_id, ballot)
) STRICT;
CREATE INDEX counted_ballot_generation ON counted_ballot (generation);

-- Whose ballot stands where, so that it can be taken out again.
CREATE TABLE counted_voice (
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    -- 1 for a participant, 0 for a response of nobody known.
    is_known INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    ballot_id INTEGER NOT NULL REFERENCES counted_ballot (id),
    -- The survey's latest snapshot when it was first counted; 0 before the first.
    counted_after INTEGER NOT NULL,
    PRIMARY KEY (survey_id, is_known, subject_id)
) STRICT, WITHOUT ROWID;

-- How many who were first counted after one snapshot (0: before the first) left after another.
CREATE TABLE ranking_departure (
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    counted_after INTEGER NOT NULL,
    left_after INTEGER NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (survey_id, counted_after, left_after)
) STRICT, WITHOUT ROWID;

-- Only lists of choices can be ballots.
CREATE TRIGGER answer_given_changes_a_voice AFTER INSERT ON answer
WHEN substr(NEW.value, 1, 1) = '['
BEGIN INSERT INTO changed_voice (response_id) VALUES (NEW.response_id); END;
CREATE TRIGGER answer_changed_changes_a_voice AFTER UPDATE OF value ON answer
WHEN NEW.value IS NOT OLD.value AND (substr(NEW.value, 1, 1) = '[' OR substr(OLD.value, 1, 1) = '[')
BEGIN INSERT INTO changed_voice (response_id) VALUES (NEW.response_id); END;
CREATE TRIGGER answer_forgotten_changes_a_voice AFTER DELETE ON answer
WHEN substr(OLD.value, 1, 1) = '['
BEGIN INSERT INTO changed_voice (response_id) VALUES (OLD.response_id); END;

CREATE TRIGGER response_changes_a_voice AFTER UPDATE OF state, participant_id, language ON response
WHEN (NEW.state = 'withdrawn') <> (OLD.state = 'withdrawn')
    OR NEW.participant_id IS NOT OLD.participant_id OR NEW.language <> OLD.language
BEGIN
    INSERT INTO changed_voice (response_id) VALUES (NEW.id);
    INSERT INTO changed_voice (participant_id)
    SELECT OLD.participant_id
    WHERE OLD.participant_id IS NOT NULL AND OLD.participant_id IS NOT NEW.participant_id;
END;

CREATE TRIGGER participant_changes_a_voice AFTER UPDATE OF language, strata ON participant
WHEN NEW.language <> OLD.language OR NEW.strata <> OLD.strata
BEGIN INSERT INTO changed_voice (participant_id) VALUES (NEW.id); END;

CREATE TRIGGER consent_changes_a_voice AFTER INSERT ON consent_event
WHEN NEW.purpose = 'improve' AND NEW.participant_id IS NOT NULL
BEGIN INSERT INTO changed_voice (participant_id) VALUES (NEW.participant_id); END;
CREATE TRIGGER anonymous_consent_changes_a_voice AFTER INSERT ON anonymous_consent
WHEN NEW.purpose = 'improve'
BEGIN INSERT INTO changed_voice (response_id) VALUES (NEW.response_id); END;
