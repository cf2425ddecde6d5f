//! What people said on a purpose, as the ledger keeps it.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::consent::{Action, Fact, Purpose, Scope};
use crate::storage::schema::consent_event;
use crate::storage::{Database, Row, Sought, StoreError};
use crate::{on_engine, sought};

type FactColumns = (i64, String, String, String, String);

fn fact((id, programme, purpose, action, scope): FactColumns) -> Result<Fact, StoreError> {
    let fault = |_| StoreError::inconsistent("consent_event", &id);
    fact_on(purpose.parse().map_err(fault)?, id, programme, &action, &scope)
}

fn fact_on(
    purpose: Purpose,
    id: i64,
    programme: String,
    action: &str,
    scope: &str,
) -> Result<Fact, StoreError> {
    let fault = || StoreError::inconsistent("consent_event", &id);
    let action = Action::from_name(action).ok_or_else(fault)?;
    let scope = if scope == "all" { Scope::All } else { Scope::Programme };
    Ok(Fact { programme, purpose, action, scope })
}

/// Every event of a participant about a purpose, oldest first.
pub(in crate::consent) fn list_facts(
    connection: &mut Database,
    participant_id: i64,
    purpose: Purpose,
) -> Result<Vec<Fact>, StoreError> {
    use consent_event as event;
    let rows: Vec<FactColumns> = on_engine!(connection, |engine| event::table
        .filter(event::participant_id.eq(participant_id).and(event::purpose.eq(purpose.name())))
        .order(event::id)
        .select((event::id, event::programme, event::purpose, event::action, event::scope))
        .load(engine))?;
    rows.into_iter().map(fact).collect()
}

/// What a participant said on a purpose, sought with what other rooms keep; nobody said nothing.
pub struct SaidOn {
    pub(in crate::consent) participant_id: Option<i64>,
    pub(in crate::consent) purpose: Purpose,
}

sought!(SaidOn, |this, out| {
    out.push_sql(
        "id, programme, action, scope, CAST(NULL AS BYTEA) FROM consent_event \
         WHERE participant_id = ",
    );
    out.push_bind_param::<Nullable<BigInt>, _>(&this.participant_id)?;
    out.push_sql(" AND purpose = ");
    out.push_bind_param::<Text, _>(this.purpose.name())?;
});

impl Sought for SaidOn {
    type Found = Said;

    fn found(&self, mut rows: Vec<Row>) -> Result<Said, StoreError> {
        rows.sort_unstable_by_key(|row| row.number);
        let facts = rows.into_iter().map(|row| {
            let Row {
                number: Some(id), texts: [Some(programme), Some(action), Some(scope)], ..
            } = row
            else {
                return Err(StoreError::inconsistent("consent_event", &"sought"));
            };
            fact_on(self.purpose, id, programme, &action, &scope)
        });
        let facts = facts.collect::<Result<_, StoreError>>()?;
        Ok(Said { participant_id: self.participant_id, purpose: self.purpose, facts })
    }
}

/// What a participant said on a purpose, oldest first.
pub struct Said {
    pub(in crate::consent) participant_id: Option<i64>,
    pub(in crate::consent) purpose: Purpose,
    pub(in crate::consent) facts: Vec<Fact>,
}

/// Every event about a purpose by one of these participants, oldest first, with whose it is.
pub(in crate::consent) fn list_facts_among(
    connection: &mut Database,
    participant_ids: &[i64],
    purpose: Purpose,
) -> Result<Vec<(i64, Fact)>, StoreError> {
    use consent_event as event;
    event::table
        .filter(event::purpose.eq(purpose.name()))
        .filter(event::participant_id.eq_any(participant_ids))
        .order(event::id)
        .select((
            event::participant_id.assume_not_null(),
            (event::id, event::programme, event::purpose, event::action, event::scope),
        ))
        .load::<(i64, FactColumns)>(connection)?
        .into_iter()
        .map(|(participant, columns)| Ok((participant, fact(columns)?)))
        .collect()
}

/// Every event about a purpose by anybody, person by person, of each the oldest first, with whose it
/// is. In this order all of it stands in one index.
pub(in crate::consent) fn list_facts_of_purpose(
    connection: &mut Database,
    purpose: Purpose,
) -> Result<Vec<(i64, Fact)>, StoreError> {
    use consent_event as event;
    let rows: Vec<(i64, String, String, String)> = event::table
        .filter(event::purpose.eq(purpose.name()).and(event::participant_id.is_not_null()))
        .order((event::participant_id, event::id))
        .select((
            event::participant_id.assume_not_null(),
            event::programme,
            event::action,
            event::scope,
        ))
        .load(connection)?;
    rows.into_iter()
        .map(|(participant, programme, action, scope)| {
            Ok((participant, fact_on(purpose, participant, programme, &action, &scope)?))
        })
        .collect()
}
