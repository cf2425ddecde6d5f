//! Who did or looked at what: the audit trail, for administrators.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::Sender;

use super::signed::{Refusal, SignedForm};
use super::{Bar, Desk};
use crate::i18n::{I18n, Language};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::flow::trail_search::{Seen, TrailFile, begin_file, look};
use crate::staff::store::trail::{AuditRow, Link};
use crate::staff::store::trail_search::Wanted;
use crate::web::answer::{page, request_id};
use crate::web::csv;
use crate::web::pieces::{Piece, Pieces};

/// The page.
pub const PATH: &str = "/staff/audit";

/// The page of the trail, and its file.
pub fn configure(routes: &mut ServiceConfig) {
    routes.route(PATH, get().to(show)).route("/staff/audit/trail.csv", post().to(send));
}

/// What rooms write into the trail, and the text that says it. What is not here is shown as it is.
const SAID: &[(&str, &str)] = &[
    ("account_added", "audit-account-added"),
    ("account_ended", "audit-account-ended"),
    ("account_invited", "audit-account-invited"),
    ("account_invited_again", "audit-account-invited-again"),
    ("accounts_seen", "audit-accounts-seen"),
    ("answers_exported", "audit-answers-exported"),
    ("audit_exported", "audit-audit-exported"),
    ("audit_seen", "audit-audit-seen"),
    ("backlog_decided", "audit-backlog-decided"),
    ("backlog_decision_undone", "audit-backlog-decision-undone"),
    ("ballots_counted_again", "audit-ballots-counted-again"),
    ("ballots_set_aside", "audit-ballots-set-aside"),
    ("call_closed", "audit-call-closed"),
    ("call_entry_seen", "audit-call-entry-seen"),
    ("call_hold_lifted", "audit-call-hold-lifted"),
    ("call_list_seen", "audit-call-list-seen"),
    ("call_made", "audit-call-made"),
    ("call_number_confirmed", "audit-call-number-confirmed"),
    ("call_number_given_up", "audit-call-number-given-up"),
    ("call_number_unusable", "audit-call-number-unusable"),
    ("call_opt_out_confirmed", "audit-call-opt-out-confirmed"),
    ("call_put_off", "audit-call-put-off"),
    ("call_released", "audit-call-released"),
    ("call_reopened", "audit-call-reopened"),
    ("call_taken", "audit-call-taken"),
    ("call_text_sent_again", "audit-call-text-sent-again"),
    ("campaign_cancelled", "audit-campaign-cancelled"),
    ("campaign_confirmed", "audit-campaign-confirmed"),
    ("campaign_paused", "audit-campaign-paused"),
    ("campaign_people_exported", "audit-campaign-people-exported"),
    ("campaign_people_seen", "audit-campaign-people-seen"),
    ("campaign_stopped", "audit-campaign-stopped"),
    ("campaign_test_sent", "audit-campaign-test-sent"),
    ("campaign_went_on", "audit-campaign-went-on"),
    ("conversation_given_back", "audit-conversation-given-back"),
    ("conversation_seen", "audit-conversation-seen"),
    ("conversation_taken_over", "audit-conversation-taken-over"),
    ("conversation_text_written", "audit-conversation-text-written"),
    ("conversation_words_seen", "audit-conversation-words-seen"),
    ("conversations_seen", "audit-conversations-seen"),
    ("database_restored", "audit-database-restored"),
    ("decision_translated", "audit-decision-translated"),
    ("form_kept", "audit-form-kept"),
    ("invitation_accepted", "audit-invitation-accepted"),
    ("language_chosen", "audit-language-chosen"),
    ("password_changed", "audit-password-changed"),
    ("password_reset", "audit-password-reset"),
    ("password_reset_asked", "audit-password-reset-asked"),
    ("people_list_checked", "audit-people-list-checked"),
    ("people_list_confirmed", "audit-people-list-confirmed"),
    ("people_list_discarded", "audit-people-list-discarded"),
    ("people_list_paused", "audit-people-list-paused"),
    ("people_list_received", "audit-people-list-received"),
    ("people_list_resumed", "audit-people-list-resumed"),
    ("people_list_rows_taken_out", "audit-people-list-rows-taken-out"),
    ("people_list_seen", "audit-people-list-seen"),
    ("people_list_undone", "audit-people-list-undone"),
    ("person_seen", "audit-person-seen"),
    ("population_chosen", "audit-population-chosen"),
    ("population_put_aside", "audit-population-put-aside"),
    ("population_received", "audit-population-received"),
    ("quotes_seen", "audit-quotes-seen"),
    ("ranking_published", "audit-ranking-published"),
    ("recovery_code_used", "audit-recovery-code-used"),
    ("recovery_codes_made", "audit-recovery-codes-made"),
    ("second_factor_given_up", "audit-second-factor-given-up"),
    ("second_factor_set", "audit-second-factor-set"),
    ("second_factor_taken", "audit-second-factor-taken"),
    ("session_ended", "audit-session-ended"),
    ("sessions_ended", "audit-sessions-ended"),
    ("sign_in_begun", "audit-sign-in-begun"),
    ("sign_in_code_failed", "audit-sign-in-code-failed"),
    ("sign_in_failed", "audit-sign-in-failed"),
    ("signed_in", "audit-signed-in"),
    ("signed_out", "audit-signed-out"),
    ("site_added", "audit-site-added"),
    ("site_removed", "audit-site-removed"),
    ("site_renamed", "audit-site-renamed"),
    ("survey_imported", "audit-survey-imported"),
    ("survey_published", "audit-survey-published"),
    ("survey_reviewed", "audit-survey-reviewed"),
    ("survey_texts_corrected", "audit-survey-texts-corrected"),
    ("topic_added", "audit-topic-added"),
    ("topic_brought_back", "audit-topic-brought-back"),
    ("topic_merged", "audit-topic-merged"),
    ("topic_named", "audit-topic-named"),
    ("topic_retired", "audit-topic-retired"),
    ("topic_unmerged", "audit-topic-unmerged"),
    ("words_coded", "audit-words-coded"),
    ("words_seen", "audit-words-seen"),
    ("words_uncoded", "audit-words-uncoded"),
];

