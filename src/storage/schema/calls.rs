//! What needs a person.

diesel::table! {
    call_entry (id) {
        id -> BigInt,
        kind -> Text,
        urgency -> BigInt,
        contact_point_id -> BigInt,
        inbound_id -> Nullable<BigInt>,
        outbox_id -> Nullable<BigInt>,
        opened_at -> Timestamp,
        latest_at -> Timestamp,
        due_at -> Timestamp,
        times -> BigInt,
        tries -> BigInt,
        taken_by -> Nullable<BigInt>,
        taken_at -> Nullable<Timestamp>,
        outcome -> Nullable<Text>,
        closed_at -> Nullable<Timestamp>,
        closed_by -> Nullable<BigInt>,
        resent_id -> Nullable<BigInt>,
    }
}
