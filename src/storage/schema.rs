//! The tables of both engines, as diesel reads and writes them. Kept by hand beside `migrations/`.

#![expect(missing_docs, reason = "the migrations say what each table and column is for")]

mod calls;
mod counting;
mod forgetting;
mod mail;
mod outreach;
mod people;
mod sharing;
mod staff;
mod topics;
mod window;

pub use calls::call_entry;
pub use counting::{
    changed_voice, counted_ballot, counted_group, counted_survey, counted_voice, ranking_count,
    ranking_departure, set_aside,
};
pub use forgetting::{erasure, outbox_erasure, provider_copy};
pub use mail::{mail_message, reset_request, staff_link};
pub use outreach::{campaign, invitation};
pub use people::{people_import, people_import_part, people_import_person, people_import_reject};
pub use sharing::phone_sharer;
pub use staff::{
    kept_form, sign_in_try, staff_account, staff_half_session, staff_recovery_code, staff_session,
};
pub use topics::{
    coded_words, mention, population_choice, population_table, topic, topic_merge, translated_words,
};
pub use window::{hand_text, takeover};

diesel::table! {
    chain_head (name) {
        name -> Text,
        seq -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    key_check (id) {
        id -> BigInt,
        key_index -> Binary,
    }
}

diesel::table! {
    audit_event (id) {
        id -> BigInt,
        account_id -> Nullable<BigInt>,
        action -> Text,
        record -> Text,
        detail -> Text,
        request_id -> Text,
        occurred_at -> Timestamp,
        seq -> Nullable<BigInt>,
        previous_hash -> Nullable<Text>,
        hash -> Nullable<Text>,
    }
}

diesel::table! {
    site (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    participant (id) {
        id -> BigInt,
        token -> Text,
        language -> Text,
        site_id -> Nullable<BigInt>,
        sealed_name -> Nullable<Binary>,
        strata -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    contact_point (id) {
        id -> BigInt,
        token -> Text,
        participant_id -> BigInt,
        kind -> Text,
        value_index -> Binary,
        sealed_value -> Binary,
        unusable_since -> Nullable<Timestamp>,
    }
}

diesel::table! {
    panel (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    panel_member (panel_id, participant_id) {
        panel_id -> BigInt,
        participant_id -> BigInt,
    }
}

diesel::table! {
    suppression (contact_index) {
        contact_index -> Binary,
        reason -> Text,
        since -> Timestamp,
    }
}

diesel::table! {
    notice_version (id) {
        id -> BigInt,
        slug -> Text,
        number -> BigInt,
        purposes -> Text,
    }
}

diesel::table! {
    notice_text (notice_version_id, language) {
        notice_version_id -> BigInt,
        language -> Text,
        text -> Text,
        sha256 -> Text,
    }
}

diesel::table! {
    consent_event (id) {
        id -> BigInt,
        kind -> Text,
        participant_id -> Nullable<BigInt>,
        contact_index -> Nullable<Binary>,
        channel -> Text,
        programme -> Text,
        purpose -> Text,
        action -> Text,
        scope -> Text,
        notice_version_id -> Nullable<BigInt>,
        notice_sha256 -> Nullable<Text>,
        notice_language -> Nullable<Text>,
        notice_reviewed_by -> Nullable<Text>,
        method -> Text,
        evidence_sha256 -> Text,
        actor -> Text,
        unencrypted_risk_acknowledged -> Bool,
        occurred_at -> Timestamp,
        recorded_at -> Timestamp,
        valid_until -> Nullable<Timestamp>,
        seq -> Nullable<BigInt>,
        previous_hash -> Nullable<Text>,
        hash -> Nullable<Text>,
    }
}

diesel::table! {
    consent_evidence (evidence_sha256) {
        evidence_sha256 -> Text,
        sealed_evidence -> Binary,
    }
}

diesel::table! {
    anonymous_consent (id) {
        id -> BigInt,
        response_id -> BigInt,
        programme -> Text,
        purpose -> Text,
        action -> Text,
        notice_sha256 -> Text,
        notice_language -> Text,
        notice_reviewed_by -> Nullable<Text>,
        on_date -> Date,
    }
}

diesel::table! {
    survey (id) {
        id -> BigInt,
        slug -> Text,
        published_version_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    survey_version (id) {
        id -> BigInt,
        survey_id -> BigInt,
        number -> BigInt,
        notice_version_id -> BigInt,
        definition -> Text,
        sha256 -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    survey_review (version_id, language) {
        version_id -> BigInt,
        language -> Text,
        reviewed_by -> Text,
        source_sha256 -> Text,
        reviewed_at -> Timestamp,
    }
}

diesel::table! {
    survey_keyword (keyword) {
        keyword -> Text,
        survey_id -> BigInt,
        language -> Text,
    }
}

diesel::table! {
    response (id) {
        id -> BigInt,
        version_id -> BigInt,
        participant_id -> Nullable<BigInt>,
        channel -> Text,
        language -> Text,
        state -> Text,
        link_index -> Nullable<Binary>,
        receipt_index -> Nullable<Binary>,
        started_on -> Date,
        completed_on -> Nullable<Date>,
    }
}

diesel::table! {
    answer (response_id, question_id) {
        response_id -> BigInt,
        question_id -> Text,
        value -> Nullable<Text>,
        sealed_words -> Nullable<Binary>,
        inbound_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    conversation (id) {
        id -> BigInt,
        phone_index -> Binary,
        participant_id -> BigInt,
        contact_point_id -> BigInt,
        survey_version_id -> Nullable<BigInt>,
        response_id -> Nullable<BigInt>,
        state -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    inbound_message (id) {
        id -> BigInt,
        sid -> Text,
        conversation_id -> BigInt,
        sealed_body -> Binary,
        reading -> Text,
        received_at -> Timestamp,
    }
}

diesel::table! {
    outbox_message (id) {
        id -> BigInt,
        token -> Text,
        channel -> Text,
        contact_point_id -> BigInt,
        urgency -> BigInt,
        sealed_body -> Binary,
        segments -> BigInt,
        state -> Text,
        not_before -> Timestamp,
        not_after -> Timestamp,
        attempts -> BigInt,
        provider_sid -> Nullable<Text>,
        delivery_status -> Nullable<Text>,
        error_code -> Nullable<BigInt>,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        repeats -> Nullable<BigInt>,
    }
}

diesel::table! {
    ranking_snapshot (id) {
        id -> BigInt,
        survey_id -> BigInt,
        question_id -> Text,
        inputs_sha256 -> Text,
        inputs -> Text,
        settings -> Text,
        result -> Text,
        published_by -> Nullable<BigInt>,
        published_at -> Timestamp,
    }
}

diesel::table! {
    backlog_item (id) {
        id -> BigInt,
        topic_slug -> Nullable<Text>,
        status -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    backlog_evidence (item_id, snapshot_id) {
        item_id -> BigInt,
        snapshot_id -> BigInt,
        evidence -> Text,
    }
}

diesel::table! {
    decision (id) {
        id -> BigInt,
        item_id -> BigInt,
        status -> Text,
        decided_by -> Nullable<BigInt>,
        decided_at -> Timestamp,
        undoes_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    decision_reason (decision_id, language) {
        decision_id -> BigInt,
        language -> Text,
        text -> Text,
        reviewed_by -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    chain_head,
    audit_event,
    site,
    participant,
    contact_point,
    panel,
    panel_member,
    suppression,
    notice_version,
    notice_text,
    consent_event,
    consent_evidence,
    anonymous_consent,
    survey,
    survey_version,
    survey_review,
    survey_keyword,
    response,
    answer,
    conversation,
    inbound_message,
    outbox_message,
    ranking_snapshot,
    backlog_item,
    backlog_evidence,
    decision,
    decision_reason,
);