/// What somebody asks the trail, as typed.
#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    account: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    record: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    before: String,
}

impl Asked {
    /// What is meant; what cannot be meant is left out, and the page shows what was.
    fn wanted(&self) -> Wanted {
        let name = |text: &str| {
            let is_of_names = |sign: char| sign.is_ascii_alphanumeric() || "_/.-".contains(sign);
            let text: String = text.trim().chars().filter(|sign| is_of_names(*sign)).collect();
            (!text.is_empty()).then_some(text)
        };
        let midnight = |text: &str| {
            let day = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()?;
            Some(day.and_time(NaiveTime::MIN))
        };
        let next_day = |day: NaiveDateTime| day.checked_add_signed(TimeDelta::days(1));
        Wanted {
            account_id: self.account.parse().ok(),
            action: name(&self.action),
            record: name(&self.record),
            from: midnight(&self.from),
            until: midnight(&self.until).and_then(next_day),
        }
    }
}

#[derive(Serialize)]
struct TrailPage {
    bar: Bar,
    accounts: Vec<Choice>,
    actions: Vec<Choice>,
    account: String,
    action: String,
    record: String,
    from: String,
    until: String,
    rows: Vec<Row>,
    older: Option<String>,
    is_filtered: bool,
    heads: Vec<Head>,
    today: String,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
    is_chosen: bool,
}

#[derive(Serialize)]
struct Row {
    at: String,
    who: Option<String>,
    said: String,
    record: String,
    detail: String,
}

#[derive(Serialize)]
struct Head {
    text_id: &'static str,
    rows: i64,
    hash: String,
}

async fn show(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let (wanted, before) = (asked.wanted(), asked.before.parse().ok());
    let seen = look(&services, &signed_in, wanted.clone(), before, request_id(&request)).await?;
    let content = content(&services, &signed_in, &wanted, seen);
    Ok(page(&services, StatusCode::OK, "staff/trail", &signed_in.language, &content))
}

