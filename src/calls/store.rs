//! The call list in the database.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamp};

use super::{Kind, Outcome};
use crate::metrics::Standing;
use crate::storage::schema::call_entry;
use crate::storage::{Database, StoreError};
use crate::{fixed_statement, on_engine};

/// Something that a person must look at.
pub struct Need {
    /// Why.
    pub kind: Kind,
    /// Whom it is about.
    pub contact_point_id: i64,
    /// The text that came in, where one did.
    pub inbound_id: Option<i64>,
    /// The text of ours that did not arrive, where one did not.
    pub outbox_id: Option<i64>,
    /// When it happened, in UTC.
    pub at: NaiveDateTime,
    /// When somebody should look at the latest.
    pub due_at: NaiveDateTime,
}

/// Puts something on the list. What stands there already is told of once more, not twice.
pub fn upsert(connection: &mut Database, need: &Need) -> QueryResult<()> {
    let (kind, urgency) = (need.kind.name(), need.kind.urgency());
    on_engine!(connection, |engine| Upsert { need, kind, urgency }.execute(engine))?;
    Ok(())
}

struct Upsert<'a> {
    need: &'a Need,
    kind: &'a str,
    urgency: i64,
}

fixed_statement!(Upsert, (), |this, out| {
    out.push_sql(
        "INSERT INTO call_entry (kind, urgency, contact_point_id, inbound_id, outbox_id, \
         opened_at, latest_at, due_at, times, tries) VALUES (",
    );
    out.push_bind_param::<Text, _>(this.kind)?;
    out.push_sql(", ");
    out.push_bind_param::<BigInt, _>(&this.urgency)?;
    out.push_sql(", ");
    out.push_bind_param::<BigInt, _>(&this.need.contact_point_id)?;
    out.push_sql(", ");
    out.push_bind_param::<Nullable<BigInt>, _>(&this.need.inbound_id)?;
    out.push_sql(", ");
    out.push_bind_param::<Nullable<BigInt>, _>(&this.need.outbox_id)?;
    for _ in 0..2 {
        out.push_sql(", ");
        out.push_bind_param::<Timestamp, _>(&this.need.at)?;
    }
    out.push_sql(", ");
    out.push_bind_param::<Timestamp, _>(&this.need.due_at)?;
    // Two reports on one text are one thing that happened.
    out.push_sql(
        ", 1, 0) ON CONFLICT (contact_point_id, kind) WHERE closed_at IS NULL DO UPDATE SET \
         times = call_entry.times + \
         CASE WHEN excluded.outbox_id = call_entry.outbox_id THEN 0 ELSE 1 END, \
         due_at = CASE WHEN excluded.due_at < call_entry.due_at \
         THEN excluded.due_at ELSE call_entry.due_at END, \
         inbound_id = excluded.inbound_id, outbox_id = excluded.outbox_id, \
         latest_at = excluded.latest_at",
    );
});

/// An entry of the list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Row.
    pub id: i64,
    /// Why it is there.
    pub kind: Kind,
    /// Whom it is about.
    pub contact_point_id: i64,
    /// The text that came in.
    pub inbound_id: Option<i64>,
    /// The text of ours.
    pub outbox_id: Option<i64>,
    /// Since when, in UTC.
    pub opened_at: NaiveDateTime,
    /// When it happened last.
    pub latest_at: NaiveDateTime,
    /// When it is to be looked at.
    pub due_at: NaiveDateTime,
    /// How often it happened.
    pub times: i64,
    /// How often nobody was reached.
    pub tries: i64,
    /// The account that has taken it.
    pub taken_by: Option<i64>,
    /// How it ended, if it has.
    pub closed: Option<Closed>,
}

/// How an entry ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// What was done.
    pub outcome: Outcome,
    /// By which account; nobody where it settled itself.
    pub by: Option<i64>,
    /// When, in UTC.
    pub at: NaiveDateTime,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = call_entry)]
struct Row {
    id: i64,
    kind: String,
    contact_point_id: i64,
    inbound_id: Option<i64>,
    outbox_id: Option<i64>,
    opened_at: NaiveDateTime,
    latest_at: NaiveDateTime,
    due_at: NaiveDateTime,
    times: i64,
    tries: i64,
    taken_by: Option<i64>,
    outcome: Option<String>,
    closed_at: Option<NaiveDateTime>,
    closed_by: Option<i64>,
}

