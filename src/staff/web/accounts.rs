//! Who works with Hearth: colleagues are invited, and their access ends.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::own::Shown as Session;
use super::signed::{Refusal, SignedForm};
use super::{Bar, Desk, Fault, Flash, NothingElse};
use crate::i18n::Language;
use crate::outbox::MessageState;
use crate::services::Services;
use crate::staff::flow::accounts::{
    EndAccessError, Invitation, InviteError, Listed, end_access, end_sessions, invite,
    invite_again, list_accounts, take_second_factor,
};
use crate::staff::flow::link::SendLinkError;
use crate::staff::link::{AccountState, LinkKind};
use crate::staff::{Email, Role, SignedIn};
use crate::web::answer::{page, request_id, see_other};
use crate::web::languages::{LanguageLink, links};

/// The page.
pub const PATH: &str = "/staff/accounts";

/// The page of accounts and its forms.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route(PATH, post().to(invite_now))
        .route("/staff/accounts/{id}/invitation", post().to(invite_again_now))
        .route("/staff/accounts/{id}/end", post().to(end_now))
        .route("/staff/accounts/{id}/sessions", post().to(end_sessions_now))
        .route("/staff/accounts/{id}/second-factor", post().to(take_second_factor_now));
}

#[derive(Serialize)]
struct AccountsPage {
    bar: Bar,
    typed_email: String,
    roles: Vec<RoleChoice>,
    languages: Vec<LanguageLink>,
    days: i64,
    accounts: Vec<Shown>,
}

#[derive(Serialize)]
struct RoleChoice {
    name: &'static str,
    text_id: &'static str,
    about_id: &'static str,
    is_chosen: bool,
}

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks one question at a time")]
struct Shown {
    id: i64,
    email: String,
    role_id: &'static str,
    language_name: String,
    state_id: &'static str,
    state_class: &'static str,
    mail_id: Option<&'static str>,
    last_seen: Option<String>,
    is_own: bool,
    is_invited: bool,
    is_ended: bool,
    is_active: bool,
    sessions: Vec<Session>,
}

impl Shown {
    fn new(services: &Services, listed: Listed, own: i64) -> Self {
        let Listed { account, invitation, sessions } = listed;
        let is_invited = account.state == AccountState::Invited;
        let (state_id, state_class) = match (account.state, &invitation) {
            (AccountState::Active, _) => ("accounts-active", "clear"),
            (AccountState::Invited, Some(_)) => ("accounts-invited", "close"),
            (AccountState::Invited, None) => ("accounts-invitation-late", "lower"),
            (AccountState::Ended, _) => ("accounts-ended", "lower"),
        };
        let is = |state: MessageState| invitation.as_deref() == Some(state.name());
        let mail_id = match is_invited {
            true if is(MessageState::Failed) => Some("accounts-mail-failed"),
            true if is(MessageState::Unknown) => Some("accounts-mail-unknown"),
            true if is(MessageState::Queued) => Some("accounts-mail-waiting"),
            _ => None,
        };
        Self {
            id: account.id,
            role_id: account.role.name_id(),
            language_name: account.language.own_name().to_owned(),
            state_id,
            state_class,
            mail_id,
            last_seen: account.last_seen_at.map(|at| at.format("%Y-%m-%d").to_string()),
            is_own: account.id == own,
            is_invited,
            is_ended: account.state == AccountState::Ended,
            is_active: account.state == AccountState::Active,
            sessions: sessions
                .into_iter()
                .map(|session| Session::new(services, session, false))
                .collect(),
            email: account.email,
        }
    }
}

fn about_id(role: Role) -> &'static str {
    match role {
        Role::Administrator => "role-administrator-about",
        Role::Liaison => "role-liaison-about",
        Role::Leadership => "role-leadership-about",
        Role::Translator => "role-translator-about",
        Role::Analyst => "role-analyst-about",
        Role::PatientAdvisor => "role-patient-advisor-about",
    }
}

/// What was typed into a form that could not be taken, and why.
#[derive(Default)]
struct Typed {
    email: String,
    role: String,
    language: String,
    /// The text that says it, and its field.
    fault: Option<(&'static str, &'static str)>,
}

