//! People brought in from a list.

use super::participant;

diesel::table! {
    people_import (id) {
        id -> BigInt,
        token -> Text,
        state -> Text,
        sealed_sheet -> Binary,
        sealed_plan -> Binary,
        panel_id -> Nullable<BigInt>,
        sealed_preview -> Nullable<Binary>,
        counts -> Text,
        parts -> BigInt,
        parts_done -> BigInt,
        created_by -> BigInt,
        created_at -> Timestamp,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    people_import_part (import_id, number) {
        import_id -> BigInt,
        number -> BigInt,
        sealed_rows -> Binary,
    }
}

diesel::table! {
    people_import_person (import_id, participant_id) {
        import_id -> BigInt,
        participant_id -> BigInt,
        is_new -> Bool,
        joined_panel -> Bool,
        has_proof -> Bool,
        filled -> Text,
    }
}

diesel::table! {
    people_import_reject (import_id, row_number) {
        import_id -> BigInt,
        row_number -> BigInt,
        reason -> Text,
        sealed_cells -> Binary,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    people_import,
    people_import_part,
    people_import_person,
    people_import_reject,
    participant,
);
