//! Which tables there are, as the database itself says, and how their rows are read and written.

use std::collections::BTreeMap;

use diesel::RunQueryDsl as _;
use diesel::sql_types::{BigInt, Bool, Text};

use super::BackupError;
use crate::on_engine;
use crate::storage::Database;

const SQLITE_COLUMNS: &str = "\
    SELECT t.name AS table_name, c.name AS name, c.type AS kind, \
    CAST(c.pk AS INTEGER) AS key_place, 0 AS is_counted \
    FROM pragma_table_list AS t, pragma_table_info(t.name) AS c \
    WHERE t.schema = 'main' AND t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_' \
    AND t.name <> '__diesel_schema_migrations' ORDER BY t.name, c.cid";
const SQLITE_REFERENCES: &str = "\
    SELECT t.name AS table_name, r.\"table\" AS refers_to \
    FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS r \
    WHERE t.schema = 'main' AND t.type = 'table'";
const POSTGRES_COLUMNS: &str = "\
    SELECT t.relname::text AS table_name, c.attname::text AS name, \
    format_type(c.atttypid, c.atttypmod) AS kind, \
    coalesce(array_position(k.conkey, c.attnum), 0)::bigint AS key_place, \
    pg_get_serial_sequence(quote_ident(t.relname), c.attname) IS NOT NULL AS is_counted \
    FROM pg_class AS t \
    JOIN pg_attribute AS c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped \
    AND c.attgenerated = '' \
    LEFT JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'p' \
    WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace \
    AND t.relname <> '__diesel_schema_migrations' ORDER BY t.relname COLLATE \"C\", c.attnum";
const POSTGRES_REFERENCES: &str = "\
    SELECT t.relname::text AS table_name, r.relname::text AS refers_to FROM pg_constraint AS k \
    JOIN pg_class AS t ON t.oid = k.conrelid JOIN pg_class AS r ON r.oid = k.confrelid \
    WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace";

/// Tables whose rows are worked out of the others, and are worked out again after a restore: the
/// rows that come in note whom to count.
const WORKED_OUT: [&str; 6] = [
    "changed_voice",
    "ranking_count",
    "counted_survey",
    "counted_group",
    "counted_ballot",
    "counted_voice",
];

/// A table as the catalogue describes it.
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    engine: Engine,
}

#[derive(diesel::QueryableByName)]
pub struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    /// Its place in the primary key, from 1; 0 if it stands outside.
    #[diesel(sql_type = BigInt)]
    key_place: i64,
    /// Whether a sequence gives its values.
    #[diesel(sql_type = Bool)]
    is_counted: bool,
}

#[derive(diesel::QueryableByName)]
struct Reference {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    refers_to: String,
}

#[derive(Clone, Copy)]
enum Engine {
    Sqlite,
    Postgres,
}

/// Every table of the schema that a backup holds, each after those it refers to.
pub fn list_tables(connection: &mut Database) -> Result<Vec<Table>, BackupError> {
    let (engine, columns, references) = match connection {
        Database::Sqlite(_) => (Engine::Sqlite, SQLITE_COLUMNS, SQLITE_REFERENCES),
        Database::Postgres(_) => (Engine::Postgres, POSTGRES_COLUMNS, POSTGRES_REFERENCES),
    };
    let columns: Vec<Column> =
        on_engine!(connection, |engine| diesel::sql_query(columns).load(engine))?;
    let references: Vec<Reference> =
        on_engine!(connection, |engine| diesel::sql_query(references).load(engine))?;
    let mut tables = BTreeMap::<String, Table>::new();
    for column in columns {
        if WORKED_OUT.contains(&column.table_name.as_str()) {
            continue;
        }
        let name = column.table_name.clone();
        let empty = || Table { name: name.clone(), columns: Vec::new(), engine };
        tables.entry(name.clone()).or_insert_with(empty).columns.push(column);
    }
    in_order(tables, &references)
}

fn in_order(
    mut left: BTreeMap<String, Table>,
    references: &[Reference],
) -> Result<Vec<Table>, BackupError> {
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |name: &str| {
            references.iter().any(|reference| {
                reference.table_name == name
                    && reference.refers_to != name
                    && left.contains_key(&reference.refers_to)
            })
        };
        let Some(next) = left.keys().find(|name| !waits(name)).cloned() else {
            let names: Vec<String> = left.into_keys().collect();
            return Err(BackupError::Circle(names.join(", ")));
        };
        ordered.extend(left.remove(&next));
    }
    Ok(ordered)
}

