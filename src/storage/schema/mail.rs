//! Mail, and the links by which staff choose a password.

use super::staff_account;

diesel::table! {
    mail_message (id) {
        id -> BigInt,
        token -> Text,
        sealed_mail -> Nullable<Binary>,
        state -> Text,
        not_before -> Timestamp,
        not_after -> Timestamp,
        attempts -> BigInt,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    staff_link (token_index) {
        token_index -> Binary,
        kind -> Text,
        account_id -> BigInt,
        mail_id -> BigInt,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    reset_request (email_index) {
        email_index -> Binary,
        request_id -> Text,
        asked_at -> Timestamp,
    }
}

diesel::joinable!(staff_link -> mail_message (mail_id));
diesel::allow_tables_to_appear_in_same_query!(mail_message, staff_link, staff_account);
