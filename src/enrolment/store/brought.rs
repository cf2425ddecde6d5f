//! Whom an import brought, and what they have done since.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::on_engine;
use crate::people::store::many::forget_person;
use crate::storage::schema::{
    consent_event, contact_point, conversation, outbox_message, participant, people_import_person,
    response,
};
use crate::storage::{Database, QueryError, StoreError};

/// Somebody an import brought.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = people_import_person)]
pub struct Brought {
    /// The import.
    pub import_id: i64,
    /// Who.
    pub participant_id: i64,
    /// Whether nobody knew them before.
    pub is_new: bool,
    /// Whether they joined the panel by it.
    pub joined_panel: bool,
    /// Whether their yes was stated with it.
    pub has_proof: bool,
    /// Which blanks it filled, as a JSON array.
    pub filled: String,
}

/// Keeps whom an import brought.
pub fn insert_brought(connection: &mut Database, brought: &[Brought]) -> QueryResult<()> {
    if brought.is_empty() {
        return Ok(());
    }
    on_engine!(connection, |engine| diesel::insert_into(people_import_person::table)
        .values(brought)
        .execute(engine))?;
    Ok(())
}

/// Whom of these people an import has brought already.
pub fn list_brought_among(
    connection: &mut Database,
    import_id: i64,
    participant_ids: &[i64],
) -> QueryResult<HashMap<i64, Brought>> {
    use people_import_person as person;
    let rows: Vec<Brought> = person::table
        .filter(person::import_id.eq(import_id))
        .filter(person::participant_id.eq_any(participant_ids))
        .select(Brought::as_select())
        .load(connection)?;
    Ok(rows.into_iter().map(|brought| (brought.participant_id, brought)).collect())
}

/// Keeps that a later row of the same file stated somebody's yes.
pub fn mark_proven(
    connection: &mut Database,
    import_id: i64,
    participant_id: i64,
) -> QueryResult<()> {
    diesel::update(people_import_person::table.find((import_id, participant_id)))
        .set(people_import_person::has_proof.eq(true))
        .execute(connection)?;
    Ok(())
}

/// Some of whom an import brought.
pub fn list_brought(
    connection: &mut Database,
    import_id: i64,
    most: i64,
) -> QueryResult<Vec<Brought>> {
    people_import_person::table
        .filter(people_import_person::import_id.eq(import_id))
        .order(people_import_person::participant_id)
        .limit(most)
        .select(Brought::as_select())
        .load(connection)
}

/// Forgets that an import brought somebody.
pub fn delete_brought(connection: &mut Database, brought: &Brought) -> QueryResult<()> {
    let row = people_import_person::table.find((brought.import_id, brought.participant_id));
    diesel::delete(row).execute(connection)?;
    Ok(())
}

macro_rules! is_there {
    ($connection:expr, $query:expr) => {
        diesel::select(diesel::dsl::exists($query)).get_result::<bool>($connection)
    };
}

/// Whether somebody answered, texted, was texted, said yes or no themselves, or came with another
/// list too.
pub fn has_done_anything(
    connection: &mut Database,
    import_id: i64,
    participant_id: i64,
) -> QueryResult<bool> {
    let of = participant_id;
    let talked = conversation::table.filter(conversation::participant_id.eq(of));
    let answered = response::table.filter(response::participant_id.eq(of));
    let reached = outbox_message::table
        .inner_join(contact_point::table.on(contact_point::id.eq(outbox_message::contact_point_id)))
        .filter(contact_point::participant_id.eq(of));
    let said = consent_event::table
        .filter(consent_event::participant_id.eq(of).and(consent_event::method.ne("import")));
    let listed = people_import_person::table
        .filter(people_import_person::participant_id.eq(of))
        .filter(people_import_person::import_id.ne(import_id));
    Ok(is_there!(connection, talked)?
        || is_there!(connection, answered)?
        || is_there!(connection, reached)?
        || is_there!(connection, said)?
        || is_there!(connection, listed)?)
}

/// Takes somebody out of whom nothing else is known. `false`, and nothing changed, if another room
/// keeps something of theirs.
pub fn take_out(connection: &mut Database, participant_id: i64) -> Result<bool, StoreError> {
    let outcome = connection.transaction(|connection| {
        forget_person(connection, participant_id).map_err(Failure)?;
        let said = consent_event::table.filter(consent_event::participant_id.eq(participant_id));
        if !is_there!(connection, said)? {
            diesel::delete(participant::table.find(participant_id)).execute(connection)?;
        }
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(true),
        Err(Failure(StoreError::Query(QueryError::DatabaseError(
            diesel::result::DatabaseErrorKind::ForeignKeyViolation,
            _,
        )))) => Ok(false),
        Err(Failure(error)) => Err(error),
    }
}

/// Carries an error through diesel's transaction.
struct Failure(StoreError);

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        Self(error.into())
    }
}
