//! The live ranking's counts.

diesel::table! {
    changed_voice (id) {
        id -> BigInt,
        participant_id -> Nullable<BigInt>,
        response_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    ranking_count (id) {
        id -> BigInt,
        generation -> BigInt,
    }
}

diesel::table! {
    counted_survey (survey_id) {
        survey_id -> BigInt,
        question_id -> Text,
        programme -> Text,
    }
}

diesel::table! {
    counted_group (id) {
        id -> BigInt,
        survey_id -> BigInt,
        people -> Text,
    }
}

diesel::table! {
    counted_ballot (id) {
        id -> BigInt,
        group_id -> BigInt,
        ballot -> Text,
        cast_by -> BigInt,
        generation -> BigInt,
    }
}

diesel::table! {
    counted_voice (survey_id, is_known, subject_id) {
        survey_id -> BigInt,
        is_known -> Bool,
        subject_id -> BigInt,
        ballot_id -> BigInt,
        counted_after -> BigInt,
    }
}

diesel::table! {
    ranking_departure (survey_id, counted_after, left_after) {
        survey_id -> BigInt,
        counted_after -> BigInt,
        left_after -> BigInt,
        people -> BigInt,
    }
}

diesel::table! {
    set_aside (id) {
        id -> BigInt,
        survey_id -> BigInt,
        source -> Text,
        ballot -> Nullable<Text>,
        reason -> Text,
        set_by -> Nullable<BigInt>,
        set_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(counted_group, counted_ballot, counted_voice);
