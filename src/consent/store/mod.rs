//! The ledger, the notices and the suppression list in the database.

pub(super) mod chain;
mod facts;
mod forgetting;
mod mark;
pub mod notices;

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::Binary;

pub use facts::{Said, SaidOn};
pub(super) use facts::{list_facts, list_facts_among, list_facts_of_purpose};
pub use forgetting::delete_own_words;
pub use mark::mark;

use super::Action;
use super::ledger::SealedForm;
use crate::storage::schema::{anonymous_consent, consent_event, consent_evidence, suppression};
use crate::storage::{Database, Row, Sought, StoreError};
use crate::{on_engine, sought};

/// An event to be written.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = consent_event, treat_none_as_default_value = false)]
pub struct NewEvent {
    pub(super) kind: &'static str,
    pub(super) participant_id: Option<i64>,
    pub(super) contact_index: Option<Vec<u8>>,
    pub(super) channel: &'static str,
    pub(super) programme: String,
    pub(super) purpose: &'static str,
    pub(super) action: &'static str,
    pub(super) scope: &'static str,
    pub(super) notice_version_id: Option<i64>,
    pub(super) notice_sha256: Option<String>,
    pub(super) notice_language: Option<String>,
    pub(super) notice_reviewed_by: Option<String>,
    pub(super) method: &'static str,
    pub(super) evidence_sha256: String,
    pub(super) actor: String,
    pub(super) unencrypted_risk_acknowledged: bool,
    pub(super) occurred_at: NaiveDateTime,
    pub(super) recorded_at: NaiveDateTime,
}

/// An anonymous consent to be written.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = anonymous_consent)]
pub struct NewAnonymousConsent {
    pub(super) id: i64,
    pub(super) response_id: i64,
    pub(super) programme: String,
    pub(super) purpose: &'static str,
    pub(super) action: &'static str,
    pub(super) notice_sha256: String,
    pub(super) notice_language: String,
    pub(super) notice_reviewed_by: Option<String>,
    pub(super) on_date: NaiveDate,
}

/// A row of the ledger.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = consent_event)]
pub(super) struct EventRow {
    pub id: i64,
    kind: String,
    participant_id: Option<i64>,
    contact_index: Option<Vec<u8>>,
    channel: String,
    pub programme: String,
    purpose: String,
    action: String,
    scope: String,
    notice_version_id: Option<i64>,
    notice_sha256: Option<String>,
    notice_language: Option<String>,
    notice_reviewed_by: Option<String>,
    method: String,
    pub evidence_sha256: String,
    actor: String,
    unencrypted_risk_acknowledged: bool,
    occurred_at: NaiveDateTime,
    recorded_at: NaiveDateTime,
    valid_until: Option<NaiveDateTime>,
    pub seq: Option<i64>,
    pub hash: Option<String>,
}

impl EventRow {
    pub fn is_digest(&self) -> bool {
        self.kind == "digest"
    }

    pub fn canonical(&self) -> String {
        let time = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
        super::canonical_form(&SealedForm {
            id: self.id,
            kind: &self.kind,
            participant: self.participant_id,
            contact_hmac: self.contact_index.as_deref().map(crate::crypto::hex),
            channel: &self.channel,
            programme: &self.programme,
            purpose: &self.purpose,
            action: &self.action,
            scope: &self.scope,
            notice_version: self.notice_version_id,
            notice_sha256: self.notice_sha256.as_deref(),
            notice_language: self.notice_language.as_deref(),
            notice_reviewed_by: self.notice_reviewed_by.as_deref(),
            method: &self.method,
            evidence_sha256: &self.evidence_sha256,
            actor: &self.actor,
            unencrypted_risk_acknowledged: self.unencrypted_risk_acknowledged,
            occurred_at: time(self.occurred_at),
            recorded_at: time(self.recorded_at),
            valid_until: self.valid_until.map(time),
        })
    }
}

