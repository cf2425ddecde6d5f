//! Phones that several people share.

use super::{contact_point, panel_member, participant};

diesel::table! {
    phone_sharer (contact_point_id, participant_id) {
        contact_point_id -> BigInt,
        participant_id -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(phone_sharer, contact_point);
diesel::allow_tables_to_appear_in_same_query!(phone_sharer, participant);
diesel::allow_tables_to_appear_in_same_query!(phone_sharer, panel_member);
