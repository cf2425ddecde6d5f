//! Conversations and inbound texts in the database.

pub mod forgetting;
pub mod still;
pub mod takeover;
pub mod texts;

use chrono::NaiveDateTime;
use diesel::backend::Backend;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Binary, HasSqlType, Nullable, Text, Timestamp};
use diesel::sqlite::Sqlite;

use super::{State, Step};
use crate::calls::flow::Said;
use crate::crypto::{Keys, Place};
use crate::i18n::Language;
use crate::storage::schema::{conversation, inbound_message};
use crate::storage::{Change, Database, Moment, Row, Sought, StoreError};
use crate::{fixed_statement, on_engine};

/// A conversation held by this transaction.
pub struct Held {
    /// Row.
    pub id: i64,
    /// Whose it is.
    pub participant_id: i64,
    /// Where it is held.
    pub contact_point_id: i64,
    /// The survey under way or last gone through.
    pub version_id: Option<i64>,
    /// The response being given.
    pub response_id: Option<i64>,
    /// Where it stands.
    pub state: State,
}

type Columns = (i64, i64, i64, Option<i64>, Option<i64>, String);

/// Takes hold of a phone's conversation: other nodes wait until this transaction ends, so that
/// two texts of one phone are taken one after the other.
pub fn lock(connection: &mut Database, phone_index: &[u8]) -> Result<Option<Held>, StoreError> {
    let query = conversation::table.filter(conversation::phone_index.eq(phone_index)).select((
        conversation::id,
        conversation::participant_id,
        conversation::contact_point_id,
        conversation::survey_version_id,
        conversation::response_id,
        conversation::state,
    ));
    let row: Option<Columns> = match connection {
        Database::Postgres(engine) => query.for_update().get_result(engine).optional()?,
        // Whoever writes is alone.
        Database::Sqlite(engine) => query.get_result(engine).optional()?,
    };
    let Some((id, participant_id, contact_point_id, version_id, response_id, json)) = row else {
        return Ok(None);
    };
    let state =
        serde_json::from_str(&json).map_err(|_| StoreError::inconsistent("conversation", &id))?;
    Ok(Some(Held { id, participant_id, contact_point_id, version_id, response_id, state }))
}

/// Whose phone a conversation is held on.
pub struct Holder<'a> {
    /// Blind index of the phone.
    pub phone_index: &'a [u8],
    /// Who.
    pub participant_id: i64,
    /// Where.
    pub contact_point_id: i64,
    /// The language they speak.
    pub language: &'a Language,
}

/// Takes hold of a phone's conversation, and begins it if there is none yet.
pub fn lock_or_begin(
    connection: &mut Database,
    holder: &Holder<'_>,
    now: NaiveDateTime,
) -> Result<Held, StoreError> {
    if let Some(held) = lock(connection, holder.phone_index)? {
        return Ok(held);
    }
    insert(connection, holder, now)?;
    lock(connection, holder.phone_index)?
        .ok_or_else(|| StoreError::inconsistent("contact_point", &holder.contact_point_id))
}