/// Writes events, in that order.
pub(super) fn insert_events(connection: &mut Database, events: &[NewEvent]) -> QueryResult<()> {
    on_engine!(connection, |engine| diesel::insert_into(consent_event::table)
        .values(events)
        .execute(engine))?;
    Ok(())
}

/// Keeps the bytes behind evidence hashes: `(sha256, sealed)`. The same evidence is kept once.
pub(super) fn insert_evidence(
    connection: &mut Database,
    evidence: &[(&str, &[u8])],
) -> QueryResult<()> {
    let rows: Vec<_> = evidence
        .iter()
        .map(|(sha256, sealed)| {
            (
                consent_evidence::evidence_sha256.eq(*sha256),
                consent_evidence::sealed_evidence.eq(*sealed),
            )
        })
        .collect();
    on_engine!(connection, |engine| diesel::insert_into(consent_evidence::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(())
}

/// Writes anonymous consents.
pub(super) fn insert_anonymous(
    connection: &mut Database,
    rows: &[NewAnonymousConsent],
) -> QueryResult<()> {
    on_engine!(connection, |engine| diesel::insert_into(anonymous_consent::table)
        .values(rows)
        .execute(engine))?;
    Ok(())
}

/// `(response, action)` of a purpose in a programme, for responses of nobody known.
pub(super) fn list_anonymous(
    connection: &mut Database,
    programme: &str,
    purpose: super::Purpose,
) -> QueryResult<Vec<(i64, String)>> {
    use anonymous_consent as consent;
    consent::table
        .filter(consent::programme.eq(programme).and(consent::purpose.eq(purpose.name())))
        .select((consent::response_id, consent::action))
        .load(connection)
}

/// The same of these responses.
pub(super) fn list_anonymous_among(
    connection: &mut Database,
    programme: &str,
    purpose: super::Purpose,
    response_ids: &[i64],
) -> QueryResult<Vec<(i64, String)>> {
    use anonymous_consent as consent;
    on_engine!(connection, |engine| consent::table
        .filter(consent::programme.eq(programme).and(consent::purpose.eq(purpose.name())))
        .filter(consent::response_id.eq_any(response_ids))
        .select((consent::response_id, consent::action))
        .load(engine))
}

/// Actions on a purpose by one response of nobody known.
pub(super) fn list_anonymous_actions(
    connection: &mut Database,
    response_id: i64,
    purpose: super::Purpose,
) -> QueryResult<Vec<String>> {
    use anonymous_consent as consent;
    consent::table
        .filter(consent::response_id.eq(response_id).and(consent::purpose.eq(purpose.name())))
        .select(consent::action)
        .load(connection)
}

/// One anonymous consent as its day's digest covers it: all but its own id and the day.
#[derive(Clone, Debug, Queryable, Selectable, serde::Serialize)]
#[diesel(table_name = anonymous_consent)]
pub(super) struct AnonymousForm {
    response_id: i64,
    programme: String,
    purpose: String,
    action: String,
    notice_sha256: String,
    notice_language: String,
    notice_reviewed_by: Option<String>,
}

/// A day's anonymous consents, in an order that says nothing.
pub(super) fn list_anonymous_of_day(
    connection: &mut Database,
    date: NaiveDate,
) -> QueryResult<Vec<AnonymousForm>> {
    use anonymous_consent as consent;
    consent::table
        .filter(consent::on_date.eq(date))
        .order((consent::response_id, consent::id))
        .select(AnonymousForm::as_select())
        .load(connection)
}

/// Days before `today` that have anonymous consents.
pub(super) fn list_anonymous_days(
    connection: &mut Database,
    today: NaiveDate,
) -> QueryResult<Vec<NaiveDate>> {
    anonymous_consent::table
        .filter(anonymous_consent::on_date.lt(today))
        .select(anonymous_consent::on_date)
        .distinct()
        .order(anonymous_consent::on_date)
        .load(connection)
}

/// Days whose digest stands in the ledger already, as they are written there.
pub(super) fn list_digest_days(connection: &mut Database) -> QueryResult<Vec<String>> {
    consent_event::table
        .filter(consent_event::kind.eq("digest"))
        .select(consent_event::programme)
        .load(connection)
}

/// Why a number is suppressed, if it is.
pub fn find_suppression(
    connection: &mut Database,
    contact_index: &[u8],
) -> QueryResult<Option<String>> {
    on_engine!(connection, |engine| suppression::table
        .find(contact_index)
        .select(suppression::reason)
        .get_result(engine)
        .optional())
}

/// Why a number is suppressed, if it is, sought with what other rooms keep.
pub struct WhySuppressed<'a>(pub &'a [u8]);

sought!(WhySuppressed<'_>, |this, out| {
    out.push_sql(
        "CAST(NULL AS BIGINT), reason, CAST(NULL AS TEXT), CAST(NULL AS TEXT), \
         CAST(NULL AS BYTEA) FROM suppression WHERE contact_index = ",
    );
    out.push_bind_param::<Binary, _>(this.0)?;
});