async fn answer(
    request: &HttpRequest,
    services: &Services,
    signed_in: &SignedIn,
    flash: Option<Flash>,
    typed: Typed,
) -> Result<HttpResponse, Refusal> {
    let listed = list_accounts(services, signed_in, request_id(request)).await?;
    let chosen = match typed.language.as_str() {
        "" => signed_in.language.clone(),
        tag => Language::new(tag),
    };
    let status = match typed.fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let fault = |(text_id, field): (&str, &str)| Fault {
        text: services.i18n.web(&signed_in.language, text_id, &[]),
        field: Some(field.to_owned()),
    };
    let role_choice = |role: Role| RoleChoice {
        name: role.name(),
        text_id: role.name_id(),
        about_id: about_id(role),
        is_chosen: role.name() == typed.role,
    };
    let content = AccountsPage {
        bar: Bar::new(signed_in, Desk::Accounts).saying(flash).faulting(typed.fault.map(fault)),
        typed_email: typed.email,
        roles: Role::ALL.map(role_choice).into(),
        languages: links(&services.i18n, services.i18n.languages(), &chosen),
        days: LinkKind::Invitation.lifetime().num_days(),
        accounts: listed
            .into_iter()
            .map(|listed| Shown::new(services, listed, signed_in.account_id))
            .collect(),
    };
    Ok(page(services, status, "staff/accounts", &signed_in.language, &content))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    done: String,
    /// Of whom.
    id: Option<i64>,
}

async fn show(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let flash = match asked.done.as_str() {
        "invited" => Some(Flash::new("accounts-done-invited")),
        "ended" => Some(ended(asked.id)),
        "sessions" => Some(Flash::new("accounts-done-sessions")),
        "second-factor" => Some(Flash::new("accounts-done-factor")),
        _ => None,
    };
    answer(&request, &services, &signed_in, flash, Typed::default()).await
}

/// Says that access ended, and offers the way back.
fn ended(id: Option<i64>) -> Flash {
    let flash = Flash::new("accounts-done-ended");
    let Some(id) = id else { return flash };
    let again = flash.undone_by(format!("{PATH}/{id}/invitation"), Vec::new());
    again.calling_it("accounts-invite-again")
}

#[derive(Deserialize)]
struct InviteForm {
    email: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    language: String,
}

async fn invite_now(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<InviteForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let language = Language::new(&form.language);
    if !services.i18n.languages().any(|known| *known == language) {
        return Err(Refusal::Unreadable);
    }
    let invitation = match (Email::parse(&form.email), Role::from_name(&form.role)) {
        (Ok(email), Some(role)) => {
            Ok(Invitation { email, role, language, request_id: request_id(&request) })
        }
        (Err(_), _) => Err(("accounts-fault-email", "email")),
        (_, None) => Err(("accounts-fault-role", "role")),
    };
    let fault = match invitation {
        Ok(invitation) => match invite(&services, &signed_in, invitation).await {
            Ok(()) => return Ok(see_other("/staff/accounts?done=invited")),
            Err(InviteError::HasAccount) => ("accounts-fault-has-account", "email"),
            Err(InviteError::Send(error)) => return Err(refusal(error)),
            Err(InviteError::Store(error)) => return Err(error.into()),
        },
        Err(fault) => fault,
    };
    let InviteForm { email, role, language } = form;
    let typed = Typed { email, role, language, fault: Some(fault) };
    answer(&request, &services, &signed_in, None, typed).await
}

fn refusal(error: SendLinkError) -> Refusal {
    match error {
        SendLinkError::Store(error) => error.into(),
        SendLinkError::Letter(error) => Refusal::Unmade(error),
    }
}

async fn invite_again_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let id = id.into_inner();
    let is_sent = invite_again(&services, &sent.signed_in, id, request_id(&request))
        .await
        .map_err(refusal)?;
    Ok(done_or_not_found(is_sent, "/staff/accounts?done=invited"))
}

async fn end_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let id = id.into_inner();
    match end_access(&services, &sent.signed_in, id, request_id(&request)).await {
        Ok(()) => Ok(see_other(&format!("/staff/accounts?done=ended&id={id}"))),
        Err(EndAccessError::Own) => Ok(HttpResponse::Conflict().finish()),
        Err(EndAccessError::NotFound) => Ok(HttpResponse::NotFound().finish()),
        Err(EndAccessError::Store(error)) => Err(error.into()),
    }
}

async fn end_sessions_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let id = id.into_inner();
    let is_done = end_sessions(&services, &sent.signed_in, id, request_id(&request)).await?;
    Ok(done_or_not_found(is_done, "/staff/accounts?done=sessions"))
}

async fn take_second_factor_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let id = id.into_inner();
    let is_done = take_second_factor(&services, &sent.signed_in, id, request_id(&request)).await?;
    Ok(done_or_not_found(is_done, "/staff/accounts?done=second-factor"))
}

fn done_or_not_found(is_done: bool, to: &str) -> HttpResponse {
    if is_done { see_other(to) } else { HttpResponse::NotFound().finish() }
}
