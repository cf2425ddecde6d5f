//! Which secret key a database is written with.

use diesel::prelude::*;

use super::schema::key_check;
use super::{Database, Store, StoreError};
use crate::on_engine;

/// The table holds this one row.
const ROW: i64 = 1;

impl Store {
    /// The keyed hash by which the database knows its key; none before a key was used on it.
    pub fn find_key_check_now(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.read_now(|connection| Ok(find(connection)?))
    }

    /// Binds the database to a key, unless it is bound already; the hash it is bound to.
    pub fn bind_to_key_now(&self, key_index: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        self.write_now(move |connection| {
            let row = (key_check::id.eq(ROW), key_check::key_index.eq(&key_index));
            // Of nodes that start at the same time on an empty database, one is first.
            on_engine!(connection, |engine| diesel::insert_into(key_check::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(engine))?;
            find(connection)?.ok_or_else(|| StoreError::inconsistent("key_check", &ROW))
        })
    }
}

fn find(connection: &mut Database) -> QueryResult<Option<Vec<u8>>> {
    key_check::table.find(ROW).select(key_check::key_index).first(connection).optional()
}
