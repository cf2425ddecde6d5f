//! Whom an import brought, and what they have done since.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::on_engine;
use crate::people::store::sharing::list_sharers;
use crate::storage::Database;
use crate::storage::schema::{
    consent_event, contact_point, conversation, invitation, people_import, people_import_person,
    response,
};

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

/// Whether somebody answered, texted, was texted or is about to be, said yes or no themselves, or
/// came with another list too. Whoever is texted has a conversation.
pub fn has_done_anything(
    connection: &mut Database,
    import_id: i64,
    participant_id: i64,
) -> QueryResult<bool> {
    let of = participant_id;
    let talked = conversation::table.filter(conversation::participant_id.eq(of));
    let answered = response::table.filter(response::participant_id.eq(of));
    let asked = invitation::table.filter(invitation::participant_id.eq(of));
    let said = consent_event::table
        .filter(consent_event::participant_id.eq(of).and(consent_event::method.ne("import")));
    let listed = people_import_person::table
        .filter(people_import_person::participant_id.eq(of))
        .filter(people_import_person::import_id.ne(import_id));
    Ok(is_there!(connection, talked)?
        || has_talk_of_unknown(connection, of)?
        || is_there!(connection, answered)?
        || is_there!(connection, asked)?
        || is_there!(connection, said)?
        || is_there!(connection, listed)?)
}

/// Whether a number of theirs is said to be somebody else's: nobody knows yet who talked there.
fn has_talk_of_unknown(connection: &mut Database, participant_id: i64) -> QueryResult<bool> {
    let theirs = contact_point::table
        .filter(contact_point::participant_id.eq(participant_id))
        .select(contact_point::id);
    let talks: Vec<(i64, i64)> = conversation::table
        .filter(conversation::contact_point_id.eq_any(theirs))
        .select((conversation::contact_point_id, conversation::participant_id))
        .load(connection)?;
    let on: Vec<i64> = talks.iter().map(|(contact_point_id, _)| *contact_point_id).collect();
    let sharers = if on.is_empty() { HashMap::new() } else { list_sharers(connection, &on)? };
    let is_shared = |(on, with): &(i64, i64)| sharers.get(on).is_some_and(|all| all.contains(with));
    Ok(talks.iter().any(|talk| talk.1 != participant_id && !is_shared(talk)))
}

/// Somebody's place in a panel goes over to another import that lists them for it too; whether
/// there is one.
pub fn pass_on_membership(
    connection: &mut Database,
    panel_id: i64,
    brought: &Brought,
) -> QueryResult<bool> {
    use people_import_person as person;
    let same_panel =
        people_import::table.filter(people_import::panel_id.eq(panel_id)).select(people_import::id);
    let others = person::table
        .filter(person::participant_id.eq(brought.participant_id))
        .filter(person::import_id.ne(brought.import_id))
        .filter(person::import_id.eq_any(same_panel));
    let passed = diesel::update(others).set(person::joined_panel.eq(true)).execute(connection)?;
    Ok(passed > 0)
}
