//! Invitations in the database, from waiting to asked.

use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamp};

use crate::i18n::Language;
use crate::outreach::{CampaignState, InvitationState};
use crate::storage::Database;
use crate::storage::schema::{campaign, invitation};
use crate::{fixed_statement, on_engine};

/// How many rows one statement writes: engines bind no more values at once than it needs.
const ROWS_AT_ONCE: usize = 500;

/// Where a campaign stands that asks nobody, for now or any more, though some wait.
const SILENT: [CampaignState; 3] =
    [CampaignState::Paused, CampaignState::Halted, CampaignState::Stopped];

/// An invitation to be written.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = invitation)]
pub struct NewInvitation {
    /// Campaign.
    pub campaign_id: i64,
    /// Whom.
    pub participant_id: i64,
    /// Where.
    pub contact_point_id: i64,
    /// The language they speak.
    pub language: String,
    /// Always waiting.
    pub state: &'static str,
    /// When to look at it first, in UTC.
    pub due_at: NaiveDateTime,
}

/// Writes the invitations of a campaign.
pub fn insert_invitations(connection: &mut Database, rows: &[NewInvitation]) -> QueryResult<()> {
    for some in rows.chunks(ROWS_AT_ONCE) {
        on_engine!(connection, |engine| diesel::insert_into(invitation::table)
            .values(some)
            .execute(engine))?;
    }
    Ok(())
}

/// Somebody whose turn it is.
#[derive(Clone, Debug, Queryable)]
pub struct Due {
    /// Row.
    pub id: i64,
    /// Whom.
    pub participant_id: i64,
    /// Where.
    pub contact_point_id: i64,
    /// The text that asked them before, and never went out or was refused.
    pub lost_text: Option<String>,
}

/// Those of a campaign whose turn it is, in the order they are asked.
pub fn list_due(
    connection: &mut Database,
    campaign_id: i64,
    now: NaiveDateTime,
    most: i64,
) -> QueryResult<Vec<Due>> {
    let due = ListDue { campaign_id, now: &now, most };
    on_engine!(connection, |engine| due.load(engine))
}

struct ListDue<'a> {
    campaign_id: i64,
    now: &'a NaiveDateTime,
    most: i64,
}

// The state stands written out, so that the index over who waits serves this.
fixed_statement!(ListDue, (BigInt, BigInt, BigInt, Nullable<Text>), |this, out| {
    out.push_sql(
        "SELECT id, participant_id, contact_point_id, text_token FROM invitation \
         WHERE state = 'waiting' AND campaign_id = ",
    );
    out.push_bind_param::<BigInt, _>(&this.campaign_id)?;
    out.push_sql(
        " AND EXISTS (SELECT 1 FROM campaign WHERE campaign.id = invitation.campaign_id \
         AND campaign.state = 'sending') AND due_at <= ",
    );
    out.push_bind_param::<Timestamp, _>(this.now)?;
    out.push_sql(" ORDER BY due_at, id LIMIT CAST(");
    out.push_bind_param::<BigInt, _>(&this.most)?;
    out.push_sql(" AS BIGINT)");
});

/// Takes the turn of an invitation: false if another node took it, or the campaign asks nobody.
///
/// What the turn brings follows in the same transaction.
pub fn mark_asked(
    connection: &mut Database,
    id: i64,
    asked: (&str, &str, &Language),
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let (text_token, opened_with, language) = asked;
    let mark = MarkAsked { id, text_token, opened_with, language: language.tag(), now: &now };
    let marked = on_engine!(connection, |engine| mark.execute(engine))?;
    Ok(marked > 0)
}

struct MarkAsked<'a> {
    id: i64,
    text_token: &'a str,
    opened_with: &'a str,
    language: &'a str,
    now: &'a NaiveDateTime,
}

fixed_statement!(MarkAsked, (), |this, out| {
    out.push_sql("UPDATE invitation SET state = 'asked', text_token = ");
    out.push_bind_param::<Text, _>(this.text_token)?;
    out.push_sql(", opened_with = ");
    out.push_bind_param::<Text, _>(this.opened_with)?;
    out.push_sql(", language = ");
    out.push_bind_param::<Text, _>(this.language)?;
    out.push_sql(", asked_at = ");
    out.push_bind_param::<Timestamp, _>(this.now)?;
    out.push_sql(" WHERE id = ");
    out.push_bind_param::<BigInt, _>(&this.id)?;
    out.push_sql(
        " AND state = 'waiting' AND EXISTS (SELECT 1 FROM campaign \
         WHERE campaign.id = invitation.campaign_id AND campaign.state = 'sending')",
    );
});

