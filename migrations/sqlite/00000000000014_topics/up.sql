-- What a topic counts as, who raised one unasked, and whom the center serves.

-- A topic that counts as another one. Both were topics of their own when they were merged, so that
-- no way leads in a circle.
CREATE TABLE topic_merge (
    topic TEXT PRIMARY KEY REFERENCES topic (slug),
    into_topic TEXT NOT NULL REFERENCES topic (slug)
) STRICT, WITHOUT ROWID;

-- Own words that a person looked through for topics. The mark tells them from words said later.
CREATE TABLE coded_words (
    response_id INTEGER NOT NULL,
    question_id TEXT NOT NULL,
    words_mark BLOB NOT NULL,
    coded_by INTEGER NOT NULL REFERENCES staff_account (id),
    coded_at TEXT NOT NULL,
    PRIMARY KEY (response_id, question_id),
    FOREIGN KEY (response_id, question_id) REFERENCES answer (response_id, question_id)
        ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The topics found in them.
CREATE TABLE mention (
    response_id INTEGER NOT NULL,
    question_id TEXT NOT NULL,
    topic TEXT NOT NULL REFERENCES topic (slug),
    PRIMARY KEY (response_id, question_id, topic),
    FOREIGN KEY (response_id, question_id) REFERENCES coded_words (response_id, question_id)
        ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_topic ON mention (topic);

-- Tables of how many people the center serves, as they were brought in. Never changed.
CREATE TABLE population_table (
    id INTEGER PRIMARY KEY,
    content TEXT NOT NULL,
    brought_by INTEGER NOT NULL REFERENCES staff_account (id),
    brought_at TEXT NOT NULL
) STRICT;

-- Which table is in force, or none: the latest choice counts. Each names the one before (0: none),
-- so that of two at once one is refused.
CREATE TABLE population_choice (
    id INTEGER PRIMARY KEY,
    replaces INTEGER NOT NULL UNIQUE,
    table_id INTEGER REFERENCES population_table (id),
    -- Stratum, category, and the category that takes its share over where nobody is in it: JSON.
    neighbours TEXT NOT NULL,
    chosen_by INTEGER NOT NULL REFERENCES staff_account (id),
    chosen_at TEXT NOT NULL
) STRICT;