impl Sought for WhySuppressed<'_> {
    type Found = Option<String>;

    fn found(&self, rows: Vec<Row>) -> Result<Option<String>, StoreError> {
        Ok(rows.into_iter().next().and_then(|Row { texts: [reason, ..], .. }| reason))
    }
}

/// Which of these numbers are suppressed.
pub fn list_suppressed_among(
    connection: &mut Database,
    contact_indexes: &[Vec<u8>],
) -> QueryResult<HashSet<Vec<u8>>> {
    let rows: Vec<Vec<u8>> = suppression::table
        .filter(suppression::contact_index.eq_any(contact_indexes))
        .select(suppression::contact_index)
        .load(connection)?;
    Ok(rows.into_iter().collect())
}

/// What a participant's consents say, oldest first: one line an event.
pub fn list_history(
    connection: &mut Database,
    participant_id: i64,
) -> Result<Vec<History>, StoreError> {
    let rows: Vec<EventRow> = consent_event::table
        .filter(consent_event::participant_id.eq(participant_id))
        .order(consent_event::id)
        .select(EventRow::as_select())
        .load(connection)?;
    rows.into_iter()
        .map(|row| {
            let fault = || StoreError::inconsistent("consent_event", &row.id);
            Ok(History {
                purpose: row.purpose.parse().map_err(|_| fault())?,
                action: Action::from_name(&row.action).ok_or_else(fault)?,
                programme: row.programme,
                method: row.method,
                occurred_at: row.occurred_at,
                recorded_at: row.recorded_at,
            })
        })
        .collect()
}

/// One event of a participant, as it is shown to staff.
#[derive(Clone, Debug)]
pub struct History {
    /// What it is about.
    pub purpose: super::Purpose,
    /// What happened.
    pub action: Action,
    /// The programme; empty if it reaches all.
    pub programme: String,
    /// How it was said.
    pub method: String,
    /// When it was said.
    pub occurred_at: NaiveDateTime,
    /// When it was written down.
    pub recorded_at: NaiveDateTime,
}

/// Every number on the suppression list, by its blind index.
pub fn list_suppressed(connection: &mut Database) -> QueryResult<Vec<Vec<u8>>> {
    suppression::table.select(suppression::contact_index).load(connection)
}

/// Puts a number on the suppression list; a later reason replaces the first.
pub(super) fn insert_suppression(
    connection: &mut Database,
    contact_index: &[u8],
    reason: &str,
    since: NaiveDateTime,
) -> QueryResult<()> {
    let row = (
        suppression::contact_index.eq(contact_index),
        suppression::reason.eq(reason),
        suppression::since.eq(since),
    );
    on_engine!(connection, |engine| diesel::insert_into(suppression::table)
        .values(row)
        .on_conflict(suppression::contact_index)
        .do_update()
        .set(suppression::reason.eq(reason))
        .execute(engine))?;
    Ok(())
}

/// Takes a number off the suppression list.
pub(super) fn delete_suppression(
    connection: &mut Database,
    contact_index: &[u8],
) -> QueryResult<()> {
    diesel::delete(suppression::table.find(contact_index)).execute(connection)?;
    Ok(())
}
