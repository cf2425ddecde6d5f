//! How far the invitations of a campaign are, beside the texts and the answers they led to.

use chrono::NaiveDateTime;
use diesel::RunQueryDsl as _;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamp};

use crate::outbox::MessageState;
use crate::outbox::sms::DeliveryStatus;
use crate::outreach::{InvitationState, Standing};
use crate::response::ResponseState;
use crate::storage::{Database, StoreError};
use crate::{fixed_statement, on_engine};

/// How many invitations stand so.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// How they stand.
    pub standing: Standing,
    /// How many.
    pub people: i64,
}

/// One invitation with how it stands.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Whom.
    pub participant_id: i64,
    /// Where.
    pub contact_point_id: i64,
    /// The language they are asked in.
    pub language: String,
    /// When they were asked, in UTC.
    pub asked_at: Option<NaiveDateTime>,
    /// How it stands.
    pub standing: Standing,
}

type StandingColumns = (Text, Nullable<Text>, Nullable<Text>, Nullable<Text>, Bool, Bool);
type StandingValues = (String, Option<String>, Option<String>, Option<String>, bool, bool);

fn standing(id: i64, values: StandingValues) -> Result<Standing, StoreError> {
    let fault = || StoreError::inconsistent("invitation", &id);
    let (state, text, delivery, response, has_begun, is_over) = values;
    Ok(Standing {
        state: InvitationState::from_name(&state).ok_or_else(fault)?,
        text: text.as_deref().and_then(MessageState::from_name),
        delivery: delivery.as_deref().and_then(DeliveryStatus::find),
        response: response.as_deref().and_then(ResponseState::from_name),
        has_begun,
        is_over,
    })
}

/// How the invitations of a campaign stand. Those asked before `open_since` are over.
pub fn count_standings(
    connection: &mut Database,
    campaign_id: i64,
    open_since: NaiveDateTime,
) -> Result<Vec<Counted>, StoreError> {
    let count = Count { campaign_id: &campaign_id, open_since: &open_since };
    let rows: Vec<(StandingValues, i64)> = on_engine!(connection, |engine| count.load(engine))?;
    rows.into_iter()
        .map(|(values, people)| Ok(Counted { standing: standing(campaign_id, values)?, people }))
        .collect()
}

/// Every invitation of a campaign with how it stands, in the order they are asked.
pub fn list_invited(
    connection: &mut Database,
    campaign_id: i64,
    open_since: NaiveDateTime,
) -> Result<Vec<Invited>, StoreError> {
    type Row = (StandingValues, i64, i64, String, Option<NaiveDateTime>);
    let list = List { campaign_id: &campaign_id, open_since: &open_since };
    let rows: Vec<Row> = on_engine!(connection, |engine| list.load(engine))?;
    rows.into_iter()
        .map(|(values, participant_id, contact_point_id, language, asked_at)| {
            let standing = standing(campaign_id, values)?;
            Ok(Invited { participant_id, contact_point_id, language, asked_at, standing })
        })
        .collect()
}

/// A response begins with the yes to the notice; one that the first question opened, with the
/// first answer.
const STANDING_BEFORE: &str = "SELECT invitation.state, outbox_message.state, \
    outbox_message.delivery_status, response.state, \
    response.id IS NOT NULL AND (coalesce(invitation.opened_with, '') = 'consent' OR EXISTS \
    (SELECT 1 FROM answer WHERE answer.response_id = response.id)), \
    invitation.asked_at IS NOT NULL AND invitation.asked_at <= ";
const OF_CAMPAIGN: &str = " FROM invitation \
    JOIN campaign ON campaign.id = invitation.campaign_id \
    LEFT JOIN outbox_message ON outbox_message.token = invitation.text_token \
    LEFT JOIN response ON response.participant_id = invitation.participant_id \
    AND response.version_id = campaign.version_id WHERE invitation.campaign_id = ";

struct Count<'a> {
    campaign_id: &'a i64,
    open_since: &'a NaiveDateTime,
}

fixed_statement!(Count, (StandingColumns, BigInt), |this, out| {
    out.push_sql(STANDING_BEFORE);
    out.push_bind_param::<Timestamp, _>(this.open_since)?;
    out.push_sql(", count(*)");
    out.push_sql(OF_CAMPAIGN);
    out.push_bind_param::<BigInt, _>(this.campaign_id)?;
    out.push_sql(" GROUP BY 1, 2, 3, 4, 5, 6");
});

struct List<'a> {
    campaign_id: &'a i64,
    open_since: &'a NaiveDateTime,
}

type ListColumns = (StandingColumns, BigInt, BigInt, Text, Nullable<Timestamp>);
fixed_statement!(List, ListColumns, |this, out| {
    out.push_sql(STANDING_BEFORE);
    out.push_bind_param::<Timestamp, _>(this.open_since)?;
    out.push_sql(
        ", invitation.participant_id, invitation.contact_point_id, invitation.language, \
         invitation.asked_at",
    );
    out.push_sql(OF_CAMPAIGN);
    out.push_bind_param::<BigInt, _>(this.campaign_id)?;
    out.push_sql(" ORDER BY invitation.id");
});