/// The turn of an invitation brought nothing: it ends so.
pub fn mark_ended(connection: &mut Database, id: i64, state: InvitationState) -> QueryResult<()> {
    diesel::update(invitation::table.find(id).filter(is_waiting()))
        .set(invitation::state.eq(state.name()))
        .execute(connection)?;
    Ok(())
}

/// The invitations are looked at again then.
pub fn postpone(connection: &mut Database, ids: &[i64], due_at: NaiveDateTime) -> QueryResult<()> {
    for some in ids.chunks(ROWS_AT_ONCE) {
        let waiting = invitation::table.filter(invitation::id.eq_any(some.to_vec()));
        diesel::update(waiting.filter(is_waiting()))
            .set(invitation::due_at.eq(due_at))
            .execute(connection)?;
    }
    Ok(())
}

/// Nobody of a campaign who waits is asked any more.
pub fn cancel_waiting(connection: &mut Database, campaign_id: i64) -> QueryResult<usize> {
    let of_campaign = invitation::table.filter(invitation::campaign_id.eq(campaign_id));
    diesel::update(of_campaign.filter(is_waiting()))
        .set(invitation::state.eq(InvitationState::NotAsked.name()))
        .execute(connection)
}

pub(super) fn cancel_all_waiting(connection: &mut Database) -> QueryResult<usize> {
    diesel::update(invitation::table.filter(is_waiting()))
        .set(invitation::state.eq(InvitationState::NotAsked.name()))
        .execute(connection)
}

/// Nobody who waits in a campaign that is over is asked any more.
pub fn expire(connection: &mut Database, now: NaiveDateTime) -> QueryResult<usize> {
    let over = campaign::table.filter(campaign::ends_at.le(now)).select(campaign::id);
    let of_over = invitation::table.filter(invitation::campaign_id.eq_any(over));
    let ended = diesel::update(of_over.filter(is_waiting()))
        .set(invitation::state.eq(InvitationState::NotAsked.name()))
        .execute(connection)?;
    let rests = [CampaignState::Paused.name(), CampaignState::Halted.name()];
    diesel::update(campaign::table)
        .filter(campaign::ends_at.le(now).and(campaign::state.eq_any(rests)))
        .set(campaign::state.eq(CampaignState::Stopped.name()))
        .execute(connection)?;
    Ok(ended)
}

/// A person wants no more texts: what waits for them is not sent, and what was asked since then
/// stays without an answer.
pub fn end_of_person(
    connection: &mut Database,
    participant_id: i64,
    asked_since: NaiveDateTime,
) -> QueryResult<usize> {
    let asked = invitation::state
        .eq(InvitationState::Asked.name())
        .and(invitation::asked_at.gt(asked_since).assume_not_null());
    let of_person = invitation::table.filter(invitation::participant_id.eq(participant_id));
    diesel::update(of_person.filter(is_waiting().or(asked)))
        .set(invitation::state.eq(InvitationState::OptedOut.name()))
        .execute(connection)
}

/// A person said no to the notice of a version they were asked since then.
pub fn mark_refused(
    connection: &mut Database,
    participant_id: i64,
    version_id: i64,
    asked_since: NaiveDateTime,
) -> QueryResult<usize> {
    let of_version =
        campaign::table.filter(campaign::version_id.eq(version_id)).select(campaign::id);
    let asked = invitation::table
        .filter(invitation::participant_id.eq(participant_id))
        .filter(invitation::campaign_id.eq_any(of_version))
        .filter(invitation::state.eq(InvitationState::Asked.name()))
        .filter(invitation::asked_at.gt(asked_since));
    diesel::update(asked)
        .set(invitation::state.eq(InvitationState::Refused.name()))
        .execute(connection)
}

