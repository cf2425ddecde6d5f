//! Where do people come to us? The sites, added and renamed.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use crate::people::flow::sites::{SiteError, add_site, list, remove_site, rename_site};
use crate::people::store::sites::Site;
use crate::people::{LONGEST_SITE_NAME, SiteNameError};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::{Bar, Desk, Empty, Fault, Flash, Refusal, SignedForm};
use crate::web::answer::{in_query, page, request_id, see_other};

const PATH: &str = "/staff/sites";

/// The page of sites and its forms.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route(PATH, post().to(add))
        .route("/staff/sites/{id}", post().to(rename))
        .route("/staff/sites/{id}/remove", post().to(remove));
}

#[derive(Serialize)]
struct SitesPage {
    bar: Bar,
    empty: Option<Empty>,
    sites: Vec<SiteView>,
    typed: String,
    longest: usize,
}

#[derive(Serialize)]
struct SiteView {
    id: i64,
    name: String,
    /// What stands in its field.
    typed: String,
    is_open: bool,
}

/// What was typed and could not be taken: of which site, or of a new one.
struct Typed {
    site: Option<i64>,
    name: String,
    fault_id: &'static str,
}

/// What was done last, as its address says.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    added: Option<i64>,
    #[serde(default)]
    renamed: Option<i64>,
    /// The name it had before.
    #[serde(default)]
    was: String,
    #[serde(default)]
    removed: String,
}

fn flash(asked: Asked, sites: &[Site]) -> Option<Flash> {
    let find = |id: Option<i64>| sites.iter().find(|site| Some(site.id) == id);
    if let Some(site) = find(asked.added) {
        let flash = Flash::new("sites-done-added");
        return Some(flash.undone_by(format!("{PATH}/{}/remove", site.id), Vec::new()));
    }
    if let Some(site) = find(asked.renamed) {
        let fields = vec![("seen", site.name.clone()), ("name", asked.was)];
        let flash = Flash::new("sites-done-renamed");
        return Some(flash.undone_by(format!("{PATH}/{}", site.id), fields));
    }
    (!asked.removed.is_empty()).then(|| Flash::new("sites-done-removed"))
}

async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let sites = list(&services).await?;
    let flash = flash(asked.into_inner(), &sites);
    let bar = Bar::new(&signed_in, Desk::Sites).saying(flash);
    Ok(answer(&services, &signed_in, StatusCode::OK, bar, sites, None))
}

fn answer(
    services: &Services,
    signed_in: &SignedIn,
    status: StatusCode,
    bar: Bar,
    sites: Vec<Site>,
    typed: Option<&Typed>,
) -> HttpResponse {
    let view = |site: Site| {
        let typed = typed.filter(|typed| typed.site == Some(site.id));
        SiteView {
            id: site.id,
            typed: typed.map_or_else(|| site.name.clone(), |typed| typed.name.clone()),
            name: site.name,
            is_open: typed.is_some(),
        }
    };
    let content = SitesPage {
        bar,
        empty: sites.is_empty().then(|| Empty::new("sites-empty")),
        sites: sites.into_iter().map(view).collect(),
        typed: typed.filter(|t| t.site.is_none()).map(|t| t.name.clone()).unwrap_or_default(),
        longest: LONGEST_SITE_NAME,
    };
    page(services, status, "people/sites", &signed_in.language, &content)
}

/// The page again, with what was typed and what is wrong with it.
async fn refuse(
    services: &Services,
    signed_in: &SignedIn,
    status: StatusCode,
    typed: Typed,
) -> Result<HttpResponse, Refusal> {
    let field = typed.site.map_or_else(|| "name".to_owned(), |id| format!("name-{id}"));
    let text = services.i18n.web(&signed_in.language, typed.fault_id, &[]);
    let fault = Fault { text, field: Some(field) };
    let bar = Bar::new(signed_in, Desk::Sites).faulting([fault]);
    let sites = list(services).await?;
    Ok(answer(services, signed_in, status, bar, sites, Some(&typed)))
}

/// What a fault is called, or the refusal it is.
fn told(error: SiteError, signed_in: &SignedIn) -> Result<(StatusCode, &'static str), Refusal> {
    match error {
        SiteError::Name(SiteNameError::Empty) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, "sites-fault-empty"))
        }
        SiteError::Name(SiteNameError::TooLong) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, "sites-fault-long"))
        }
        SiteError::Taken => Ok((StatusCode::CONFLICT, "sites-fault-taken")),
        SiteError::Changed => Ok((StatusCode::CONFLICT, "sites-fault-changed")),
        SiteError::InUse => Ok((StatusCode::CONFLICT, "sites-fault-in-use")),
        SiteError::NotAllowed => Err(Refusal::NotAllowed(signed_in.role.name())),
        SiteError::Store(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
struct AddForm {
    name: String,
}

async fn add(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<AddForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    match add_site(&services, &signed_in, &form.name, request_id(&request)).await {
        Ok(id) => Ok(see_other(&format!("{PATH}?added={id}"))),
        Err(error) => {
            let (status, fault_id) = told(error, &signed_in)?;
            let typed = Typed { site: None, name: form.name, fault_id };
            refuse(&services, &signed_in, status, typed).await
        }
    }
}

#[derive(Deserialize)]
struct RenameForm {
    seen: String,
    name: String,
}

async fn rename(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<RenameForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let id = id.into_inner();
    let (seen, request_id) = (form.seen.clone(), request_id(&request));
    match rename_site(&services, &signed_in, id, seen, &form.name, request_id).await {
        Ok(()) => {
            let was = in_query(&form.seen);
            Ok(see_other(&format!("{PATH}?renamed={id}&was={was}")))
        }
        Err(error) => {
            let (status, fault_id) = told(error, &signed_in)?;
            let typed = Typed { site: Some(id), name: form.name, fault_id };
            refuse(&services, &signed_in, status, typed).await
        }
    }
}

#[derive(Deserialize)]
struct NothingElse {}

async fn remove(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let signed_in = sent.signed_in;
    let id = id.into_inner();
    match remove_site(&services, &signed_in, id, request_id(&request)).await {
        Ok(()) => Ok(see_other(&format!("{PATH}?removed=1"))),
        Err(error) => {
            let (status, fault_id) = told(error, &signed_in)?;
            let typed = Typed { site: Some(id), name: String::new(), fault_id };
            refuse(&services, &signed_in, status, typed).await
        }
    }
}
