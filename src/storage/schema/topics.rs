//! What topics count as, who raised one unasked, and whom the center serves.

use super::{answer, response};

diesel::table! {
    topic (slug) {
        slug -> Text,
        titles -> Text,
        retired -> Bool,
    }
}

diesel::table! {
    topic_merge (topic) {
        topic -> Text,
        into_topic -> Text,
    }
}

diesel::table! {
    coded_words (response_id, question_id) {
        response_id -> BigInt,
        question_id -> Text,
        words_mark -> Binary,
        coded_by -> BigInt,
        coded_at -> Timestamp,
    }
}

diesel::table! {
    mention (response_id, question_id, topic) {
        response_id -> BigInt,
        question_id -> Text,
        topic -> Text,
    }
}

diesel::table! {
    translated_words (response_id, question_id) {
        response_id -> BigInt,
        question_id -> Text,
        language -> Text,
        sealed_words -> Binary,
    }
}

diesel::table! {
    population_table (id) {
        id -> BigInt,
        content -> Text,
        brought_by -> BigInt,
        brought_at -> Timestamp,
    }
}

diesel::table! {
    population_choice (id) {
        id -> BigInt,
        replaces -> BigInt,
        table_id -> Nullable<BigInt>,
        neighbours -> Text,
        chosen_by -> BigInt,
        chosen_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(topic, topic_merge);
diesel::allow_tables_to_appear_in_same_query!(answer, coded_words, mention, translated_words);
diesel::allow_tables_to_appear_in_same_query!(response, coded_words);
diesel::allow_tables_to_appear_in_same_query!(response, mention);
diesel::allow_tables_to_appear_in_same_query!(response, translated_words);
diesel::allow_tables_to_appear_in_same_query!(population_table, population_choice);
