//! Campaigns in the database.

mod invitations;
mod reach;
mod standing;

use chrono::NaiveDateTime;
use diesel::dsl::exists;
use diesel::prelude::*;

pub use invitations::{
    Due, NewInvitation, ask_again, cancel_waiting, end_of_person, expire, find_campaign_of_text,
    insert_invitations, is_on_hold, is_text_on_hold, list_due, mark_asked, mark_ended,
    mark_refused, postpone, update_text_token,
};
pub use reach::count_reached;
pub use standing::{Counted, Invited, count_standings, list_invited};

use super::{CampaignState, Step};
use crate::on_engine;
use crate::storage::backup::Restored;
use crate::storage::schema::{campaign, panel, survey_version};
use crate::storage::{Database, StoreError};

/// A campaign to be written.
pub struct NewCampaign<'a> {
    /// Made with the page it was confirmed on.
    pub token: &'a str,
    /// Version of the survey.
    pub version_id: i64,
    /// Whom.
    pub panel_id: i64,
    /// Account that confirmed it.
    pub created_by: i64,
    /// When, in UTC.
    pub created_at: NaiveDateTime,
    /// When the first text may leave.
    pub starts_at: NaiveDateTime,
    /// When nobody is asked any more.
    pub ends_at: NaiveDateTime,
}

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Row.
    pub id: i64,
    /// Version of the survey.
    pub version_id: i64,
    /// What the panel is called.
    pub panel: String,
    /// Where it stands.
    pub state: CampaignState,
    /// The provider's error code that halted it.
    pub halted_by: Option<i64>,
    /// When it was confirmed, in UTC.
    pub created_at: NaiveDateTime,
    /// When the first text may leave.
    pub starts_at: NaiveDateTime,
    /// When nobody is asked any more.
    pub ends_at: NaiveDateTime,
}

type Columns = (i64, i64, String, String, Option<i64>, NaiveDateTime, NaiveDateTime, NaiveDateTime);
const COLUMNS: (
    campaign::id,
    campaign::version_id,
    panel::name,
    campaign::state,
    campaign::halted_by,
    campaign::created_at,
    campaign::starts_at,
    campaign::ends_at,
) = (
    campaign::id,
    campaign::version_id,
    panel::name,
    campaign::state,
    campaign::halted_by,
    campaign::created_at,
    campaign::starts_at,
    campaign::ends_at,
);

fn campaign_of(columns: Columns) -> Result<Campaign, StoreError> {
    let (id, version_id, panel, state, halted_by, created_at, starts_at, ends_at) = columns;
    let state = CampaignState::from_name(&state)
        .ok_or_else(|| StoreError::inconsistent("campaign", &id))?;
    Ok(Campaign { id, version_id, panel, state, halted_by, created_at, starts_at, ends_at })
}

/// Adds a campaign that can still be cancelled; `None` if the same page made one before.
pub fn insert_campaign(
    connection: &mut Database,
    new: &NewCampaign<'_>,
) -> QueryResult<Option<i64>> {
    let row = (
        campaign::token.eq(new.token),
        campaign::version_id.eq(new.version_id),
        campaign::panel_id.eq(new.panel_id),
        campaign::state.eq(CampaignState::Waiting.name()),
        campaign::created_by.eq(new.created_by),
        campaign::created_at.eq(new.created_at),
        campaign::starts_at.eq(new.starts_at),
        campaign::ends_at.eq(new.ends_at),
    );
    on_engine!(connection, |engine| diesel::insert_into(campaign::table)
        .values(row)
        .on_conflict_do_nothing()
        .returning(campaign::id)
        .get_result(engine)
        .optional())
}

/// The campaign that a page made.
pub fn find_by_token(connection: &mut Database, token: &str) -> QueryResult<Option<i64>> {
    campaign::table
        .filter(campaign::token.eq(token))
        .select(campaign::id)
        .first(connection)
        .optional()
}

/// One campaign.
pub fn find_campaign(connection: &mut Database, id: i64) -> Result<Option<Campaign>, StoreError> {
    campaign::table
        .inner_join(panel::table.on(panel::id.eq(campaign::panel_id)))
        .filter(campaign::id.eq(id))
        .select(COLUMNS)
        .first::<Columns>(connection)
        .optional()?
        .map(campaign_of)
        .transpose()
}

/// The latest campaigns, the newest first.
pub fn list_campaigns(connection: &mut Database, most: i64) -> Result<Vec<Campaign>, StoreError> {
    campaign::table
        .inner_join(panel::table.on(panel::id.eq(campaign::panel_id)))
        .order(campaign::id.desc())
        .limit(most)
        .select(COLUMNS)
        .load::<Columns>(connection)?
        .into_iter()
        .map(campaign_of)
        .collect()
}