/// Begins a phone's conversation. One that began meanwhile is left as it is.
fn insert(connection: &mut Database, holder: &Holder<'_>, now: NaiveDateTime) -> QueryResult<()> {
    let row = (
        conversation::phone_index.eq(holder.phone_index),
        conversation::participant_id.eq(holder.participant_id),
        conversation::contact_point_id.eq(holder.contact_point_id),
        conversation::state.eq(as_json(&State::new(holder.language.clone()))),
        conversation::updated_at.eq(now),
    );
    on_engine!(connection, |engine| diesel::insert_into(conversation::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(())
}

/// When a conversation last moved, in UTC.
pub fn find_last_moved(connection: &mut Database, id: i64) -> QueryResult<NaiveDateTime> {
    conversation::table.find(id).select(conversation::updated_at).get_result(connection)
}

/// What was open last with each person whose conversation moved since then:
/// `(participant, version of the survey, where it stands)`.
pub fn list_moved_since(
    connection: &mut Database,
    since: NaiveDateTime,
) -> Result<Vec<(i64, i64, Step)>, StoreError> {
    let rows: Vec<(i64, i64, i64, String)> = conversation::table
        .filter(conversation::updated_at.gt(since))
        .filter(conversation::survey_version_id.is_not_null())
        .select((
            conversation::id,
            conversation::participant_id,
            conversation::survey_version_id.assume_not_null(),
            conversation::state,
        ))
        .load(connection)?;
    rows.into_iter()
        .map(|(id, participant_id, version_id, json)| {
            let state: State = serde_json::from_str(&json)
                .map_err(|_| StoreError::inconsistent("conversation", &id))?;
            Ok((participant_id, version_id, state.step))
        })
        .collect()
}

/// Keeps where a conversation stands.
pub fn update(connection: &mut Database, held: &Held, now: NaiveDateTime) -> QueryResult<()> {
    on_engine!(connection, |engine| Keep::of(held, now).execute(engine))?;
    Ok(())
}

/// The same, as a change to be made with others.
pub fn update_to_make(held: &Held, now: NaiveDateTime) -> impl Change + use<> {
    Keep::of(held, now)
}

struct Keep {
    id: i64,
    version_id: Option<i64>,
    response_id: Option<i64>,
    state: String,
    now: Moment,
}

impl Keep {
    fn of(held: &Held, now: NaiveDateTime) -> Self {
        let Held { id, version_id, response_id, .. } = *held;
        Self { id, version_id, response_id, state: as_json(&held.state), now: Moment(now) }
    }
}

fixed_statement!(owned Keep, (), |this, out| {
    out.push_sql("UPDATE conversation SET survey_version_id = ");
    out.push_bind_param::<Nullable<BigInt>, _>(&this.version_id)?;
    out.push_sql(", response_id = ");
    out.push_bind_param::<Nullable<BigInt>, _>(&this.response_id)?;
    out.push_sql(", state = ");
    out.push_bind_param::<Text, _>(&this.state)?;
    out.push_sql(", updated_at = ");
    out.push_bind_param::<Timestamp, _>(&this.now)?;
    out.push_sql(" WHERE id = ");
    out.push_bind_param::<BigInt, _>(&this.id)?;
});

/// The blind index of the phone a conversation is held on.
pub fn find_index_of_contact(
    connection: &mut Database,
    contact_point_id: i64,
) -> QueryResult<Option<Vec<u8>>> {
    conversation::table
        .filter(conversation::contact_point_id.eq(contact_point_id))
        .select(conversation::phone_index)
        .first(connection)
        .optional()
}

/// The blind index of the phone a conversation of that row is held on.
pub fn find_index(connection: &mut Database, id: i64) -> QueryResult<Option<Vec<u8>>> {
    let phone_index = conversation::phone_index;
    conversation::table.find(id).select(phone_index).first(connection).optional()
}

/// The number, and with it the conversation, is somebody else's from now on.
pub fn update_participant(
    connection: &mut Database,
    id: i64,
    participant_id: i64,
) -> QueryResult<()> {
    diesel::update(conversation::table.find(id))
        .set(conversation::participant_id.eq(participant_id))
        .execute(connection)?;
    Ok(())
}

/// The row a text is going to have, or none if it was taken before: sought with what other rooms
/// keep, by whoever holds the conversation.
pub struct RowOfText<'a> {
    /// Conversation.
    pub conversation_id: i64,
    /// The provider's id of the text.
    pub sid: &'a str,
}

impl RowOfText<'_> {
    fn walk<'b, E>(&'b self, next_row: &str, mut out: AstPass<'_, 'b, E>) -> QueryResult<()>
    where
        E: Backend + HasSqlType<BigInt> + HasSqlType<Text>,
        i64: ToSql<BigInt, E>,
        str: ToSql<Text, E>,
    {
        out.push_sql(next_row);
        out.push_sql(
            ", CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS BYTEA) \
             WHERE NOT EXISTS (SELECT 1 FROM inbound_message WHERE conversation_id = ",
        );
        out.push_bind_param::<BigInt, _>(&self.conversation_id)?;
        out.push_sql(" AND sid = ");
        out.push_bind_param::<Text, _>(self.sid)?;
        out.push_sql(")");
        Ok(())
    }
}

impl QueryFragment<Pg> for RowOfText<'_> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.walk("nextval('inbound_message_id_seq')", out)
    }
}

impl QueryFragment<Sqlite> for RowOfText<'_> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        // No row is ever deleted, and whoever writes is alone: the next is one more.
        self.walk("(SELECT COALESCE(MAX(id), 0) + 1 FROM inbound_message)", out)
    }
}

