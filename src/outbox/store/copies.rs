//! Texts that are erased: here their words, and what the provider still keeps of them.

use chrono::NaiveDateTime;
use diesel::dsl::{exists, max};
use diesel::prelude::*;

use crate::on_engine;
use crate::outbox::MessageState;
use crate::storage::Database;
use crate::storage::schema::{outbox_erasure, outbox_message, provider_copy};

/// A copy the provider is to delete.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Copy {
    /// The provider's name for the text.
    pub sid: String,
    /// How often that was tried.
    pub tries: i64,
}

/// Notes that the provider is to delete its copies of these texts.
pub fn insert_copies(
    connection: &mut Database,
    sids: &[String],
    due_at: NaiveDateTime,
) -> QueryResult<()> {
    let rows: Vec<_> = sids
        .iter()
        .map(|sid| {
            (
                provider_copy::sid.eq(sid),
                provider_copy::tries.eq(0_i64),
                provider_copy::due_at.eq(due_at),
            )
        })
        .collect();
    on_engine!(connection, |engine| diesel::insert_into(provider_copy::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(())
}

/// Copies whose time has come.
pub fn list_due_copies(
    connection: &mut Database,
    now: NaiveDateTime,
    most: i64,
) -> QueryResult<Vec<Copy>> {
    provider_copy::table
        .filter(provider_copy::due_at.le(now))
        .order((provider_copy::due_at, provider_copy::sid))
        .limit(most)
        .select((provider_copy::sid, provider_copy::tries))
        .load(connection)
}

/// The provider has no copy any more.
pub fn delete_copy(connection: &mut Database, sid: &str) -> QueryResult<()> {
    diesel::delete(provider_copy::table.find(sid)).execute(connection)?;
    Ok(())
}

/// It was tried in vain, and is tried again then.
pub fn postpone_copy(
    connection: &mut Database,
    copy: &Copy,
    due_at: NaiveDateTime,
) -> QueryResult<()> {
    diesel::update(provider_copy::table.find(&copy.sid))
        .set((provider_copy::tries.eq(copy.tries + 1), provider_copy::due_at.eq(due_at)))
        .execute(connection)?;
    Ok(())
}

/// From now on the texts to a number that have gone out so far are erased, some at a time.
pub fn begin_erasing(connection: &mut Database, contact_point_id: i64) -> QueryResult<()> {
    let last_id: Option<i64> =
        outbox_message::table.select(max(outbox_message::id)).get_result(connection)?;
    let row = (
        outbox_erasure::contact_point_id.eq(contact_point_id),
        outbox_erasure::looked_through.eq(0_i64),
        outbox_erasure::last_id.eq(last_id.unwrap_or(0)),
    );
    on_engine!(connection, |engine| diesel::insert_into(outbox_erasure::table)
        .values(row)
        .on_conflict(outbox_erasure::contact_point_id)
        .do_update()
        .set(row)
        .execute(engine))?;
    Ok(())
}

/// Blanks the words of texts to one number among the next so many messages, and notes the
/// provider's copies; false if there is nothing to erase.
pub fn erase_some(connection: &mut Database, most: i64, now: NaiveDateTime) -> QueryResult<bool> {
    let next: Option<(i64, i64, i64)> = outbox_erasure::table
        .order(outbox_erasure::contact_point_id)
        .first(connection)
        .optional()?;
    let Some((contact_point_id, looked_through, last_id)) = next else { return Ok(false) };
    let through = last_id.min(looked_through.saturating_add(most));
    let of_number = outbox_message::table
        .filter(outbox_message::id.gt(looked_through).and(outbox_message::id.le(through)))
        .filter(outbox_message::contact_point_id.eq(contact_point_id));
    let sending = of_number.filter(outbox_message::state.eq(MessageState::Sending.name()));
    if diesel::select(exists(sending)).get_result(connection)? {
        // It is over in a moment, and has a name at the provider then.
        return Ok(false);
    }
    // What waits is for another who shares the number.
    let texts: Vec<(i64, Option<String>)> = of_number
        .filter(outbox_message::state.ne(MessageState::Queued.name()))
        .select((outbox_message::id, outbox_message::provider_sid))
        .load(connection)?;
    let ids: Vec<i64> = texts.iter().map(|(id, _)| *id).collect();
    diesel::update(outbox_message::table.filter(outbox_message::id.eq_any(ids)))
        .set(outbox_message::sealed_body.eq(Vec::<u8>::new()))
        .execute(connection)?;
    let sids: Vec<String> = texts.into_iter().filter_map(|(_, sid)| sid).collect();
    insert_copies(connection, &sids, now)?;
    let of_number = outbox_erasure::table.find(contact_point_id);
    if through < last_id {
        diesel::update(of_number)
            .set(outbox_erasure::looked_through.eq(through))
            .execute(connection)?;
    } else {
        diesel::delete(of_number).execute(connection)?;
    }
    Ok(true)
}
