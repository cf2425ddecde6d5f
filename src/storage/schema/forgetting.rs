//! What is still to be erased, here and at the provider.

diesel::table! {
    erasure (participant_id) {
        participant_id -> BigInt,
        due_at -> Timestamp,
    }
}

diesel::table! {
    outbox_erasure (contact_point_id) {
        contact_point_id -> BigInt,
        looked_through -> BigInt,
        last_id -> BigInt,
    }
}

diesel::table! {
    provider_copy (sid) {
        sid -> Text,
        tries -> BigInt,
        due_at -> Timestamp,
    }
}