/// Whether a campaign that asked somebody this version asks nobody now, or ended early.
pub fn is_on_hold(
    connection: &mut Database,
    participant_id: i64,
    version_id: i64,
) -> QueryResult<bool> {
    let on_hold = invitation::table
        .inner_join(campaign::table.on(campaign::id.eq(invitation::campaign_id)))
        .filter(invitation::participant_id.eq(participant_id))
        .filter(invitation::state.eq(InvitationState::Asked.name()))
        .filter(campaign::version_id.eq(version_id))
        .filter(campaign::state.eq_any(SILENT.map(CampaignState::name)));
    diesel::select(exists(on_hold)).get_result(connection)
}

/// The campaign that asks one of these people with that text.
pub fn find_campaign_of_text(
    connection: &mut Database,
    whom: &[i64],
    token: &str,
) -> QueryResult<Option<i64>> {
    invitation::table
        .filter(invitation::participant_id.eq_any(whom))
        .filter(invitation::text_token.eq(token))
        .select(invitation::campaign_id)
        .first(connection)
        .optional()
}

/// Whoever a campaign asked since then by a text that never went out, or that was refused because
/// of our sender, waits for their turn again; not who found their way into the survey all the same.
pub fn ask_again(
    connection: &mut Database,
    campaign_id: i64,
    asked_since: NaiveDateTime,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    let again = AskAgain { campaign_id, asked_since: &asked_since, now: &now };
    on_engine!(connection, |engine| again.execute(engine))
}

struct AskAgain<'a> {
    campaign_id: i64,
    asked_since: &'a NaiveDateTime,
    now: &'a NaiveDateTime,
}

fixed_statement!(AskAgain, (), |this, out| {
    out.push_sql("UPDATE invitation SET state = 'waiting', due_at = ");
    out.push_bind_param::<Timestamp, _>(this.now)?;
    out.push_sql(" WHERE state = 'asked' AND campaign_id = ");
    out.push_bind_param::<BigInt, _>(&this.campaign_id)?;
    out.push_sql(" AND asked_at > ");
    out.push_bind_param::<Timestamp, _>(this.asked_since)?;
    // What counts as begun stands in `standing.rs`.
    out.push_sql(
        " AND EXISTS (SELECT 1 FROM outbox_message \
         WHERE outbox_message.token = invitation.text_token \
         AND (outbox_message.state = 'cancelled' OR outbox_message.error_code = 30034)) \
         AND NOT EXISTS (SELECT 1 FROM response \
         JOIN campaign ON campaign.version_id = response.version_id \
         WHERE response.participant_id = invitation.participant_id \
         AND campaign.id = invitation.campaign_id \
         AND (invitation.opened_with = 'consent' OR EXISTS \
         (SELECT 1 FROM answer WHERE answer.response_id = response.id)))",
    );
});

/// Whether a text is the first of an invitation whose campaign asks nobody now, or ended early.
pub fn is_text_on_hold(connection: &mut Database, token: &str) -> QueryResult<bool> {
    let on_hold = invitation::table
        .inner_join(campaign::table.on(campaign::id.eq(invitation::campaign_id)))
        .filter(invitation::text_token.eq(token))
        .filter(campaign::state.eq_any(SILENT.map(CampaignState::name)));
    diesel::select(exists(on_hold)).get_result(connection)
}

/// The first text of an invitation is another one from now on.
pub fn update_text_token(connection: &mut Database, from: &str, to: &str) -> QueryResult<()> {
    diesel::update(invitation::table.filter(invitation::text_token.eq(from)))
        .set(invitation::text_token.eq(to))
        .execute(connection)?;
    Ok(())
}

fn is_waiting() -> diesel::dsl::Eq<invitation::state, &'static str> {
    invitation::state.eq(InvitationState::Waiting.name())
}

#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn nobody_was_asked() -> _ {
    let of_campaign = invitation::table.filter(invitation::campaign_id.eq(campaign::id));
    not(exists(of_campaign.filter(invitation::asked_at.is_not_null())))
}

#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn nobody_waits() -> _ {
    let waits: diesel::dsl::Eq<invitation::state, &'static str> = invitation::state.eq("waiting");
    not(exists(invitation::table.filter(invitation::campaign_id.eq(campaign::id)).filter(waits)))
}