impl Row {
    fn entry(self) -> Result<Entry, StoreError> {
        let fault = || StoreError::inconsistent("call_entry", &self.id);
        let closed = match (self.closed_at, &self.outcome) {
            (Some(at), Some(outcome)) => {
                let outcome = Outcome::from_name(outcome).ok_or_else(fault)?;
                Some(Closed { outcome, by: self.closed_by, at })
            }
            _ => None,
        };
        Ok(Entry {
            kind: Kind::from_name(&self.kind).ok_or_else(fault)?,
            closed,
            id: self.id,
            contact_point_id: self.contact_point_id,
            inbound_id: self.inbound_id,
            outbox_id: self.outbox_id,
            opened_at: self.opened_at,
            latest_at: self.latest_at,
            due_at: self.due_at,
            times: self.times,
            tries: self.tries,
            taken_by: self.taken_by,
        })
    }
}

/// Open entries to be looked at now, the most urgent first, and those that wait longest.
pub fn list_open(
    connection: &mut Database,
    now: NaiveDateTime,
    most: i64,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = call_entry::table
        .filter(call_entry::closed_at.is_null().and(call_entry::due_at.le(now)))
        .order((call_entry::urgency, call_entry::opened_at, call_entry::id))
        .limit(most)
        .select(Row::as_select())
        .load(connection)?;
    rows.into_iter().map(Row::entry).collect()
}

/// Open entries that somebody tried in vain and put off, the next one first.
pub fn list_put_off(
    connection: &mut Database,
    now: NaiveDateTime,
    most: i64,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = call_entry::table
        .filter(call_entry::closed_at.is_null().and(call_entry::due_at.gt(now)))
        .filter(call_entry::tries.gt(0))
        .order((call_entry::due_at, call_entry::id))
        .limit(most)
        .select(Row::as_select())
        .load(connection)?;
    rows.into_iter().map(Row::entry).collect()
}

/// How many open entries are to be looked at now.
pub fn count_open(connection: &mut Database, now: NaiveDateTime) -> QueryResult<i64> {
    call_entry::table
        .filter(call_entry::closed_at.is_null().and(call_entry::due_at.le(now)))
        .count()
        .get_result(connection)
}

/// How many people wait for a person, by kind, for whoever watches over the service.
pub fn gauges(connection: &mut Database, now: NaiveDateTime) -> Result<Vec<Standing>, StoreError> {
    let counts: Vec<(String, i64)> = call_entry::table
        .filter(call_entry::closed_at.is_null().and(call_entry::due_at.le(now)))
        .group_by(call_entry::kind)
        .select((call_entry::kind, count_star()))
        .load(connection)?;
    let value = |kind: Kind| {
        counts.iter().find(|(name, _)| name == kind.name()).map_or(0, |(_, count)| *count)
    };
    let (name, help) = ("hearth_calls_open", "Entries of the call list that wait for a person.");
    let standing = |kind: Kind| {
        let label = Some(("kind", kind.name()));
        Standing { name, help, label, value: value(kind) }
    };
    Ok(Kind::ALL.map(standing).into())
}

/// An entry, open or closed.
pub fn find(connection: &mut Database, id: i64) -> Result<Option<Entry>, StoreError> {
    let row: Option<Row> =
        call_entry::table.find(id).select(Row::as_select()).first(connection).optional()?;
    row.map(Row::entry).transpose()
}

/// The open entries about a contact point, the most urgent first.
pub fn list_open_of(connection: &mut Database, contact_point_id: i64) -> QueryResult<Vec<i64>> {
    call_entry::table
        .filter(call_entry::contact_point_id.eq(contact_point_id))
        .filter(call_entry::closed_at.is_null())
        .order(call_entry::urgency)
        .select(call_entry::id)
        .load(connection)
}

/// Texts of ours that the list has told of, now or before.
pub fn list_messages(connection: &mut Database) -> QueryResult<HashSet<i64>> {
    let ids: Vec<i64> = call_entry::table
        .filter(call_entry::outbox_id.is_not_null())
        .select(call_entry::outbox_id.assume_not_null())
        .load(connection)?;
    Ok(ids.into_iter().collect())
}

/// Whether another entry about a number than that one, of one of those kinds, is open.
pub fn has_another_open(
    connection: &mut Database,
    contact_point_id: i64,
    kinds: &[Kind],
    id: i64,
) -> QueryResult<bool> {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let others: i64 = call_entry::table
        .filter(call_entry::contact_point_id.eq(contact_point_id))
        .filter(call_entry::kind.eq_any(names))
        .filter(call_entry::closed_at.is_null().and(call_entry::id.ne(id)))
        .count()
        .get_result(connection)?;
    Ok(others > 0)
}

