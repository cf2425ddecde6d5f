//! The ledger's chain in the database: its head, and the events that stand in it or wait to.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::EventRow;
use crate::storage::Database;
use crate::storage::schema::{chain_head, consent_event};
use crate::{fixed_statement, on_engine};

const CHAIN: &str = "consent";

/// Takes hold of the chain's head: `(seq, hash)`. Other nodes wait until this transaction ends.
pub fn lock_chain_head(connection: &mut Database) -> QueryResult<(i64, String)> {
    diesel::update(chain_head::table.find(CHAIN))
        .set(chain_head::seq.eq(chain_head::seq))
        .returning((chain_head::seq, chain_head::hash))
        .get_result(connection)
}

/// The chain's head without holding it.
pub fn chain_head(connection: &mut Database) -> QueryResult<(i64, String)> {
    chain_head::table.find(CHAIN).select((chain_head::seq, chain_head::hash)).first(connection)
}

/// Puts the chain's head where the last sealed event is.
pub fn move_chain_head(connection: &mut Database, seq: i64, hash: &str) -> QueryResult<()> {
    diesel::update(chain_head::table.find(CHAIN))
        .set((chain_head::seq.eq(seq), chain_head::hash.eq(hash)))
        .execute(connection)?;
    Ok(())
}

/// Events not sealed yet, in order of id.
pub fn list_unsealed(connection: &mut Database, most: i64) -> QueryResult<Vec<EventRow>> {
    consent_event::table
        .filter(consent_event::seq.is_null())
        .order(consent_event::id)
        .limit(most)
        .select(EventRow::as_select())
        .load(connection)
}

/// How many events are not sealed yet.
pub fn count_unsealed(connection: &mut Database) -> QueryResult<i64> {
    consent_event::table.filter(consent_event::seq.is_null()).count().get_result(connection)
}

/// Seals one event.
pub fn seal_event(
    connection: &mut Database,
    id: i64,
    seq: i64,
    previous_hash: &str,
    hash: &str,
) -> QueryResult<()> {
    on_engine!(connection, |engine| SealEvent { id, seq, previous_hash, hash }.execute(engine))?;
    Ok(())
}

struct SealEvent<'a> {
    id: i64,
    seq: i64,
    previous_hash: &'a str,
    hash: &'a str,
}

fixed_statement!(SealEvent, (), |this, out| {
    out.push_sql("UPDATE consent_event SET seq = ");
    out.push_bind_param::<BigInt, _>(&this.seq)?;
    out.push_sql(", previous_hash = ");
    out.push_bind_param::<Text, _>(this.previous_hash)?;
    out.push_sql(", hash = ");
    out.push_bind_param::<Text, _>(this.hash)?;
    out.push_sql(" WHERE id = ");
    out.push_bind_param::<BigInt, _>(&this.id)?;
});

/// Sealed events after a place in the chain and up to another, in its order.
pub fn list_sealed(
    connection: &mut Database,
    after_seq: i64,
    up_to_seq: i64,
    most: i64,
) -> QueryResult<Vec<EventRow>> {
    consent_event::table
        .filter(consent_event::seq.gt(after_seq))
        .filter(consent_event::seq.le(up_to_seq))
        .order(consent_event::seq)
        .limit(most)
        .select(EventRow::as_select())
        .load(connection)
}

/// The last place of the chain that an event stands at; 0 if none does.
pub fn find_last_seq(connection: &mut Database) -> QueryResult<i64> {
    let last: Option<i64> =
        consent_event::table.select(diesel::dsl::max(consent_event::seq)).get_result(connection)?;
    Ok(last.unwrap_or_default())
}
