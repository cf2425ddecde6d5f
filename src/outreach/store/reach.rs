//! How many of those who were asked a question have answered it.

use diesel::RunQueryDsl as _;
use diesel::sql_types::{BigInt, Text};

use crate::outreach::Reach;
use crate::storage::{Database, QueryError};
use crate::{fixed_statement, on_engine};

/// Of everybody a survey's campaigns have asked, how many answered a question of it.
pub fn count_reached(
    connection: &mut Database,
    survey_id: i64,
    question_id: &str,
) -> Result<Reach, QueryError> {
    let count = Count { survey_id: &survey_id, question_id };
    let (asked, answered): (i64, i64) = on_engine!(connection, |engine| count.get_result(engine))?;
    Ok(Reach { asked, answered })
}

struct Count<'a> {
    survey_id: &'a i64,
    question_id: &'a str,
}

// A person whom several campaigns asked is one person.
fixed_statement!(Count, (BigInt, BigInt), |this, out| {
    out.push_sql(
        "SELECT count(DISTINCT invitation.participant_id), count(DISTINCT CASE WHEN EXISTS \
         (SELECT 1 FROM response JOIN survey_version AS version ON version.id = response.version_id \
         JOIN answer ON answer.response_id = response.id \
         WHERE response.participant_id = invitation.participant_id \
         AND response.state <> 'withdrawn' AND answer.value IS NOT NULL AND version.survey_id = ",
    );
    out.push_bind_param::<BigInt, _>(this.survey_id)?;
    out.push_sql(" AND answer.question_id = ");
    out.push_bind_param::<Text, _>(this.question_id)?;
    out.push_sql(
        ") THEN invitation.participant_id END) FROM invitation \
         JOIN campaign ON campaign.id = invitation.campaign_id \
         JOIN survey_version ON survey_version.id = campaign.version_id \
         WHERE invitation.asked_at IS NOT NULL AND survey_version.survey_id = ",
    );
    out.push_bind_param::<BigInt, _>(this.survey_id)?;
});
