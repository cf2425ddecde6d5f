-- Own words as staff put them into another language, for who reads the ranking. They go with what
-- was found in the words that they translate.
CREATE TABLE translated_words (
    response_id BIGINT NOT NULL,
    question_id TEXT NOT NULL,
    language TEXT NOT NULL,
    sealed_words BYTEA NOT NULL,
    PRIMARY KEY (response_id, question_id),
    FOREIGN KEY (response_id, question_id) REFERENCES coded_words (response_id, question_id)
        ON DELETE CASCADE
);

-- Who says something else takes back what they said: nothing stays of what was found in it.
CREATE FUNCTION forget_what_was_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM coded_words
    WHERE response_id = NEW.response_id AND question_id = NEW.question_id;
    RETURN NULL;
END $$;
CREATE TRIGGER words_said_anew AFTER UPDATE OF sealed_words ON answer
FOR EACH ROW WHEN (NEW.sealed_words IS DISTINCT FROM OLD.sealed_words)
EXECUTE FUNCTION forget_what_was_found();