impl Table {
    /// The query for its rows in the order of their key, each as a JSON array named `line`.
    ///
    /// The order of a key that is drawn at random tells nothing of the order of arrival.
    pub fn select(&self) -> Result<String, BackupError> {
        let values: Result<Vec<_>, _> = self.columns.iter().map(|c| self.written(c)).collect();
        let mut key: Vec<&Column> = self.columns.iter().filter(|c| c.key_place > 0).collect();
        key.sort_by_key(|column| column.key_place);
        let key: Vec<String> = key.into_iter().map(|column| quoted(&column.name)).collect();
        let order = if key.is_empty() { "1".to_owned() } else { key.join(", ") };
        let array = match self.engine {
            Engine::Sqlite => "json_array",
            Engine::Postgres => "json_build_array",
        };
        let text = match self.engine {
            Engine::Sqlite => "",
            Engine::Postgres => "::text",
        };
        Ok(format!(
            "SELECT {array}({}){text} AS line FROM {} ORDER BY {order}",
            values?.join(", "),
            quoted(&self.name)
        ))
    }

    /// The statement that takes a JSON array of rows, with their values in the order of `columns`.
    pub fn insert(&self, columns: &[String]) -> Result<String, BackupError> {
        let find = |name: &String| self.columns.iter().find(|column| column.name == *name);
        let known: Option<Vec<&Column>> = columns.iter().map(find).collect();
        let known = known
            .filter(|known| known.len() == self.columns.len())
            .ok_or_else(|| BackupError::Broken(format!("{} has other columns here", self.name)))?;
        let names: Vec<String> = known.iter().map(|column| quoted(&column.name)).collect();
        let values: Result<Vec<_>, _> =
            known.iter().enumerate().map(|(at, column)| self.read(column, at)).collect();
        let rows = match self.engine {
            Engine::Sqlite => "json_each(?)",
            Engine::Postgres => "json_array_elements($1::json) AS row(value)",
        };
        Ok(format!(
            "INSERT INTO {} ({}) SELECT {} FROM {rows}",
            quoted(&self.name),
            names.join(", "),
            values?.join(", ")
        ))
    }

    /// The statements after which new rows get ids that no restored row has.
    pub fn count_on(&self) -> impl Iterator<Item = String> + '_ {
        self.columns.iter().filter(|column| column.is_counted).map(|column| {
            let (table, name) = (quoted(&self.name), quoted(&column.name));
            format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{}'), max({name})) FROM {table}",
                column.name
            )
        })
    }

    fn written(&self, column: &Column) -> Result<String, BackupError> {
        let name = quoted(&column.name);
        Ok(match (self.engine, column.kind.as_str()) {
            (Engine::Sqlite, "INTEGER" | "TEXT" | "REAL")
            | (Engine::Postgres, "bigint" | "integer" | "text" | "double precision") => name,
            (Engine::Sqlite, "BLOB") => {
                format!("iif({name} IS NULL, NULL, lower(hex({name})))")
            }
            (Engine::Postgres, "bytea") => format!("encode({name}, 'hex')"),
            (Engine::Postgres, "boolean") => format!("{name}::int"),
            (Engine::Postgres, "date") => format!("to_char({name}, 'YYYY-MM-DD')"),
            // As diesel writes a time into SQLite: with no, three or six places.
            (Engine::Postgres, "timestamp without time zone") => format!(
                "to_char({name}, 'YYYY-MM-DD HH24:MI:SS' || CASE \
                 WHEN extract(microseconds FROM {name})::bigint % 1000000 = 0 THEN '' \
                 WHEN extract(microseconds FROM {name})::bigint % 1000 = 0 THEN '.MS' \
                 ELSE '.US' END)"
            ),
            _ => return Err(self.unknown(column)),
        })
    }

    fn read(&self, column: &Column, at: usize) -> Result<String, BackupError> {
        Ok(match (self.engine, column.kind.as_str()) {
            (Engine::Sqlite, "INTEGER" | "TEXT" | "REAL") => format!("value ->> {at}"),
            (Engine::Sqlite, "BLOB") => format!("unhex(value ->> {at})"),
            (Engine::Postgres, "bytea") => format!("decode(value ->> {at}, 'hex')"),
            (Engine::Postgres, "boolean") => format!("(value ->> {at})::int::boolean"),
            (Engine::Postgres, kind) => format!("(value ->> {at})::{kind}"),
            _ => return Err(self.unknown(column)),
        })
    }

    fn unknown(&self, column: &Column) -> BackupError {
        BackupError::UnknownType(format!("{}.{}", self.name, column.name), column.kind.clone())
    }
}

/// A name as both engines take it, whatever it is.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