/// Does what staff want of a campaign; false if it does not stand where that can be done.
pub fn take_step(
    connection: &mut Database,
    id: i64,
    step: Step,
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let starts_at: Option<NaiveDateTime> =
        campaign::table.find(id).select(campaign::starts_at).first(connection).optional()?;
    let (from, to) = step.way();
    let is_early = step == Step::GoOn && starts_at.is_some_and(|starts_at| now < starts_at);
    let to = if is_early { CampaignState::Waiting } else { to };
    let set = (campaign::state.eq(to.name()), campaign::halted_by.eq(None::<i64>));
    let standing = campaign::table.find(id).filter(campaign::state.eq_any(names(from)));
    let moved = if step == Step::Cancel {
        diesel::update(standing.filter(invitations::nobody_was_asked()))
            .set(set)
            .execute(connection)?
    } else {
        diesel::update(standing).set(set).execute(connection)?
    };
    Ok(moved > 0)
}

/// Whether a campaign can be called off before anything leaves.
pub fn can_be_cancelled(connection: &mut Database, id: i64) -> QueryResult<bool> {
    let standing =
        campaign::table.find(id).filter(campaign::state.eq_any(names(Step::Cancel.way().0)));
    diesel::select(exists(standing.filter(invitations::nobody_was_asked()))).get_result(connection)
}

fn names(states: &[CampaignState]) -> Vec<&'static str> {
    states.iter().map(|state| state.name()).collect()
}

/// Begins every campaign that can be cancelled no more.
pub fn begin_due(connection: &mut Database, now: NaiveDateTime) -> QueryResult<usize> {
    let due = campaign::table
        .filter(campaign::state.eq(CampaignState::Waiting.name()))
        .filter(campaign::starts_at.le(now));
    diesel::update(due).set(campaign::state.eq(CampaignState::Sending.name())).execute(connection)
}

/// Halts every campaign that asks people or is about to: the carriers take no text from our sender.
pub fn halt_all(connection: &mut Database, code: i64) -> QueryResult<usize> {
    let asks = [CampaignState::Waiting.name(), CampaignState::Sending.name()];
    diesel::update(campaign::table.filter(campaign::state.eq_any(asks)))
        .set((campaign::state.eq(CampaignState::Halted.name()), campaign::halted_by.eq(code)))
        .execute(connection)
}

/// Halts a campaign that had asked everybody, while it may still ask.
pub fn halt_finished(
    connection: &mut Database,
    id: i64,
    code: i64,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let finished = campaign::table
        .find(id)
        .filter(campaign::state.eq(CampaignState::Finished.name()))
        .filter(campaign::ends_at.gt(now));
    diesel::update(finished)
        .set((campaign::state.eq(CampaignState::Halted.name()), campaign::halted_by.eq(code)))
        .execute(connection)?;
    Ok(())
}

/// A campaign that may still ask people.
#[derive(Clone, Copy, Debug)]
pub struct OpenCampaign {
    /// Row.
    pub id: i64,
    /// Version of the survey.
    pub version_id: i64,
    /// Whether people are being asked.
    pub is_sending: bool,
    /// Whether it could be cancelled until a moment ago.
    pub is_due: bool,
    /// Whether nobody is asked any more.
    pub is_over: bool,
}

/// Campaigns that may still ask people.
pub fn list_open(connection: &mut Database, now: NaiveDateTime) -> QueryResult<Vec<OpenCampaign>> {
    let rows: Vec<(i64, i64, String, NaiveDateTime, NaiveDateTime)> = campaign::table
        .filter(campaign::state.eq_any(open_names()))
        .order(campaign::id)
        .select((
            campaign::id,
            campaign::version_id,
            campaign::state,
            campaign::starts_at,
            campaign::ends_at,
        ))
        .load(connection)?;
    let open = |(id, version_id, state, starts_at, ends_at): (i64, i64, String, _, _)| {
        let is = |wanted: CampaignState| state == wanted.name();
        OpenCampaign {
            id,
            version_id,
            is_sending: is(CampaignState::Sending),
            is_due: is(CampaignState::Waiting) && starts_at <= now,
            is_over: ends_at <= now,
        }
    };
    Ok(rows.into_iter().map(open).collect())
}

fn open_names() -> Vec<&'static str> {
    let open = CampaignState::NAMES.iter().filter(|(state, _)| state.is_open());
    open.map(|(_, name)| *name).collect()
}

/// Ends the campaign if nobody waits in it any more.
pub fn finish_if_done(connection: &mut Database, id: i64) -> QueryResult<bool> {
    let sending =
        campaign::table.find(id).filter(campaign::state.eq(CampaignState::Sending.name()));
    let finished = diesel::update(sending.filter(invitations::nobody_waits()))
        .set(campaign::state.eq(CampaignState::Finished.name()))
        .execute(connection)?;
    Ok(finished > 0)
}

/// The survey of a version.
pub fn find_survey_of(connection: &mut Database, version_id: i64) -> QueryResult<i64> {
    survey_version::table.find(version_id).select(survey_version::survey_id).first(connection)
}

/// Whoever a backup holds as waiting may have been asked since it was made: nobody is by itself.
pub fn stop_unfinished(connection: &mut Database, _: &Restored) -> Result<(), StoreError> {
    diesel::update(campaign::table.filter(campaign::state.eq_any(open_names())))
        .set(campaign::state.eq(CampaignState::Stopped.name()))
        .execute(connection)?;
    invitations::cancel_all_waiting(connection)?;
    Ok(())
}
