//! The ledger's chain in the database: its head, and the events that stand in it or wait to.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text};

use super::EventRow;
use crate::fixed_statement;
use crate::storage::Database;
use crate::storage::schema::{chain_head, consent_event};

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

/// An event's place in the chain.
pub struct Link {
    /// Row of the event.
    pub id: i64,
    /// Its place.
    pub seq: i64,
    /// The hash of the event before.
    pub previous_hash: String,
    /// The hash over both.
    pub hash: String,
}

/// Seals these events.
pub fn seal_events(connection: &mut Database, links: &[Link]) -> QueryResult<()> {
    match connection {
        Database::Postgres(engine) => seal_together(engine, links),
        Database::Sqlite(engine) => links.iter().try_for_each(|link| {
            let Link { id, seq, previous_hash, hash } = link;
            SealEvent { id: *id, seq: *seq, previous_hash, hash }.execute(engine).map(drop)
        }),
    }
}

/// In one statement: texts that come in share the server with this, and each would cost a round
/// trip of theirs.
fn seal_together(engine: &mut PgConnection, links: &[Link]) -> QueryResult<()> {
    let column = |of: fn(&Link) -> &str| links.iter().map(of).collect::<Vec<_>>();
    diesel::sql_query(
        "UPDATE consent_event SET seq = link.seq, previous_hash = link.previous_hash, \
         hash = link.hash FROM unnest($1, $2, $3, $4) AS link (id, seq, previous_hash, hash) \
         WHERE consent_event.id = link.id",
    )
    .bind::<Array<BigInt>, _>(links.iter().map(|link| link.id).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(links.iter().map(|link| link.seq).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(column(|link| &link.previous_hash))
    .bind::<Array<Text>, _>(column(|link| &link.hash))
    .execute(engine)?;
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
