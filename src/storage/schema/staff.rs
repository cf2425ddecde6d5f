//! Accounts of staff, their sessions, and how they sign in.

diesel::table! {
    staff_account (id) {
        id -> BigInt,
        token -> Text,
        email_index -> Binary,
        sealed_email -> Binary,
        role -> Text,
        language -> Text,
        password_hash -> Text,
        created_at -> Timestamp,
        last_seen_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
        sealed_totp_secret -> Nullable<Binary>,
        last_totp_step -> BigInt,
    }
}

diesel::table! {
    staff_half_session (token_index) {
        token_index -> Binary,
        account_id -> BigInt,
        sealed_totp_secret -> Nullable<Binary>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    staff_recovery_code (code_index) {
        code_index -> Binary,
        account_id -> BigInt,
    }
}

diesel::table! {
    staff_session (token_index) {
        token_index -> Binary,
        name -> Text,
        account_id -> BigInt,
        csrf_token -> Text,
        browser -> Text,
        sealed_address -> Binary,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
    }
}

diesel::table! {
    kept_form (name) {
        name -> Text,
        account_id -> BigInt,
        sealed_form -> Binary,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sign_in_try (key_index) {
        key_index -> Binary,
        tries -> BigInt,
        last_tried_at -> Timestamp,
    }
}

diesel::joinable!(staff_half_session -> staff_account (account_id));
diesel::joinable!(staff_session -> staff_account (account_id));
diesel::allow_tables_to_appear_in_same_query!(
    staff_account,
    staff_half_session,
    staff_recovery_code,
    staff_session,
    kept_form,
    sign_in_try,
);
