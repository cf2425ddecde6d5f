//! Conversations in the hands of a person, and what they wrote.

diesel::table! {
    takeover (conversation_id) {
        conversation_id -> BigInt,
        account_id -> Nullable<BigInt>,
        since -> Timestamp,
        active_at -> Timestamp,
        latest_inbound_id -> BigInt,
        read_inbound_id -> BigInt,
    }
}

diesel::table! {
    hand_text (id) {
        id -> BigInt,
        form_token -> Text,
        conversation_id -> BigInt,
        outbox_id -> BigInt,
        account_id -> BigInt,
    }
}
