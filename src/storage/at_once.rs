//! What would take several ways to the database, taken in one.
//!
//! On PostgreSQL each statement is a way to the server and back, and most of what a text costs is
//! these ways.

use diesel::backend::Backend;
use diesel::pg::{Pg, PgConnection};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Binary, Integer, Nullable, Text};
use diesel::sqlite::{Sqlite, SqliteConnection};

use super::{Database, StoreError};
use crate::on_engine;

/// What one room seeks: all that follows `SELECT`, where a number, three texts and bytes are
/// selected. What of these it has no use for is a `CAST(NULL AS …)` of that type.
pub trait Sought: QueryFragment<Pg> + QueryFragment<Sqlite> {
    /// What is made of the rows.
    type Found;

    /// What these rows say. They come in no order.
    fn found(&self, rows: Vec<Row>) -> Result<Self::Found, StoreError>;
}

/// A row of what is sought.
#[derive(Debug)]
pub struct Row {
    /// The number.
    pub number: Option<i64>,
    /// The three texts.
    pub texts: [Option<String>; 3],
    /// The bytes.
    pub bytes: Option<Vec<u8>>,
}

/// What was found of five things sought.
type Found<A, B, C, D, E> = (
    <A as Sought>::Found,
    <B as Sought>::Found,
    <C as Sought>::Found,
    <D as Sought>::Found,
    <E as Sought>::Found,
);

/// Reads all that is sought, in one statement: as it stood at one moment.
pub fn find_at_once<A: Sought, B: Sought, C: Sought, D: Sought, E: Sought>(
    connection: &mut Database,
    sought: &(A, B, C, D, E),
) -> Result<Found<A, B, C, D, E>, StoreError> {
    let rows: Vec<Columns> = on_engine!(connection, |engine| AtOnce(sought).load(engine))?;
    let mut of_each: [Vec<Row>; 5] = Default::default();
    for (place, number, first, second, third, bytes) in rows {
        let of_one = usize::try_from(place).ok().and_then(|place| of_each.get_mut(place));
        let of_one = of_one.ok_or_else(|| StoreError::inconsistent("what is sought", &place))?;
        of_one.push(Row { number, texts: [first, second, third], bytes });
    }
    let [first, second, third, fourth, fifth] = of_each;
    Ok((
        sought.0.found(first)?,
        sought.1.found(second)?,
        sought.2.found(third)?,
        sought.3.found(fourth)?,
        sought.4.found(fifth)?,
    ))
}

type Columns = (i32, Option<i64>, Option<String>, Option<String>, Option<String>, Option<Vec<u8>>);

struct AtOnce<'a, T>(&'a T);

impl<T> QueryId for AtOnce<'_, T> {
    type QueryId = ();
    // What each room seeks may borrow: the statement is known by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T> Query for AtOnce<'_, T> {
    type SqlType = (
        Integer,
        Nullable<BigInt>,
        Nullable<Text>,
        Nullable<Text>,
        Nullable<Text>,
        Nullable<Binary>,
    );
}

impl<C, T> RunQueryDsl<C> for AtOnce<'_, T> {}

impl<O, A, B, C, D, E> QueryFragment<O> for AtOnce<'_, (A, B, C, D, E)>
where
    O: Backend,
    A: QueryFragment<O>,
    B: QueryFragment<O>,
    C: QueryFragment<O>,
    D: QueryFragment<O>,
    E: QueryFragment<O>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, O>) -> QueryResult<()> {
        let (first, second, third, fourth, fifth) = self.0;
        out.push_sql("SELECT 0, ");
        first.walk_ast(out.reborrow())?;
        out.push_sql(" UNION ALL SELECT 1, ");
        second.walk_ast(out.reborrow())?;
        out.push_sql(" UNION ALL SELECT 2, ");
        third.walk_ast(out.reborrow())?;
        out.push_sql(" UNION ALL SELECT 3, ");
        fourth.walk_ast(out.reborrow())?;
        out.push_sql(" UNION ALL SELECT 4, ");
        fifth.walk_ast(out)
    }
}

/// A change of which nothing else in its transaction wants to know: made by
/// [`fixed_statement!`](crate::fixed_statement).
pub trait Change: QueryFragment<Pg> {
    /// Makes it by itself.
    fn make_on_sqlite(self: Box<Self>, connection: &mut SqliteConnection) -> QueryResult<()>;
}

/// Changes that are made together. They are of different rows, and in no order.
#[derive(Default)]
pub struct Changes<'a>(Vec<Box<dyn Change + 'a>>);

impl<'a> Changes<'a> {
    /// One more.
    pub fn add(&mut self, change: impl Change + 'a) {
        self.0.push(Box::new(change));
    }

    /// Makes those that were added, each once.
    pub fn make(&mut self, connection: &mut Database) -> QueryResult<()> {
        let changes = Self(std::mem::take(&mut self.0));
        match connection {
            Database::Sqlite(engine) => {
                changes.0.into_iter().try_for_each(|change| change.make_on_sqlite(engine))
            }
            Database::Postgres(_) if changes.0.is_empty() => Ok(()),
            Database::Postgres(engine) => changes.execute(engine).map(drop),
        }
    }
}

impl QueryId for Changes<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl RunQueryDsl<PgConnection> for Changes<'_> {}

/// `WITH change_0 AS (…), change_1 AS (…) …`
impl QueryFragment<Pg> for Changes<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Some((last, others)) = self.0.split_last() else { return Ok(()) };
        for (index, change) in others.iter().enumerate() {
            out.push_sql(if index == 0 { "WITH change_" } else { ", change_" });
            out.push_sql(&index.to_string());
            out.push_sql(" AS (");
            change.walk_ast(out.reborrow())?;
            out.push_sql(")");
        }
        out.push_sql(if others.is_empty() { "" } else { " " });
        last.walk_ast(out)
    }
}
