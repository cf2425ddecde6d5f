//! Who is asked what, and how far each invitation is.

use super::panel;

diesel::table! {
    campaign (id) {
        id -> BigInt,
        token -> Text,
        version_id -> BigInt,
        panel_id -> BigInt,
        state -> Text,
        halted_by -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
    }
}

diesel::table! {
    invitation (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        participant_id -> BigInt,
        contact_point_id -> BigInt,
        language -> Text,
        state -> Text,
        due_at -> Timestamp,
        opened_with -> Nullable<Text>,
        text_token -> Nullable<Text>,
        asked_at -> Nullable<Timestamp>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(campaign, invitation);
diesel::allow_tables_to_appear_in_same_query!(campaign, panel);