fn content(services: &Services, by: &SignedIn, wanted: &Wanted, seen: Seen) -> TrailPage {
    let say = |action: &str| say(&services.i18n, &by.language, action);
    let day = |at: Option<NaiveDateTime>| at.map(|at| at.date().to_string()).unwrap_or_default();
    let last_day = wanted.until.map(|until| until - TimeDelta::days(1));
    let account = wanted.account_id.map(|id| id.to_string()).unwrap_or_default();
    let action = wanted.action.clone().unwrap_or_default();
    let mut accounts: Vec<Choice> = seen
        .emails
        .iter()
        .map(|(id, email)| Choice {
            value: id.to_string(),
            text: email.clone(),
            is_chosen: wanted.account_id == Some(*id),
        })
        .collect();
    accounts.sort_by(|a, b| a.text.cmp(&b.text));
    let mut actions: Vec<Choice> = SAID
        .iter()
        .map(|(name, _)| Choice {
            value: (*name).to_owned(),
            text: say(name),
            is_chosen: *name == action,
        })
        .collect();
    actions.sort_by(|a, b| a.text.cmp(&b.text));
    let row = |row: AuditRow| Row {
        at: row.occurred_at.format("%Y-%m-%d %H:%M:%S").to_string(),
        who: row.account_id.and_then(|id| seen.emails.get(&id).cloned()),
        said: say(&row.action),
        record: row.record,
        detail: row.detail,
    };
    let record = wanted.record.clone().unwrap_or_default();
    let (from, until) = (day(wanted.from), day(last_day));
    let older = seen.older_than.map(|id| {
        format!(
            "{PATH}?account={account}&action={action}&record={record}&from={from}&until={until}\
             &before={id}"
        )
    });
    TrailPage {
        bar: Bar::new(by, Desk::Trail),
        rows: seen.rows.into_iter().map(row).collect(),
        older,
        is_filtered: *wanted != Wanted::default(),
        heads: seen.heads.into_iter().filter_map(head).collect(),
        today: services.clock.now().format("%Y-%m-%d %H:%M UTC").to_string(),
        accounts,
        actions,
        account,
        action,
        record,
        from,
        until,
    }
}

/// An action in words; as it is where there are none.
fn say(i18n: &I18n, language: &Language, action: &str) -> String {
    match SAID.iter().find(|(name, _)| *name == action) {
        Some((_, text_id)) => i18n.web(language, text_id, &[]),
        None => action.to_owned(),
    }
}

fn head((name, rows, hash): (String, i64, String)) -> Option<Head> {
    let text_id = match name.as_str() {
        "audit" => "audit-head-trail",
        "consent" => "audit-head-consent",
        _ => return None,
    };
    Some(Head { text_id, rows, hash })
}

async fn send(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<Asked>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let file = begin_file(&services, &signed_in, form.wanted(), request_id(&request)).await?;
    let (pieces, body) = Pieces::new();
    actix_web::rt::spawn(read(services, file, pieces));
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"audit-trail.csv\""))
        .body(body))
}

/// Reads on as long as somebody takes what was read.
async fn read(services: Data<Services>, mut file: TrailFile, pieces: Sender<Piece>) {
    const HEAD: [&str; 8] =
        ["time (UTC)", "who", "action", "record", "detail", "request", "place", "hash"];
    let head = csv::lines([HEAD.map(str::to_owned).as_slice()]);
    let mut next = Ok(Some(format!("{}{head}", csv::UTF8_MARK)));
    while let Some(piece) = next.transpose() {
        let is_last = piece.is_err();
        if let Err(error) = &piece {
            tracing::error!(%error, "a file of the trail broke off");
        }
        if pieces.send(piece.map(Bytes::from)).await.is_err() || is_last {
            return;
        }
        next = file.next_rows(&services).await.map(|rows| rows.map(lines));
    }
}

fn lines(rows: Vec<(String, AuditRow, Link)>) -> String {
    let rows: Vec<[String; 8]> = rows
        .into_iter()
        .map(|(who, row, link)| {
            [
                row.occurred_at.format("%Y-%m-%d %H:%M:%S").to_string(),
                who,
                row.action,
                row.record,
                row.detail,
                row.request_id,
                link.seq.map(|seq| seq.to_string()).unwrap_or_default(),
                link.hash.unwrap_or_default(),
            ]
        })
        .collect();
    csv::lines(rows.iter().map(<[String; 8]>::as_slice))
}
