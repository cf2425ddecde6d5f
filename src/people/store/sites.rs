//! Sites in the database.

use diesel::prelude::*;

use crate::on_engine;
use crate::people::SiteName;
use crate::storage::schema::{participant, site};
use crate::storage::{Database, StoreError};

/// A site.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Site {
    /// Row.
    pub id: i64,
    /// What it is called.
    pub name: String,
}

/// Every site, by the order in which they were added.
pub fn list_sites(connection: &mut Database) -> QueryResult<Vec<Site>> {
    site::table.order(site::id).select((site::id, site::name)).load(connection)
}

/// The site of that row.
pub fn find_site(connection: &mut Database, id: i64) -> QueryResult<Option<Site>> {
    site::table.find(id).select((site::id, site::name)).get_result(connection).optional()
}

/// Adds a site; `None` if there is one of that name.
pub fn insert_site(connection: &mut Database, name: &SiteName) -> QueryResult<Option<i64>> {
    on_engine!(connection, |engine| diesel::insert_into(site::table)
        .values(site::name.eq(name.as_str()))
        .on_conflict_do_nothing()
        .returning(site::id)
        .get_result(engine)
        .optional())
}

/// Gives a site another name, if it still has the one that was seen; tells whether it did. A name
/// that another site has is a unique violation.
pub fn update_site_name(
    connection: &mut Database,
    id: i64,
    seen: &str,
    name: &SiteName,
) -> QueryResult<bool> {
    let changed = diesel::update(site::table.find(id).filter(site::name.eq(seen)))
        .set(site::name.eq(name.as_str()))
        .execute(connection)?;
    Ok(changed > 0)
}

/// Removes a site that nobody belongs to; tells whether it did.
pub fn delete_unused_site(connection: &mut Database, id: i64) -> Result<bool, StoreError> {
    let belongs: Option<i64> = participant::table
        .filter(participant::site_id.eq(id))
        .select(participant::id)
        .first(connection)
        .optional()?;
    if belongs.is_some() {
        return Ok(false);
    }
    Ok(diesel::delete(site::table.find(id)).execute(connection)? > 0)
}