/// Closes an entry, if it is still open and nothing was added to it since that many times were
/// seen: false otherwise.
pub fn close(
    connection: &mut Database,
    id: i64,
    times_seen: i64,
    closed: &Closed,
) -> QueryResult<bool> {
    let open = call_entry::table
        .filter(call_entry::id.eq(id).and(call_entry::closed_at.is_null()))
        .filter(call_entry::times.eq(times_seen));
    let rows = diesel::update(open)
        .set((
            call_entry::outcome.eq(closed.outcome.name()),
            call_entry::closed_at.eq(closed.at),
            call_entry::closed_by.eq(closed.by),
        ))
        .execute(connection)?;
    Ok(rows > 0)
}

/// Notes which text was sent instead of the one that did not arrive.
pub fn link_resent(connection: &mut Database, id: i64, resent_id: i64) -> QueryResult<()> {
    diesel::update(call_entry::table.find(id))
        .set(call_entry::resent_id.eq(resent_id))
        .execute(connection)?;
    Ok(())
}

/// Closes the open entries of a number that are settled with something else.
pub fn close_of_contact(
    connection: &mut Database,
    contact_point_id: i64,
    kinds: &[Kind],
    closed: &Closed,
) -> QueryResult<()> {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let open = call_entry::table
        .filter(call_entry::contact_point_id.eq(contact_point_id))
        .filter(call_entry::kind.eq_any(names))
        .filter(call_entry::closed_at.is_null());
    diesel::update(open)
        .set((
            call_entry::outcome.eq(closed.outcome.name()),
            call_entry::closed_at.eq(closed.at),
            call_entry::closed_by.eq(closed.by),
        ))
        .execute(connection)?;
    Ok(())
}

/// Closes the open entry about a text of which nobody needs to know any more. One that is about
/// other texts of the number as well stays.
pub fn close_of_message(
    connection: &mut Database,
    outbox_id: i64,
    outcome: Outcome,
    at: NaiveDateTime,
) -> QueryResult<()> {
    let open = call_entry::table
        .filter(call_entry::outbox_id.eq(outbox_id).and(call_entry::closed_at.is_null()))
        .filter(call_entry::times.eq(1));
    diesel::update(open)
        .set((call_entry::outcome.eq(outcome.name()), call_entry::closed_at.eq(at)))
        .execute(connection)?;
    Ok(())
}

/// Opens an entry again.
pub fn reopen(connection: &mut Database, id: i64) -> QueryResult<()> {
    diesel::update(call_entry::table.find(id))
        .set((
            call_entry::outcome.eq(None::<&str>),
            call_entry::closed_at.eq(None::<NaiveDateTime>),
            call_entry::closed_by.eq(None::<i64>),
        ))
        .execute(connection)?;
    Ok(())
}

/// Takes an open entry that nobody else has: false if somebody has.
pub fn take(
    connection: &mut Database,
    id: i64,
    account_id: i64,
    at: NaiveDateTime,
) -> QueryResult<bool> {
    let mine = call_entry::taken_by.is_null().or(call_entry::taken_by.eq(account_id));
    let open = call_entry::table
        .filter(call_entry::id.eq(id).and(call_entry::closed_at.is_null()))
        .filter(mine);
    let rows = diesel::update(open)
        .set((call_entry::taken_by.eq(account_id), call_entry::taken_at.eq(at)))
        .execute(connection)?;
    Ok(rows > 0)
}

/// Leaves an entry to anybody.
pub fn release(connection: &mut Database, id: i64, account_id: i64) -> QueryResult<()> {
    let mine =
        call_entry::table.filter(call_entry::id.eq(id).and(call_entry::taken_by.eq(account_id)));
    diesel::update(mine)
        .set((call_entry::taken_by.eq(None::<i64>), call_entry::taken_at.eq(None::<NaiveDateTime>)))
        .execute(connection)?;
    Ok(())
}

/// Puts an open entry off after a try in vain, if that many were noted before: false if somebody
/// noted one meanwhile.
pub fn put_off(
    connection: &mut Database,
    id: i64,
    tries: i64,
    until: NaiveDateTime,
) -> QueryResult<bool> {
    let open = call_entry::table
        .filter(call_entry::id.eq(id).and(call_entry::closed_at.is_null()))
        .filter(call_entry::tries.eq(tries));
    let rows = diesel::update(open)
        .set((
            call_entry::tries.eq(tries + 1),
            call_entry::due_at.eq(until),
            call_entry::taken_by.eq(None::<i64>),
            call_entry::taken_at.eq(None::<NaiveDateTime>),
        ))
        .execute(connection)?;
    Ok(rows > 0)
}

/// Forgets what stood on the list of a number.
pub fn delete_of_contact(connection: &mut Database, contact_point_id: i64) -> QueryResult<()> {
    diesel::delete(call_entry::table.filter(call_entry::contact_point_id.eq(contact_point_id)))
        .execute(connection)?;
    Ok(())
}