impl Sought for RowOfText<'_> {
    type Found = Option<i64>;

    fn found(&self, rows: Vec<Row>) -> Result<Option<i64>, StoreError> {
        Ok(rows.into_iter().next().and_then(|row| row.number))
    }
}

/// A text to be kept, with what was made of it.
pub struct TextToKeep<'a> {
    /// Its row.
    pub id: i64,
    /// The provider's id of it.
    pub sid: &'a str,
    /// Conversation.
    pub conversation_id: i64,
    /// What it says, sealed.
    pub sealed_body: &'a [u8],
    /// What was made of it.
    pub reading: &'a str,
    /// When it came, in UTC.
    pub at: Moment,
}

fixed_statement!(TextToKeep, (), |this, out| {
    out.push_sql(
        "INSERT INTO inbound_message (id, sid, conversation_id, sealed_body, reading, received_at) \
         VALUES (",
    );
    out.push_bind_param::<BigInt, _>(&this.id)?;
    out.push_sql(", ");
    out.push_bind_param::<Text, _>(this.sid)?;
    out.push_sql(", ");
    out.push_bind_param::<BigInt, _>(&this.conversation_id)?;
    out.push_sql(", ");
    out.push_bind_param::<Binary, _>(this.sealed_body)?;
    out.push_sql(", ");
    out.push_bind_param::<Text, _>(this.reading)?;
    out.push_sql(", ");
    out.push_bind_param::<Timestamp, _>(&this.at)?;
    out.push_sql(")");
});

/// Texts a phone sent, oldest first: `(sid, sealed body, when)`.
pub fn list_inbound(
    connection: &mut Database,
    phone_index: &[u8],
) -> QueryResult<Vec<(String, Vec<u8>, NaiveDateTime)>> {
    inbound_message::table
        .inner_join(conversation::table.on(conversation::id.eq(inbound_message::conversation_id)))
        .filter(conversation::phone_index.eq(phone_index))
        .order(inbound_message::id)
        .select((inbound_message::sid, inbound_message::sealed_body, inbound_message::received_at))
        .load(connection)
}

/// The provider's id of a text, and its words, opened.
pub fn find_words(
    connection: &mut Database,
    keys: &Keys,
    inbound_id: i64,
) -> Result<(String, String), StoreError> {
    let (sid, sealed): (String, Vec<u8>) = inbound_message::table
        .find(inbound_id)
        .select((inbound_message::sid, inbound_message::sealed_body))
        .get_result(connection)?;
    let body = opened(keys, inbound_id, &sid, &sealed)?;
    Ok((sid, body))
}

/// The last texts from a contact point, and the one that is named, opened, the latest first.
pub fn list_said(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
    about: Option<i64>,
    most: i64,
) -> Result<Vec<Said>, StoreError> {
    type Row = (i64, String, Vec<u8>, String, NaiveDateTime);
    let columns = (
        inbound_message::id,
        inbound_message::sid,
        inbound_message::sealed_body,
        inbound_message::reading,
        inbound_message::received_at,
    );
    let mut rows: Vec<Row> = inbound_message::table
        .inner_join(conversation::table.on(conversation::id.eq(inbound_message::conversation_id)))
        .filter(conversation::contact_point_id.eq(contact_point_id))
        .filter(inbound_message::reading.ne(forgetting::ERASED))
        .order(inbound_message::id.desc())
        .limit(most)
        .select(columns)
        .load(connection)?;
    if let Some(about) = about.filter(|about| rows.iter().all(|row| row.0 != *about)) {
        rows.push(inbound_message::table.find(about).select(columns).get_result(connection)?);
    }
    rows.into_iter()
        .map(|(id, sid, sealed, reading, at)| {
            Ok(Said { body: opened(keys, id, &sid, &sealed)?, id, reading, at })
        })
        .collect()
}

fn opened(keys: &Keys, id: i64, sid: &str, sealed: &[u8]) -> Result<String, StoreError> {
    let place = Place { table: "inbound_message", column: "body", row: sid };
    keys.open(place, sealed).map_err(|_| StoreError::inconsistent("inbound_message", &id))
}

fn as_json(state: &State) -> String {
    serde_json::to_string(state).expect("a state is always JSON")
}
